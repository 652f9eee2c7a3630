// Models and routes that support a cargo
/*---
question: Which in vivo models and routes support {cargo}?
help: A row is one context of one study in which the cargo itself was varied, or vesicles or cells that were given more or less of it.
params:
  cargo: {type: entity, label: CARGO, required: true, example: "mirbase.mature:MIMAT0000280", help: "the cargo, by id or name"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: context_id, type: curie}
  - {name: model_id, type: curie, label: DiseaseModel}
  - {name: model_name, type: text}
  - {name: disease_name, type: text, help: "the disease that the model stands for"}
  - {name: inducers, type: text_list, help: "what the animals were challenged with, where that is told apart from the model"}
  - {name: system, type: text}
  - {name: recipient_species, type: text_list, help: "the one species, where it is stated"}
  - {name: route, type: text}
  - {name: dose, type: text}
  - {name: schedule, type: text}
  - {name: times, type: text_list, help: "when it was read"}
  - {name: outcomes, type: text_list, help: "one a claim: what was found, its bearing"}
  - {name: n_support, type: int, help: "claims that the experiments support"}
  - {name: n_against, type: int, help: "claims that they refute, or found no effect for"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [context_id]
picture: {claims: claims, table: true}
show: [model_name, disease_name, recipient_species, dose, route, outcomes, n_support, n_against]
see_also: [effects-of-cargo, doses]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (cargo:Entity {id: $cargo})
MATCH (e:Evidence)-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(c:Claim)
WHERE e.system IN ['in_vivo', 'ex_vivo', 'clinical'] AND e.basis = 'measured' AND ($include_retracted OR NOT e.set_aside) AND ($allowed IS NULL OR $allowed[c.id + '|' + e.study] IS NOT NULL) AND c.family IN ['REGULATES', 'SEVERITY', 'SPONGES']
MATCH (c)-[:HAS_SUBJECT]->(s:Entity)
WHERE s.id = cargo.id OR cargo.id IN coalesce(s.gained, []) OR cargo.id IN coalesce(s.lost, [])
MATCH (e)-[:REPORTED_IN]->(study:Study)
WHERE $disease IS NULL OR any(d IN coalesce(study.indications, []) WHERE d IN scopes)
MATCH (e)-[:IN_CONTEXT]->(x:Context)
WITH x, study, e, c, type(b) AS bearing
ORDER BY c.name, c.id, bearing, e.id
WITH x, study, collect(DISTINCT c.id) AS claims, collect(DISTINCT e.time) AS times,
     collect(DISTINCT c.name + CASE bearing WHEN 'SUPPORTS' THEN ': supported' WHEN 'REFUTES' THEN ': refuted' ELSE ': no effect' END) AS outcomes
RETURN x.id AS context_id, x.model AS model_id, head(COLLECT { MATCH (x)-[:USED_MODEL]->(model:DiseaseModel) RETURN model.name AS name }) AS model_name,
       head(COLLECT { MATCH (d:Disease) WHERE d.id = x.disease RETURN d.name AS name }) AS disease_name,
       COLLECT { UNWIND coalesce(x.challenge, []) AS one MATCH (a:Entity {id: one}) RETURN a.name AS name ORDER BY name } AS inducers,
       x.system AS system, CASE WHEN x.recipient_species IS NULL THEN [] ELSE [x.recipient_species] END AS recipient_species, x.route AS route, x.dose AS dose, x.schedule AS schedule,
       COLLECT { UNWIND times AS time RETURN time ORDER BY time } AS times, outcomes,
       size([o IN outcomes WHERE o ENDS WITH ': supported']) AS n_support, size([o IN outcomes WHERE NOT o ENDS WITH ': supported']) AS n_against,
       CASE WHEN study.doi IS NULL THEN [] ELSE [study.doi] END AS dois, [study.id] AS studies, claims
ORDER BY n_support DESC, model_name, context_id
SKIP $skip LIMIT $limit
