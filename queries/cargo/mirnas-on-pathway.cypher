// miRNAs that act on a pathway in a disease
/*---
question: Which exosomal miRNAs act on {pathway} in {disease}?
params:
  pathway: {type: entity, label: Pathway, required: true, example: "GO:0007249", help: "the pathway, by id or name"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "the disease; its kinds are meant too, unless descendants=false"}
  sign: {type: sign, example: decrease, help: "only chains whose net effect on the pathway is this"}
returns:
  - {name: mirna_id, type: curie, label: MiRNA}
  - {name: mirna_name, type: text}
  - {name: chain, type: text_list, help: "names of the nodes from vesicle to pathway, in order"}
  - {name: chain_ids, type: curie_list}
  - {name: relations, type: text_list, help: "one a step"}
  - {name: signs, type: text_list, help: "what each step does: increase, decrease or unknown"}
  - {name: aspects, type: text_list, help: "what of the step's end changes: amount, activity, phosphorylation ..., one a step; empty for membership"}
  - {name: net, type: text, help: "increase or decrease of the pathway when the miRNA is there"}
  - {name: tier, type: text, help: "reported: one study shows every step; assembled: steps of several studies or background"}
  - {name: disease_ids, type: curie_list, help: "the diseases asked for in which the steps were reported"}
  - {name: disease_names, type: text_list}
  - {name: source_id, type: curie, label: CellSource}
  - {name: source_name, type: text}
  - {name: grade, type: text, help: "the weakest grade of the chain's claims"}
  - {name: grade_parts, type: text_list, help: "one a claim, in order: its grade, then each part of it"}
  - {name: level, type: int, help: "the highest ladder level (1 to 5) that a claim of the chain reaches; 0: none"}
  - {name: n_measured_steps, type: int, help: "steps that the reporting studies measured"}
  - {name: n_steps, type: int, help: "claimed steps in all"}
  - {name: n_background_steps, type: int, help: "pathway membership, readout or background steps"}
  - {name: measured_share, type: float, help: "share of all steps that the reporting studies measured, 0 to 1"}
  - {name: n_groups, type: int, help: "laboratories behind the step that has fewest"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: n_studies, type: int, help: "number of those studies"}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [chain_ids, claims, relations, aspects]
show: [chain, net, tier, disease_names, grade, level, n_measured_steps]
picture: {claims: claims}
opposed: {actor: mirna_name, end: chain, sign: net, aspect: aspects}
see_also: [cargo-on-target, paths, evidence-of-claim]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (p:Pathway)-[:IS_A*0..4]->(:Pathway {id: $pathway})
WHERE $descendants OR p.id = $pathway
WITH DISTINCT scopes, p
// Written from the end, which is known, so that an engine that follows the text sets out from there.
MATCH path = (p)<-[:TARGETS|INCREASES|DECREASES|MEMBER_OF|READOUT_OF]-()<-[:TARGETS|INCREASES|DECREASES*0..4]-(m:MiRNA)
WITH scopes, m, reverse(nodes(path)) AS stations, reverse(relationships(path)) AS rels
// A cheap test before vesicles multiply the rows: in a reported chain one study reports every stated step. What follows asks the same with
// all filters, the vesicle's step included.
WHERE $tier = 'assembled' OR any(x IN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports, []) + CASE WHEN $include_retracted THEN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports_retracted, []) ELSE [] END
      WHERE all(r IN rels WHERE r.kind = 'membership' OR x IN coalesce(r.reports, []) OR ($include_retracted AND x IN coalesce(r.reports_retracted, []))))
MATCH (v:Vesicle)-[c:CARRIES|LOADED_WITH]->(m)
WITH scopes, m, v, [v] + stations AS stations, [c] + rels AS rels
WITH scopes, m, v, rels, [n IN stations | n.id] AS chain_ids, [n IN stations | n.name] AS chain,
     any(n IN stations WHERE 'UnresolvedGroup' IN labels(n)) AS vague
WHERE NOT vague AND all(i IN chain_ids WHERE single(j IN chain_ids WHERE j = i))
WITH scopes, m, v, chain, chain_ids, [r IN rels | type(r)] AS relations, [r IN rels | r.sign] AS signs, [r IN rels | CASE r.kind WHEN 'membership' THEN '' ELSE coalesce(r.aspect, '') END] AS aspects,
     reduce(s = 1, i IN range(0, size(rels) - 1) | s * CASE
       WHEN i = size(rels) - 1 THEN rels[i].sign
       WHEN rels[i + 1].kind <> 'membership' THEN rels[i].onward
       WHEN rels[i].aspect IN rels[i + 1].aspects THEN rels[i].sign
       ELSE 0 END) AS net,
     [r IN rels | {kind: r.kind, claim: r.claim, rank: r.grade_rank, groups: coalesce(r.n_groups, 0), level: coalesce(r.level, 0), grade: r.grade,
       parts: reduce(t = '', part IN coalesce(r.grade_parts, []) | t + ' ' + part), measured: coalesce(r.measured_in, []),
       pairs: [x IN coalesce(r.reports, []) + CASE WHEN $include_retracted THEN coalesce(r.reports_retracted, []) ELSE [] END
               WHERE $allowed IS NULL OR r.claim IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL]}] AS steps
WHERE net <> 0 AND ($sign IS NULL OR net = $sign)
WITH scopes, m, v, chain, chain_ids, relations, signs, aspects, net, steps, [s IN steps WHERE s.kind = 'claim'] AS claimed,
     [s IN steps WHERE s.kind <> 'membership'] AS stated
WHERE size(claimed) > 1
WITH m, v, chain, chain_ids, relations, signs, aspects, net, steps, claimed, stated,
     [x IN head(stated).pairs WHERE all(s IN stated WHERE x IN s.pairs)
       AND ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))] AS together,
     [x IN reduce(found = [], s IN claimed | found + s.pairs)
       WHERE $disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d)] AS in_disease
WHERE size(together) > 0
   OR ($tier = 'assembled' AND size(in_disease) > 0 AND all(s IN claimed WHERE size(s.pairs) > 0))
WITH m, v, chain, chain_ids, relations, signs, aspects, net, steps, claimed,
     CASE WHEN size(together) > 0 THEN 'reported' ELSE 'assembled' END AS tier,
     CASE WHEN size(together) > 0 THEN together ELSE in_disease END AS matched,
     CASE WHEN size(together) > 0 THEN together ELSE reduce(found = [], s IN claimed | found + s.pairs) END AS used
// Of the ways along one chain the reported ones stay, else those with the fewest background steps.
WITH v.id AS vesicle_id, chain_ids, min(size(steps) - size(claimed) + CASE tier WHEN 'reported' THEN 0 ELSE 100 END) AS least,
     collect({m: m, v: v, chain: chain, relations: relations, signs: signs, aspects: aspects, net: net, steps: steps, claimed: claimed, tier: tier,
       matched: matched, used: used}) AS ways
UNWIND [w IN ways WHERE size(w.steps) - size(w.claimed) + CASE w.tier WHEN 'reported' THEN 0 ELSE 100 END = least] AS way
WITH way.m AS m, way.v AS v, way.chain AS chain, chain_ids, way.relations AS relations, way.signs AS signs, way.aspects AS aspects, way.net AS net,
     way.steps AS steps, way.claimed AS claimed, way.tier AS tier, way.matched AS matched, way.used AS used
MATCH (source:CellSource {id: v.source})
WITH m, chain, chain_ids, relations, signs, aspects, net, tier, matched, source, steps, claimed,
     reduce(low = 3, s IN claimed | CASE WHEN s.rank < low THEN s.rank ELSE low END) AS rank,
     reduce(high = 0, s IN claimed | CASE WHEN s.level > high THEN s.level ELSE high END) AS level,
     reduce(low = 1000, s IN claimed | CASE WHEN s.groups < low THEN s.groups ELSE low END) AS n_groups,
     size([s IN claimed WHERE any(x IN used WHERE x IN s.measured)]) AS n_measured_steps,
     [s IN claimed | s.grade + ':' + s.parts] AS grade_parts, [s IN claimed | s.claim] AS claims,
     COLLECT { UNWIND [x IN used | split(x, '@')[0]] AS one MATCH (study:Study {id: one}) RETURN DISTINCT study.id AS id ORDER BY id } AS studies,
     COLLECT { UNWIND [x IN used | split(x, '@')[0]] AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL
               RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
     COLLECT { UNWIND [x IN matched | split(x, '@')[1]] AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.id AS id ORDER BY id } AS disease_ids
RETURN m.id AS mirna_id, m.name AS mirna_name, chain, chain_ids, relations, [s IN signs | CASE WHEN s > 0 THEN 'increase' WHEN s < 0 THEN 'decrease' ELSE 'unknown' END] AS signs, aspects,
       CASE WHEN net > 0 THEN 'increase' ELSE 'decrease' END AS net, tier, disease_ids,
       COLLECT { UNWIND disease_ids AS one MATCH (d:Disease {id: one}) WITH DISTINCT d.id AS id, d.name AS name ORDER BY id RETURN name } AS disease_names,
       source.id AS source_id, source.name AS source_name, ['unsupported', 'weak', 'moderate', 'strong'][rank] AS grade, grade_parts, level,
       n_measured_steps, size(claimed) AS n_steps, size(steps) - size(claimed) AS n_background_steps,
       1.0 * n_measured_steps / size(steps) AS measured_share, n_groups, dois, studies, claims,
       size(studies) AS n_studies, rank AS grade_rank
ORDER BY tier DESC, measured_share DESC, grade_rank DESC, n_groups DESC, size(relations), mirna_id, chain_ids, claims, relations, aspects
SKIP $skip LIMIT $limit
