// Clinical trials
/*---
question: Which trials use MSC or their vesicles for {disease}, and what is claimed of their products?
help: >
  product_claims and product_claim_names are claims of the graph about the trial's product and disease: the trial need not rely on them. What a trial itself
  says it relies on stands in claims and claim_names, or in relies_on_other where no study here states it; registry texts seldom say so,
  and relies_on_stated is empty where no text of the trial itself was read (a line in a review's table is none).
params:
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "the disease, by id or name; its kinds are meant too, unless descendants=false"}
  product: {type: enum, values: [any, ev, apoptotic_ev, nanovesicle, secretome, cells], default: any, example: any, help: "what was given"}
  phase: {type: enum_list, values: [early_1, "1", "2", "3", "4"], example: ["1", "2"], help: "only these phases; repeat the parameter"}
  status: {type: enum_list, values: TrialStatus, example: ["completed", "recruiting", "not_yet_recruiting", "active_not_recruiting", "terminated", "suspended", "withdrawn", "unknown", "enrolling_by_invitation"], help: "only these states; repeat the parameter"}
returns:
  - {name: trial_id, type: curie, label: Trial}
  - {name: trial_name, type: text}
  - {name: disease_names, type: text_list, help: "conditions that the trial names"}
  - {name: product, type: text}
  - {name: intervention, type: text, help: "the registry's own term"}
  - {name: source_id, type: curie, label: CellSource}
  - {name: source_name, type: text}
  - {name: donor, type: text, help: "autologous or allogeneic"}
  - {name: loading, type: text_list, help: "cargo or drug put in"}
  - {name: phase, type: text_list}
  - {name: status, type: text}
  - {name: status_date, type: text, help: "date of the text in which the status was read; a month or a year where it gives no more"}
  - {name: enrolment, type: int}
  - {name: dose, type: text}
  - {name: route, type: text}
  - {name: schedule, type: text}
  - {name: country, type: text}
  - {name: results, type: text_list, help: "direction of each published result"}
  - {name: result_statements, type: text_list}
  - {name: relies_on_stated, type: bool, help: "the trial's own text names a mechanism; empty where that text was not read"}
  - {name: relies_on_other, type: text_list, help: "mechanisms that it names and no study here states"}
  - {name: claim_names, type: text_list, help: "claims of the graph that it names"}
  - {name: product_claims, type: claim_list, help: "claims of the graph about the product's effect on the disease; not what the trial says it relies on"}
  - {name: product_claim_names, type: text_list, help: "the same in words"}
  - {name: mechanisms, type: mechanism_list, help: "mechanisms in the graph that begin at this product, of studies of the disease"}
  - {name: studies, type: study_list, help: "published results, then studies behind the claims"}
  - {name: claims, type: claim_list, help: "claims that the trial's own text names; empty where it names none"}
key: [trial_id]
picture: {claims: product_claims, table: true, spare: [results, dose, enrolment, source_name, product]}
show: [trial_id, disease_names, product, source_name, phase, status, enrolment, dose, results]
see_also: [doses, compare-sources]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (t:Trial)-[:TESTS_FOR]->(d:Disease)
WHERE ($disease IS NULL OR d.id IN scopes) AND ($product = 'any' OR t.product = $product)
  AND ($phase IS NULL OR size($phase) = 0 OR any(p IN coalesce(t.phase, []) WHERE p IN $phase))
  AND ($status IS NULL OR size($status) = 0 OR coalesce(t.status, 'unknown') IN $status)
WITH t, scopes, collect(DISTINCT d.id) AS hit
OPTIONAL MATCH (source:CellSource)
WHERE source.id = t.source
WITH t, scopes, hit, source,
     COLLECT { MATCH (t)-[:RELIES_ON]->(c:Claim) WHERE ($include_retracted OR NOT coalesce(c.set_aside, false))
                 AND ($allowed IS NULL OR $allowed[c.id] IS NOT NULL) RETURN c.id AS id ORDER BY id } AS claims,
     COLLECT { MATCH (p:Entity)-[:TESTED_IN]->(t) MATCH (p)-[r:AMELIORATES|WORSENS]->(o:Disease)
               WHERE (o.id IN hit OR any(x IN r.reports WHERE split(x, '@')[1] IN hit)) AND size(r.reports) > 0
                 AND ($allowed IS NULL OR any(x IN r.reports WHERE $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL))
               RETURN DISTINCT r.claim AS id ORDER BY id } AS product_claims,
     COLLECT { MATCH (p:Entity)-[:TESTED_IN]->(t) MATCH (p)<-[:STARTS_AT]-(m:Mechanism) MATCH (m)-[:REPORTED_IN]->(study:Study)
               WHERE any(x IN coalesce(study.indications, []) WHERE x IN hit) AND ($include_retracted OR NOT m.set_aside)
               RETURN DISTINCT m.id AS id ORDER BY id } AS mechanisms
WHERE $allowed IS NULL OR size(claims) > 0 OR size(product_claims) > 0
RETURN t.id AS trial_id, t.name AS trial_name, COLLECT { MATCH (t)-[:TESTS_FOR]->(x:Disease) RETURN x.name AS name ORDER BY name } AS disease_names,
       t.product AS product, t.intervention_as AS intervention, source.id AS source_id, source.name AS source_name, t.donor AS donor,
       COLLECT { UNWIND coalesce(t.loading, []) AS one MATCH (x:Entity {id: one}) RETURN x.name AS name ORDER BY name } AS loading,
       coalesce(t.phase, []) AS phase, t.status AS status, t.status_date AS status_date, t.enrolment AS enrolment, t.dose AS dose, t.route AS route,
       t.schedule AS schedule, t.country AS country, coalesce(t.results, []) AS results, coalesce(t.result_statements, []) AS result_statements,
       t.relies_on_stated AS relies_on_stated, coalesce(t.relies_on_as, []) AS relies_on_other,
       COLLECT { UNWIND claims AS one MATCH (c:Claim {id: one}) RETURN DISTINCT c.name AS name ORDER BY name } AS claim_names, product_claims,
       COLLECT { UNWIND product_claims AS one MATCH (c:Claim {id: one}) RETURN DISTINCT c.name AS name ORDER BY name } AS product_claim_names, mechanisms,
       coalesce(t.result_studies, []) + COLLECT { UNWIND claims + product_claims AS one MATCH (c:Claim {id: one}) UNWIND coalesce(c.supporting_studies, []) AS id
         WITH DISTINCT id WHERE NOT id IN coalesce(t.result_studies, []) RETURN id ORDER BY id } AS studies, claims
ORDER BY CASE WHEN size(results) > 0 THEN 0 ELSE 1 END, coalesce(enrolment, -1) DESC, trial_id
SKIP $skip LIMIT $limit
