// Doses used in a disease
/*---
question: Which doses were used in {disease}, by which route, and with what outcome?
help: Doses are grouped by the unit class in which the studies state them, and never converted into one another.
params:
  disease: {type: entity, label: Disease, required: true, example: "MONDO:0005265", help: "the disease, by id or name; its kinds are meant too, unless descendants=false"}
  route: {type: enum, values: Route, example: intravenous, help: "only this route"}
returns:
  - {name: product, type: text, help: "ev, cells, secretome ..."}
  - {name: unit, type: text, help: "particles, ug_protein, cell_equivalents, cells or product_volume_ul"}
  - {name: per, type: text, help: "animal, kg, patient, ml, well or cell; empty where not stated"}
  - {name: route, type: text}
  - {name: system, type: text}
  - {name: low, type: float, help: "the lowest dose"}
  - {name: high, type: float, help: "the highest dose"}
  - {name: schedules, type: text_list}
  - {name: n_studies, type: int}
  - {name: n_better, type: int, help: "studies in which the disease or an outcome got better at such a dose"}
  - {name: n_no_effect, type: int}
  - {name: n_worse, type: int}
  - {name: recipient_species, type: text_list}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [product, unit, per, route, system]
picture: {claims: claims, table: true, spare: [system, per, route, n_studies]}
show: [product, unit, per, route, system, low, high, n_studies, n_better, n_no_effect, n_worse]
see_also: [models-of-cargo, compare-sources]
---*/
MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (x:Context)<-[:IN_CONTEXT]-(e:Evidence)-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(c:Claim)
WHERE x.dose_unit IS NOT NULL AND ($route IS NULL OR x.route = $route) AND ($include_retracted OR NOT e.set_aside) AND ($allowed IS NULL OR $allowed[c.id + '|' + e.study] IS NOT NULL) AND e.basis = 'measured'
MATCH (e)-[:REPORTED_IN]->(study:Study)
WHERE any(d IN coalesce(study.indications, []) WHERE d IN scopes)
MATCH (e)-[:USED]->(p:Preparation)
WHERE p.product IS NOT NULL
WITH p.product AS product, x.dose_unit AS unit, x.dose_per AS per, x.route AS route, x.system AS system, x, study, c, type(b) AS bearing
ORDER BY study.id, c.id
WITH product, unit, per, route, system, min(x.dose_value) AS low, max(coalesce(x.dose_high, x.dose_value)) AS high, collect(DISTINCT x.schedule) AS plans,
     collect(DISTINCT study.id) AS study_ids, collect(DISTINCT c.id) AS claims, collect(DISTINCT x.recipient_species) AS seen,
     collect(DISTINCT CASE WHEN c.relation = 'AMELIORATES' AND bearing = 'SUPPORTS' THEN study.id ELSE null END) AS better,
     collect(DISTINCT CASE WHEN c.family = 'SEVERITY' AND bearing = 'FOUND_NO_EFFECT' THEN study.id ELSE null END) AS same,
     collect(DISTINCT CASE WHEN (c.relation = 'WORSENS' AND bearing = 'SUPPORTS') OR (c.relation = 'AMELIORATES' AND bearing = 'REFUTES') THEN study.id ELSE null END) AS worse
RETURN product, unit, per, route, system, low, high, COLLECT { UNWIND plans AS plan RETURN plan ORDER BY plan } AS schedules,
       size(study_ids) AS n_studies, size(better) AS n_better, size(same) AS n_no_effect, size(worse) AS n_worse,
       COLLECT { UNWIND seen AS name RETURN name ORDER BY name } AS recipient_species,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims
ORDER BY n_studies DESC, product, unit, per, route, system
SKIP $skip LIMIT $limit
