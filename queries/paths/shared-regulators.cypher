// Cargo that acts on several targets at once
/*---
question: Which cargo acts on all of {targets}?
params:
  targets: {type: entity_list, label: [Entity, Disease], required: true, min: 2, example: ["HGNC:6018", "HGNC:11892"], help: "two or more genes, processes, pathways or diseases, by ids or names; repeat the parameter"}
  sign: {type: sign, example: decrease, help: "only effects of this direction on every target"}
  actors: {type: enum, values: [cargo, product, any], default: any, example: any, help: "cargo: molecules; product: vesicles and cells; any: both"}
returns:
  - {name: regulator_id, type: curie}
  - {name: regulator_name, type: text}
  - {name: regulator_type, type: text}
  - {name: effects, type: text_list, help: "one a claim: relation, target, aspect"}
  - {name: n_targets, type: int}
  - {name: shared_diseases, type: text_list, help: "diseases in which every target was seen to change"}
  - {name: shared_studies, type: study_list, help: "studies that report it for every target"}
  - {name: grade, type: text, help: "the weakest of each target's best grade"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [regulator_id]
show: [regulator_name, effects, shared_diseases, grade]
picture: {claims: claims}
see_also: [direct-regulators, bridge]
---*/
MATCH (t:Entity)
WHERE t.id IN $targets
MATCH (m:Entity)-[r:TARGETS|INCREASES|DECREASES|SPONGES|BINDS|AFFECTS|AMELIORATES|WORSENS]->(t)
WHERE r.kind = 'claim' AND ($sign IS NULL OR r.sign = $sign)
  AND ($actors = 'any' OR (m:Vesicle OR m:CellSource) = ($actors = 'product'))
WITH m, t, r, type(r) AS relation, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH m, t, r, relation, matched
ORDER BY r.claim
WITH m, t.id AS target, max(r.grade_rank) AS rank, collect(r.claim) AS target_claims,
     collect(relation + ' ' + t.name + ' (' + r.aspect + ')') AS target_effects, collect(matched) AS lists
WITH m, target, rank, target_claims, target_effects, reduce(found = [], l IN lists | found + l) AS pairs
ORDER BY target
WITH m, collect({target: target, rank: rank, claims: target_claims, effects: target_effects, pairs: pairs,
                 studies: [x IN pairs | split(x, '@')[0]], diseases: [x IN pairs | split(x, '@')[1]]}) AS parts
WHERE size(parts) > 1 AND all(wanted IN $targets WHERE any(p IN parts WHERE p.target = wanted))
WITH m, parts, reduce(found = [], p IN parts | found + p.claims) AS claims, reduce(found = [], p IN parts | found + p.effects) AS effects,
     reduce(found = [], p IN parts | found + p.studies) AS study_ids, reduce(low = 3, p IN parts | CASE WHEN p.rank < low THEN p.rank ELSE low END) AS grade_rank,
     [d IN head(parts).diseases WHERE all(p IN parts WHERE d IN p.diseases)] AS diseases,
     [s IN head(parts).studies WHERE all(p IN parts WHERE s IN p.studies)] AS common
RETURN m.id AS regulator_id, m.name AS regulator_name, head([l IN labels(m) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS regulator_type,
       effects, size(parts) AS n_targets, COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS shared_diseases,
       COLLECT { UNWIND common AS one RETURN DISTINCT one ORDER BY one } AS shared_studies,
       ['unsupported', 'weak', 'moderate', 'strong'][grade_rank] AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims, grade_rank
ORDER BY grade_rank DESC, regulator_name, regulator_id
SKIP $skip LIMIT $limit
