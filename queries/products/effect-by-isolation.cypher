// Isolation method and reported effect
/*---
question: Does the isolation method go with the effect reported in {disease}?
help: >
  One row a method, effect and direction; a study with several methods counts in each. Two rows may tell that no method is known: not_stated holds studies read in
  full that name none, not_read those of which only the abstract, or a review, was read.
params:
  disease: {type: entity, label: Disease, required: true, example: "MONDO:0005265", help: "the disease, by id or name; its kinds are meant too, unless descendants=false"}
  effects: {type: enum, values: [severity, any], default: severity, example: any, help: "severity: of the disease or an outcome; any: every effect of the product"}
returns:
  - {name: isolation, type: text, help: "the method; not_stated: the full text names none; not_read: the methods were not read"}
  - {name: effect_id, type: curie}
  - {name: effect_name, type: text}
  - {name: aspect, type: text}
  - {name: direction, type: text, help: "increase or decrease; of severity for a disease"}
  - {name: n_studies, type: int, help: "studies that support it with this method"}
  - {name: n_refute, type: int}
  - {name: n_null, type: int}
  - {name: mean_reporting, type: float, help: "mean reporting score (0 to 1) of the studies where it is known"}
  - {name: source_names, type: text_list}
  - {name: recipient_species, type: text_list}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [isolation, effect_id, aspect, direction]
picture: {claims: claims, table: true}
show: [isolation, effect_name, direction, n_studies, n_refute, n_null, mean_reporting]
see_also: [low-reporting, compare-sources]
---*/
MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (e:Evidence)-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(c:Claim)
WHERE ($include_retracted OR NOT e.set_aside) AND ($allowed IS NULL OR $allowed[c.id + '|' + e.study] IS NOT NULL) AND e.basis = 'measured' AND c.family IN ['REGULATES', 'SEVERITY'] AND ($effects = 'any' OR c.family = 'SEVERITY')
MATCH (e)-[:REPORTED_IN]->(study:Study)
WHERE any(d IN coalesce(study.indications, []) WHERE d IN scopes)
MATCH (c)-[:HAS_SUBJECT]->(v:Vesicle)
MATCH (c)-[:HAS_OBJECT]->(o:Entity)
UNWIND coalesce(e.isolation, [CASE e.read WHEN 'full_text' THEN 'not_stated' ELSE 'not_read' END]) AS isolation
WITH isolation, o, c, type(b) AS bearing, e, study
ORDER BY c.id, study.id
WITH isolation, o, c.aspect AS aspect, c.sign AS sign, collect(DISTINCT c.id) AS claims, collect(DISTINCT study.id) AS study_ids,
     collect(DISTINCT CASE WHEN bearing = 'SUPPORTS' THEN study.id ELSE null END) AS support,
     collect(DISTINCT CASE WHEN bearing = 'REFUTES' THEN study.id ELSE null END) AS refute,
     collect(DISTINCT CASE WHEN bearing = 'FOUND_NO_EFFECT' THEN study.id ELSE null END) AS nulls,
     collect(DISTINCT e.source) AS sources, collect(DISTINCT e.recipient_species) AS seen
WITH isolation, o, aspect, sign, claims, study_ids, support, refute, nulls, sources, seen,
     COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.reporting IS NOT NULL RETURN study.reporting AS score ORDER BY score, study.id } AS scores
RETURN isolation, o.id AS effect_id, o.name AS effect_name, aspect,
       CASE WHEN sign > 0 THEN 'increase' WHEN sign < 0 THEN 'decrease' ELSE 'unknown' END AS direction,
       size(support) AS n_studies, size(refute) AS n_refute, size(nulls) AS n_null,
       CASE WHEN size(scores) = 0 THEN null ELSE reduce(total = 0.0, x IN scores | total + x) / size(scores) END AS mean_reporting,
       COLLECT { UNWIND sources AS one MATCH (s:CellSource {id: one}) RETURN DISTINCT s.name AS name ORDER BY name } AS source_names,
       COLLECT { UNWIND seen AS name RETURN name ORDER BY name } AS recipient_species,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims
ORDER BY n_studies DESC, isolation, effect_id, aspect, direction
SKIP $skip LIMIT $limit
