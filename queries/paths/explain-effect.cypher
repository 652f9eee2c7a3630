// Which chain explains an effect of the product
/*---
question: Which chain explains the effect of MSC products on {effect}?
params:
  effect: {type: entity, label: [Entity, Disease], required: true, example: "HGNC:6018", help: "what changes: a cytokine, pathway, process, cell state or disease, by id or name"}
  product: {type: entity, label: [Vesicle, CellSource], example: "CL:0002540", help: "only this product, or the products of this cell source"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
  sign: {type: sign, example: decrease, help: "only chains whose net effect is this"}
  max_length: {type: int, default: 4, min: 1, max: 5, role: depth, example: 4, help: "the greatest number of steps"}
returns:
  - {name: product_id, type: curie}
  - {name: product_name, type: text}
  - {name: chain, type: text_list}
  - {name: chain_ids, type: curie_list}
  - {name: relations, type: text_list}
  - {name: signs, type: text_list, help: "what each step does: increase, decrease or unknown"}
  - {name: aspects, type: text_list, help: "what of the step's end changes: amount, activity, phosphorylation ..., one a step; empty for membership"}
  - {name: net, type: text}
  - {name: length, type: int}
  - {name: tier, type: text, help: "reported: one study shows every step; assembled: steps of several studies or background"}
  - {name: outcome_measured, type: bool, help: "a study, of the disease where one is asked for, also measured the whole effect: product to end, with this sign, in the last step's aspect (activity for membership)"}
  - {name: statements, type: text_list, help: "one a claimed step, in order: what was found, in the curator's words; a stroke between several findings"}
  - {name: background, type: text_list, help: "steps known beforehand, with their own references; they have no grade and raise none"}
  - {name: grades, type: text_list}
  - {name: grade, type: text, help: "the weakest grade"}
  - {name: weakest_link, type: text, help: "the first claim of that grade"}
  - {name: weakest_link_name, type: text, help: "the same in words"}
  - {name: measured_share, type: float, help: "share of the steps that were measured, 0 to 1"}
  - {name: n_groups, type: int, help: "laboratories behind the step that has fewest"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: steps, type: text_list, help: "claim or background record of each step; relation and end for membership"}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [product_id, steps]
show: [chain, net, tier, outcome_measured, statements, background, grade, weakest_link_name]
picture: {claims: claims}
opposed: {actor: product_name, end: chain, sign: net, aspect: aspects}
see_also: [paths, mechanism-sign-check]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (end:Entity)-[:IS_A*0..4]->(:Entity {id: $effect})
WHERE $descendants OR end.id = $effect
WITH DISTINCT scopes, end
// Written from the end, which is known, so that an engine that follows the text sets out from there.
MATCH path = (end)<-[:CARRIES|LOADED_WITH|RELEASES|TARGETS|INCREASES|DECREASES|SPONGES|AMELIORATES|WORSENS|MEMBER_OF|READOUT_OF*2..5]-(v:Entity)
WHERE (v:Vesicle OR v:CellSource) AND length(path) <= $max_length AND ($product IS NULL OR v.id = $product OR v.source = $product)
WITH scopes, v, end, reverse(nodes(path)) AS stations, reverse(relationships(path)) AS rels
// A cheap test first: in a reported chain one study reports every stated step. What follows asks the same with all filters.
WHERE ($tier = 'assembled' OR any(x IN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports, []) + CASE WHEN $include_retracted THEN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports_retracted, []) ELSE [] END
       WHERE all(r IN rels WHERE r.kind = 'membership' OR x IN coalesce(r.reports, []) OR ($include_retracted AND x IN coalesce(r.reports_retracted, [])))))
WITH scopes, v, end, rels, [n IN stations | n.id] AS chain_ids, [n IN stations | n.name] AS chain,
     any(n IN stations WHERE 'UnresolvedGroup' IN labels(n)) AS vague
WHERE NOT vague AND all(i IN chain_ids WHERE single(j IN chain_ids WHERE j = i))
WITH scopes, v, end, chain, chain_ids, [r IN rels | type(r)] AS relations, [r IN rels | r.sign] AS signs, [r IN rels | CASE r.kind WHEN 'membership' THEN '' ELSE coalesce(r.aspect, '') END] AS aspects,
     reduce(s = 1, i IN range(0, size(rels) - 1) | s * CASE
       WHEN i = size(rels) - 1 THEN rels[i].sign
       WHEN rels[i + 1].kind <> 'membership' THEN rels[i].onward
       WHEN rels[i].aspect IN rels[i + 1].aspects THEN rels[i].sign
       ELSE 0 END) AS net,
     [r IN rels | {kind: r.kind, claim: r.claim, name: coalesce(r.claim, r.background, type(r) + ' ' + coalesce(r.aspect, 'member')),
       rank: r.grade_rank, grade: r.grade, groups: coalesce(r.n_groups, 0), measured: coalesce(r.measured_in, []),
       sources: coalesce(r.references, CASE WHEN r.reference IS NULL THEN [] ELSE [r.reference] END),
       pairs: [x IN coalesce(r.reports, []) + CASE WHEN $include_retracted THEN coalesce(r.reports_retracted, []) ELSE [] END
               WHERE $allowed IS NULL OR r.claim IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL]}] AS links
WHERE net <> 0 AND ($sign IS NULL OR net = $sign)
WITH scopes, v, end, chain, chain_ids, relations, signs, aspects, net, links, [s IN links WHERE s.kind = 'claim'] AS claimed,
     [s IN links WHERE s.kind <> 'membership'] AS stated
WHERE size(claimed) > 0
WITH scopes, v, end, chain, chain_ids, relations, signs, aspects, net, links, claimed, stated,
     [x IN head(stated).pairs WHERE all(s IN stated WHERE x IN s.pairs)
       AND ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))] AS together,
     [x IN reduce(found = [], s IN stated | found + s.pairs)
       WHERE $disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d)] AS in_disease
WHERE size(together) > 0
   OR ($tier = 'assembled' AND size(in_disease) > 0 AND all(s IN claimed WHERE size(s.pairs) > 0))
WITH scopes, v, end, chain, chain_ids, relations, signs, aspects, net, links, claimed,
     CASE WHEN size(together) > 0 THEN 'reported' ELSE 'assembled' END AS tier,
     CASE WHEN size(together) > 0 THEN together ELSE reduce(found = [], s IN claimed | found + s.pairs) END AS used
WITH scopes, v, end, chain, chain_ids, relations, signs, aspects, net, links, claimed, tier, [s IN claimed | s.claim] AS claims,
     reduce(low = 3, s IN claimed | CASE WHEN s.rank < low THEN s.rank ELSE low END) AS grade_rank,
     reduce(low = 1000, s IN claimed | CASE WHEN s.groups < low THEN s.groups ELSE low END) AS n_groups,
     1.0 * size([s IN claimed WHERE any(x IN used WHERE x IN s.measured)]) / size(links) AS measured_share,
     [x IN used | split(x, '@')[0]] AS study_ids
WITH scopes, v, end, chain, chain_ids, relations, signs, aspects, net, links, claimed, tier, claims, grade_rank, n_groups, measured_share, study_ids,
     COLLECT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN study_ids
               WITH DISTINCT c.id + ' ' + e.statement AS line RETURN line ORDER BY line } AS told
RETURN v.id AS product_id, v.name AS product_name, chain, chain_ids, relations, [s IN signs | CASE WHEN s > 0 THEN 'increase' WHEN s < 0 THEN 'decrease' ELSE 'unknown' END] AS signs, aspects,
       CASE WHEN net > 0 THEN 'increase' ELSE 'decrease' END AS net, size(links) AS length, tier,
       EXISTS { MATCH (v)-[o:INCREASES|DECREASES|AMELIORATES|WORSENS]->(end) WHERE o.sign = net AND o.aspect = CASE last(aspects) WHEN '' THEN 'activity' ELSE last(aspects) END
                AND any(x IN o.measured_in WHERE ($allowed IS NULL OR $allowed[o.claim + '|' + split(x, '@')[0]] IS NOT NULL) AND ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))) } AS outcome_measured,
       [c IN claims | reduce(t = '', x IN [y IN told WHERE y STARTS WITH c | substring(y, size(c) + 1)] | CASE WHEN t = '' THEN x ELSE t + ' / ' + x END)] AS statements,
       [i IN range(0, size(links) - 1) WHERE links[i].kind <> 'claim' | chain[i] + ' ' + relations[i] + ' ' + chain[i + 1]
         + reduce(t = '', x IN links[i].sources | t + CASE WHEN t = '' THEN ' (' ELSE ', ' END + x) + CASE WHEN size(links[i].sources) = 0 THEN '' ELSE ')' END] AS background,
       [s IN claimed | s.grade] AS grades, ['unsupported', 'weak', 'moderate', 'strong'][grade_rank] AS grade,
       head([s IN claimed WHERE s.rank = grade_rank | s.claim]) AS weakest_link,
       head([i IN range(0, size(links) - 1) WHERE links[i].kind = 'claim' AND links[i].rank = grade_rank | chain[i] + ' ' + relations[i] + ' ' + chain[i + 1]]) AS weakest_link_name, measured_share, n_groups,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims, [s IN links | s.name] AS steps, grade_rank
ORDER BY tier DESC, measured_share DESC, grade_rank DESC, n_groups DESC, length, product_id, steps
SKIP $skip LIMIT $limit
