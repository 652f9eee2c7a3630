// By which modes MSC act in a disease
/*---
question: By which modes do MSC act in {disease}?
params:
  disease: {type: entity, label: Disease, required: true, example: "MONDO:0005265", help: "the disease, by id or name; its kinds are meant too, unless descendants=false"}
  mode: {type: enum_list, values: Mode, example: ["vesicle", "soluble_factor", "mitochondrial_transfer", "cell_contact", "homing", "differentiation", "not_separated"], help: "only these modes; repeat the parameter"}
returns:
  - {name: mode, type: text, help: "vesicle, soluble_factor, cell_contact, mitochondrial_transfer, homing, differentiation or not_separated"}
  - {name: mediator_id, type: curie, help: "what acts: the product, or the cargo or factor that was varied"}
  - {name: mediator_name, type: text}
  - {name: mediator_type, type: text}
  - {name: effect_id, type: curie}
  - {name: effect_name, type: text}
  - {name: effect_type, type: text}
  - {name: aspect, type: text}
  - {name: direction, type: text}
  - {name: perturbed, type: text_list, help: "mediators tested in the same experiments: what was changed, and what became of the effect"}
  - {name: source_names, type: text_list}
  - {name: n_studies, type: int}
  - {name: n_refute, type: int}
  - {name: n_null, type: int}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [mode, claims]
show: [mode, mediator_name, effect_name, direction, n_studies, grade]
picture: {claims: claims}
opposed: {actor: mediator_name, end: effect_name, sign: direction, aspect: aspect}
see_also: [cell-versus-vesicle, homing-signals]
---*/
MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (e:Evidence)-[:SUPPORTS]->(c:Claim)
WHERE ($include_retracted OR NOT e.set_aside) AND ($allowed IS NULL OR $allowed[c.id + '|' + e.study] IS NOT NULL) AND e.basis <> 'hypothesis' AND NOT c.family IN ['CARRIES', 'LOADED_WITH', 'LOADS']
MATCH (e)-[:REPORTED_IN]->(study:Study)
WHERE any(d IN coalesce(study.indications, []) WHERE d IN scopes)
UNWIND coalesce(e.mode, []) AS mode
WITH mode, e, c, study
WHERE $mode IS NULL OR size($mode) = 0 OR mode IN $mode
WITH mode, c, collect(DISTINCT study.id) AS study_ids, collect(DISTINCT e.id) AS items, collect(DISTINCT e.source) AS sources
MATCH (c)-[:HAS_SUBJECT]->(s:Entity)
MATCH (c)-[:HAS_OBJECT]->(o:Entity)
RETURN mode, s.id AS mediator_id, s.name AS mediator_name, head([l IN labels(s) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS mediator_type, o.id AS effect_id, o.name AS effect_name, head([l IN labels(o) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS effect_type,
       c.aspect AS aspect, CASE WHEN c.sign > 0 THEN 'increase' WHEN c.sign < 0 THEN 'decrease' WHEN c.sign IS NULL THEN 'reaches it' ELSE 'unknown' END AS direction,
       COLLECT { UNWIND items AS item MATCH (:Evidence {id: item})-[p:PERTURBED]->(x:Entity)
                 WITH x.name + ': ' + p.change + ' at ' + p.at + ' by ' + p.by + CASE WHEN p.effect IS NULL THEN '' ELSE ', effect ' + p.effect END AS text
                 RETURN DISTINCT text ORDER BY text } AS perturbed,
       COLLECT { UNWIND sources AS one MATCH (source:CellSource {id: one}) RETURN DISTINCT source.name AS name ORDER BY name } AS source_names,
       size(study_ids) AS n_studies, c.n_refute AS n_refute, c.n_null AS n_null, c.grade AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [c.id] AS claims, c.grade_rank AS grade_rank
ORDER BY mode, grade_rank DESC, n_studies DESC, mediator_name, effect_name, mode, claims
SKIP $skip LIMIT $limit
