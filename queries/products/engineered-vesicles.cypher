// Engineered or loaded vesicles for a target
/*---
question: Which engineered or loaded vesicles act on {target}, compared with what?
params:
  target: {type: entity, label: [Entity, Disease], required: true, example: "CL:0000890", help: "a gene, process, pathway or disease, by id or name; its kinds are meant too, unless descendants=false"}
  sign: {type: sign, example: increase, help: "only effects of this direction; of severity for a disease"}
returns:
  - {name: product_id, type: curie}
  - {name: product_name, type: text}
  - {name: gained_ids, type: curie_list, help: "what was added: cargo, drug or ligand"}
  - {name: gained_names, type: text_list}
  - {name: lost_ids, type: curie_list, help: "what was taken away"}
  - {name: lost_names, type: text_list}
  - {name: made_by, type: text_list, help: "what was added or taken away, where and how"}
  - {name: source_name, type: text}
  - {name: route, type: text, help: "measured: the product's own effect; by_cargo: through what it holds"}
  - {name: chain, type: text_list}
  - {name: signs, type: text_list, help: "what each step does: increase, decrease or unknown"}
  - {name: net, type: text}
  - {name: tier, type: text}
  - {name: comparators, type: text_list, help: "what the studies compared it with"}
  - {name: comparisons, type: text_list, help: "arms side by side: arms, endpoint, which did better"}
  - {name: grade, type: text, help: "the weakest grade of the chain"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [product_id, claims]
show: [product_name, made_by, chain, net, comparators, comparisons, grade]
picture: {claims: claims}
opposed: {actor: product_name, end: chain, sign: net}
see_also: [drug-delivery, cargo-on-target]
---*/
MATCH (t:Entity)-[:IS_A*0..10]->(:Entity {id: $target})
WHERE $descendants OR t.id = $target
WITH DISTINCT t
MATCH path = (t)<-[:CARRIES|LOADED_WITH|TARGETS|INCREASES|DECREASES|AFFECTS|AMELIORATES|WORSENS*1..2]-(v:Entity)
WHERE (v:Vesicle OR v:CellSource) AND v.engineered = true
WITH v, reverse(nodes(path)) AS stations, reverse(relationships(path)) AS rels
WITH v, rels, [n IN stations | n.name] AS chain, [r IN rels | r.sign] AS signs, any(n IN stations WHERE 'UnresolvedGroup' IN labels(n)) AS vague
WHERE NOT vague AND (size(rels) = 1 OR type(rels[0]) IN ['CARRIES', 'LOADED_WITH']) AND NOT type(last(rels)) IN ['CARRIES', 'LOADED_WITH']
WITH v, chain, signs, rels, CASE WHEN size(rels) = 1 THEN rels[0].sign ELSE rels[0].onward * rels[1].sign END AS net,
     [r IN rels | {kind: r.kind, claim: r.claim, name: coalesce(r.claim, r.background, type(r) + ' ' + coalesce(r.aspect, 'member')),
       rank: r.grade_rank, grade: r.grade, groups: coalesce(r.n_groups, 0), measured: coalesce(r.measured_in, []),
       pairs: [x IN coalesce(r.reports, []) + CASE WHEN $include_retracted THEN coalesce(r.reports_retracted, []) ELSE [] END
               WHERE $allowed IS NULL OR r.claim IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL]}] AS links
WHERE $sign IS NULL OR net = $sign
WITH v, chain, signs, net, links AS claimed, links AS stated
WHERE all(s IN claimed WHERE s.kind = 'claim')
WITH v, chain, signs, net, claimed, [x IN head(stated).pairs WHERE all(s IN stated WHERE x IN s.pairs)] AS together
WHERE size(together) > 0 OR ($tier = 'assembled' AND all(s IN claimed WHERE size(s.pairs) > 0))
WITH v, chain, signs, net, claimed, [s IN claimed | s.claim] AS claims, CASE WHEN size(together) > 0 THEN 'reported' ELSE 'assembled' END AS tier,
     reduce(low = 3, s IN claimed | CASE WHEN s.rank < low THEN s.rank ELSE low END) AS grade_rank,
     [x IN CASE WHEN size(together) > 0 THEN together ELSE reduce(found = [], s IN claimed | found + s.pairs) END | split(x, '@')[0]] AS study_ids
MATCH (source:CellSource {id: v.source})
RETURN v.id AS product_id, v.name AS product_name, coalesce(v.gained, []) AS gained_ids,
       COLLECT { UNWIND coalesce(v.gained, []) AS one MATCH (x:Entity {id: one}) RETURN x.name AS name ORDER BY one } AS gained_names, coalesce(v.lost, []) AS lost_ids,
       COLLECT { UNWIND coalesce(v.lost, []) AS one MATCH (x:Entity {id: one}) RETURN x.name AS name ORDER BY one } AS lost_names,
       COLLECT { MATCH (p:Preparation)-[:YIELDS]->(v) WHERE p.study IN study_ids UNWIND coalesce(p.loading, []) + coalesce(p.modified, []) AS line
                 OPTIONAL MATCH (x:Entity) WHERE x.id IN split(line, ' ')
                 WITH CASE WHEN x IS NULL THEN line ELSE replace(line, x.id, x.name) END AS text RETURN DISTINCT text ORDER BY text } AS made_by,
       source.name AS source_name, CASE WHEN size(claims) = 1 THEN 'measured' ELSE 'by_cargo' END AS route, chain, [s IN signs | CASE WHEN s > 0 THEN 'increase' WHEN s < 0 THEN 'decrease' ELSE 'unknown' END] AS signs,
       CASE WHEN net > 0 THEN 'increase' WHEN net < 0 THEN 'decrease' ELSE 'unknown' END AS net, tier,
       COLLECT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:SUPPORTS]-(e:Evidence)-[:IN_CONTEXT]->(x:Context) WHERE e.study IN study_ids AND x.comparator IS NOT NULL
                 RETURN DISTINCT x.comparator AS text ORDER BY text } AS comparators,
       COLLECT { MATCH (v)<-[:YIELDS]-(:Preparation)<-[:USED]-(k:Comparison) WHERE k.study IN study_ids MATCH (k)-[:ABOUT]->(o:Entity)
                 WITH k.name + ', ' + o.name + ', better: ' + k.better AS text RETURN DISTINCT text ORDER BY text } AS comparisons,
       ['unsupported', 'weak', 'moderate', 'strong'][grade_rank] AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims, grade_rank
ORDER BY tier DESC, grade_rank DESC, product_name, product_id, claims
SKIP $skip LIMIT $limit
