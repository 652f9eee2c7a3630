// MSC and their vesicles head to head
/*---
question: Where MSC and their vesicles were tested head to head, which did better?
params:
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: comparison_id, type: curie}
  - {name: study_id, type: curie, label: Study}
  - {name: study_name, type: text}
  - {name: arms, type: text_list, help: "one an arm: its name in the study, product, source"}
  - {name: doses, type: text_list, help: "doses that the study states for its arms in this context"}
  - {name: endpoint_id, type: curie}
  - {name: endpoint_name, type: text}
  - {name: winner, type: text, help: "cells, vesicles (the product's name for others), or no_difference"}
  - {name: better, type: text, help: "the arm that did better, in the study's name, or no_difference"}
  - {name: statement, type: text}
  - {name: locator, type: text}
  - {name: model_name, type: text}
  - {name: recipient_species, type: text_list, help: "the one species, where it is stated"}
  - {name: disease_names, type: text_list}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list, help: "claims of the study about these products and this endpoint"}
key: [comparison_id]
picture: {claims: claims, table: true}
show: [study_name, arms, endpoint_name, winner, statement]
see_also: [modes-of-action, doses]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (k:Comparison)-[:REPORTED_IN]->(study:Study)
WHERE ($include_retracted OR NOT k.set_aside) AND ($allowed IS NULL OR $allowed[k.study] IS NOT NULL) AND ($disease IS NULL OR any(d IN coalesce(study.indications, []) WHERE d IN scopes))
  AND EXISTS { MATCH (k)-[:USED]->(p:Preparation) WHERE p.product = 'cells' }
  AND EXISTS { MATCH (k)-[:USED]->(p:Preparation) WHERE p.product <> 'cells' }
MATCH (k)-[:ABOUT]->(o:Entity)
OPTIONAL MATCH (k)-[:IN_CONTEXT]->(x:Context)
OPTIONAL MATCH (x)-[:USED_MODEL]->(model:DiseaseModel)
RETURN k.id AS comparison_id, study.id AS study_id, study.name AS study_name,
       COLLECT { MATCH (k)-[:USED]->(p:Preparation) OPTIONAL MATCH (p)-[:FROM]->(s:CellSource)
                 WITH p.key + ': ' + coalesce(p.product, 'not stated') + coalesce(' of ' + s.name, '') AS text RETURN DISTINCT text ORDER BY text } AS arms,
       COLLECT { MATCH (k)-[:USED]->(p:Preparation)<-[:USED]-(e:Evidence)-[:IN_CONTEXT]->(y:Context) WHERE y.dose IS NOT NULL
                 WITH p.key + ': ' + y.dose + coalesce(' ' + y.route, '') AS text RETURN DISTINCT text ORDER BY text } AS doses,
       o.id AS endpoint_id, o.name AS endpoint_name,
       coalesce(head(COLLECT { MATCH (k)-[:USED]->(p:Preparation) WHERE p.key = k.better
                 RETURN CASE WHEN p.product = 'cells' THEN 'cells' WHEN p.product IN ['ev', 'apoptotic_ev', 'nanovesicle'] THEN 'vesicles' ELSE p.product END AS name }), k.better) AS winner,
       k.better AS better, k.statement AS statement, k.locator AS locator, model.name AS model_name, CASE WHEN x.recipient_species IS NULL THEN [] ELSE [x.recipient_species] END AS recipient_species,
       COLLECT { UNWIND coalesce(study.indications, []) AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names,
       CASE WHEN study.doi IS NULL THEN [] ELSE [study.doi] END AS dois, [study.id] AS studies,
       COLLECT { MATCH (k)-[:USED]->(p:Preparation) MATCH (p)-[:YIELDS]->(product:Entity) MATCH (product)<-[:HAS_SUBJECT]-(c:Claim)<-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(e:Evidence)
                 WHERE c.object = o.id AND e.study = study.id RETURN DISTINCT c.id AS id ORDER BY id } AS claims
ORDER BY study_name, endpoint_name, comparison_id
SKIP $skip LIMIT $limit
