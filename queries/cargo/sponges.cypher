// RNA cargo that sponges a miRNA
/*---
question: Which RNA cargo acts as a sponge, of which miRNA, and which gene does that set free?
params:
  cargo_type: {type: enum, values: [any, LncRNA, CircRNA, MRNA], default: any, example: any, help: "the kind of sponge"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: sponge_id, type: curie}
  - {name: sponge_name, type: text}
  - {name: sponge_type, type: text}
  - {name: mirna_id, type: curie, label: MiRNA}
  - {name: mirna_name, type: text}
  - {name: gene_id, type: curie, help: "empty where no study follows the miRNA to a gene"}
  - {name: gene_name, type: text}
  - {name: net, type: text, help: "what the sponge does to the gene: increase or decrease"}
  - {name: tier, type: text, help: "reported: one study shows both steps; assembled: two studies"}
  - {name: carried, type: bool, help: "a study shows or states the sponge in a vesicle"}
  - {name: cells, type: text_list, help: "recipient cells of the experiments"}
  - {name: disease_names, type: text_list}
  - {name: grade, type: text, help: "the weaker grade of the two steps"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
picture: {claims: claims}
chained: true
opposed: {actor: sponge_name, end: gene_name, sign: net}
see_also: [direct-regulators, paths]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WITH collect(DISTINCT kind.id) AS wide
WITH wide, [k IN wide WHERE $descendants OR k = $disease] AS scopes
MATCH (l:Entity)-[s:SPONGES]->(m:MiRNA)
WHERE s.kind = 'claim' AND ($cargo_type = 'any' OR $cargo_type IN labels(l))
WITH wide, l, s, m, [x IN s.reports + CASE WHEN $include_retracted THEN s.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[s.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS first
WHERE size(first) > 0
OPTIONAL MATCH (m)-[t:TARGETS|INCREASES|DECREASES]->(g:Gene|MRNA|Family|Complex)
WHERE t.kind = 'claim'
// Whether a study shows gene and sponge together is asked without the filters: one that hides the gene must not make a row without it.
WITH l, s, m, t, g, first, CASE WHEN t IS NULL THEN false ELSE any(x IN s.reports WHERE x IN t.reports AND ($disease IS NULL OR any(d IN wide WHERE x ENDS WITH '@' + d))) END AS shown,
     CASE WHEN t IS NULL THEN [] ELSE [x IN t.reports + CASE WHEN $include_retracted THEN t.reports_retracted ELSE [] END
      WHERE ($allowed IS NULL OR $allowed[t.claim + '|' + split(x, '@')[0]] IS NOT NULL)] END AS second
WITH l, s, m, t, g, first, shown, second, [x IN first WHERE x IN second] AS together
WITH l, s, m, first, collect({t: t, g: g, shown: shown, second: second, together: together}) AS ways
WITH l, s, m, first, any(w IN ways WHERE w.shown) AS shown, [w IN ways WHERE w.t IS NOT NULL AND (size(w.together) > 0 OR ($tier = 'assembled' AND size(w.second) > 0))] AS good
UNWIND good + CASE WHEN shown THEN [] ELSE [{t: null, g: null, shown: false, second: [], together: first}] END AS way
WITH l, s, m, first, way.t AS t, way.g AS g, way.second AS second, way.together AS together
WITH l, s, m, t, g, CASE WHEN size(together) > 0 THEN together ELSE first + second END AS used,
     CASE WHEN size(together) > 0 THEN 'reported' ELSE 'assembled' END AS tier,
     CASE WHEN t IS NULL OR s.grade_rank < t.grade_rank THEN s.grade_rank ELSE t.grade_rank END AS grade_rank,
     CASE WHEN t IS NULL THEN [s.claim] ELSE [s.claim, t.claim] END AS claims
WITH l, s, m, t, g, tier, grade_rank, claims, [x IN used | split(x, '@')[0]] AS study_ids, [x IN used | split(x, '@')[1]] AS diseases
RETURN l.id AS sponge_id, l.name AS sponge_name, head([l IN labels(l) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS sponge_type,
       m.id AS mirna_id, m.name AS mirna_name, g.id AS gene_id, g.name AS gene_name,
       CASE WHEN t IS NULL THEN null WHEN s.onward * t.sign > 0 THEN 'increase' ELSE 'decrease' END AS net, tier,
       EXISTS { MATCH (:Vesicle)-[c:CARRIES|LOADED_WITH]->(l) WHERE size(c.reports) > 0 } AS carried,
       COLLECT { MATCH (c:Claim)<-[:SUPPORTS]-(e:Evidence)-[:IN_CONTEXT]->(:Context)-[:IN_CELL]->(cell)
                 WHERE c.id IN claims AND e.study IN study_ids RETURN DISTINCT cell.name AS name ORDER BY name } AS cells,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names, ['unsupported', 'weak', 'moderate', 'strong'][grade_rank] AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims, grade_rank
ORDER BY tier DESC, grade_rank DESC, sponge_name, mirna_name, gene_name, claims
SKIP $skip LIMIT $limit
