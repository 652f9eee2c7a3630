// Signed paths between two entities
/*---
question: By which signed paths does {from} act on {to}?
params:
  from: {type: entity, label: Entity, required: true, example: "mirbase.mature:MIMAT0000449", help: "where the paths begin: a cargo, product, gene ..., by id or name"}
  to: {type: entity, label: [Entity, Disease], required: true, example: "GO:0007249", help: "where they end, by id or name; its kinds are meant too, unless descendants=false"}
  max_length: {type: int, default: 4, min: 1, max: 5, role: depth, example: 3, help: "the greatest number of steps, background steps included"}
  sign: {type: sign, example: decrease, help: "only paths whose net effect is this"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only paths with a step reported in this disease (in the reported tier: with all of them)"}
returns:
  - {name: from_id, type: curie}
  - {name: to_id, type: curie}
  - {name: chain, type: text_list, help: "names of the nodes in order"}
  - {name: chain_ids, type: curie_list}
  - {name: relations, type: text_list}
  - {name: signs, type: text_list, help: "what each step does: increase, decrease or unknown"}
  - {name: aspects, type: text_list, help: "what of the step's end changes: amount, activity, phosphorylation ..., one a step; empty for membership"}
  - {name: net, type: text, help: "increase or decrease of the last node"}
  - {name: length, type: int, help: "number of steps"}
  - {name: tier, type: text, help: "reported: one study shows every step; assembled: steps of several studies or background"}
  - {name: grade, type: text, help: "the weakest grade of the path's claims"}
  - {name: weakest_link, type: text, help: "the first claim of that grade"}
  - {name: weakest_link_name, type: text, help: "the same in words"}
  - {name: measured_share, type: float, help: "share of the steps that were measured, 0 to 1"}
  - {name: n_groups, type: int, help: "laboratories behind the step that has fewest"}
  - {name: grades, type: text_list, help: "one a claim, in order"}
  - {name: n_background_steps, type: int}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list, help: "one a claimed step, in order"}
  - {name: steps, type: text_list, help: "claim or background record of each step; relation and end for membership"}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [steps]
show: [chain, net, length, tier, grade, weakest_link_name, n_groups]
picture: {claims: claims}
apart: [from, to]
opposed: {actor: chain, end: chain, sign: net, aspect: aspects}
see_also: [cargo-on-target, evidence-of-claim]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (end:Entity)-[:IS_A*0..4]->(:Entity {id: $to})
WHERE $descendants OR end.id = $to
WITH DISTINCT scopes, end
MATCH path = (begin:Entity {id: $from})-[:CARRIES|LOADED_WITH|RELEASES|LOADS|UNLOADS|TARGETS|INCREASES|DECREASES|SPONGES|AMELIORATES|WORSENS|MEMBER_OF|READOUT_OF*1..5]->(end)
WHERE length(path) <= $max_length
WITH scopes, begin, end, nodes(path) AS stations, relationships(path) AS rels
// A cheap test first: in a reported chain one study reports every stated step. What follows asks the same with all filters.
WHERE ($tier = 'assembled' OR any(x IN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports, []) + CASE WHEN $include_retracted THEN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports_retracted, []) ELSE [] END
       WHERE all(r IN rels WHERE r.kind = 'membership' OR x IN coalesce(r.reports, []) OR ($include_retracted AND x IN coalesce(r.reports_retracted, [])))))
WITH scopes, begin, end, rels, [n IN stations | n.id] AS chain_ids, [n IN stations | n.name] AS chain,
     any(n IN stations WHERE 'UnresolvedGroup' IN labels(n)) AS vague
WHERE NOT vague AND all(i IN chain_ids WHERE single(j IN chain_ids WHERE j = i))
WITH scopes, begin, end, chain, chain_ids, [r IN rels | type(r)] AS relations, [r IN rels | r.sign] AS signs, [r IN rels | CASE r.kind WHEN 'membership' THEN '' ELSE coalesce(r.aspect, '') END] AS aspects,
     reduce(s = 1, i IN range(0, size(rels) - 1) | s * CASE
       WHEN i = size(rels) - 1 THEN rels[i].sign
       WHEN rels[i + 1].kind <> 'membership' THEN rels[i].onward
       WHEN rels[i].aspect IN rels[i + 1].aspects THEN rels[i].sign
       ELSE 0 END) AS net,
     [r IN rels | {kind: r.kind, claim: r.claim, name: coalesce(r.claim, r.background, type(r) + ' ' + coalesce(r.aspect, 'member')),
       rank: r.grade_rank, grade: r.grade, groups: coalesce(r.n_groups, 0), measured: coalesce(r.measured_in, []),
       pairs: [x IN coalesce(r.reports, []) + CASE WHEN $include_retracted THEN coalesce(r.reports_retracted, []) ELSE [] END
               WHERE $allowed IS NULL OR r.claim IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL]}] AS links
WHERE net <> 0 AND ($sign IS NULL OR net = $sign)
WITH scopes, begin, end, chain, chain_ids, relations, signs, aspects, net, links, [s IN links WHERE s.kind = 'claim'] AS claimed,
     [s IN links WHERE s.kind <> 'membership'] AS stated
WHERE size(claimed) > 0
WITH begin, end, chain, chain_ids, relations, signs, aspects, net, links, claimed, stated,
     [x IN head(stated).pairs WHERE all(s IN stated WHERE x IN s.pairs)
       AND ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))] AS together,
     [x IN reduce(found = [], s IN stated | found + s.pairs)
       WHERE $disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d)] AS in_disease
WHERE size(together) > 0
   OR ($tier = 'assembled' AND size(in_disease) > 0 AND all(s IN claimed WHERE size(s.pairs) > 0))
WITH begin, end, chain, chain_ids, relations, signs, aspects, net, links, claimed,
     CASE WHEN size(together) > 0 THEN 'reported' ELSE 'assembled' END AS tier,
     CASE WHEN size(together) > 0 THEN together ELSE reduce(found = [], s IN claimed | found + s.pairs) END AS used
WITH begin, end, chain, chain_ids, relations, signs, aspects, net, links, claimed, tier,
     reduce(low = 3, s IN claimed | CASE WHEN s.rank < low THEN s.rank ELSE low END) AS grade_rank,
     reduce(low = 1000, s IN claimed | CASE WHEN s.groups < low THEN s.groups ELSE low END) AS n_groups,
     1.0 * size([s IN claimed WHERE any(x IN used WHERE x IN s.measured)]) / size(links) AS measured_share,
     [x IN used | split(x, '@')[0]] AS study_ids
RETURN begin.id AS from_id, end.id AS to_id, chain, chain_ids, relations, [s IN signs | CASE WHEN s > 0 THEN 'increase' WHEN s < 0 THEN 'decrease' ELSE 'unknown' END] AS signs, aspects,
       CASE WHEN net > 0 THEN 'increase' ELSE 'decrease' END AS net, size(links) AS length, tier,
       ['unsupported', 'weak', 'moderate', 'strong'][grade_rank] AS grade,
       head([s IN claimed WHERE s.rank = grade_rank | s.claim]) AS weakest_link,
       head([i IN range(0, size(links) - 1) WHERE links[i].kind = 'claim' AND links[i].rank = grade_rank | chain[i] + ' ' + relations[i] + ' ' + chain[i + 1]]) AS weakest_link_name, measured_share, n_groups,
       [s IN claimed | s.grade] AS grades, size(links) - size(claimed) AS n_background_steps,
       COLLECT { UNWIND study_ids AS one MATCH (s:Study {id: one}) WHERE s.doi IS NOT NULL RETURN DISTINCT s.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one MATCH (s:Study {id: one}) RETURN DISTINCT s.id AS id ORDER BY id } AS studies,
       [s IN claimed | s.claim] AS claims, [s IN links | s.name] AS steps, grade_rank
ORDER BY tier DESC, measured_share DESC, grade_rank DESC, n_groups DESC, length, chain_ids, steps
SKIP $skip LIMIT $limit
