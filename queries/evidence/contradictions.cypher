// Contradictions, and what differs between the sides
/*---
question: Where does the evidence contradict itself, and what differs?
params:
  entity: {type: entity, label: [Entity, Disease], example: "CL:0002540", help: "only contradictions about this subject or object (of a cell source: also about its products), by id or name"}
  disease: {type: entity, label: Disease, example: "MONDO:0002492", help: "only where a side was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: kind, type: text, help: "opposite_sign: two claims; refuted or null: one claim with evidence on both sides"}
  - {name: context, type: text, help: "same_context, or context_dependent: disease, cell, compartment, priming or time differ"}
  - {name: differs_in, type: text_list, help: "of the fields that decide the context (disease, recipient_cell, compartment, priming, time): those stated on both sides that differ; empty for same_context"}
  - {name: other_differences, type: text_list, help: "further fields stated on both sides that differ (source, species, recipient_species, system, route, dose, isolation, model, preparation): they do not decide the context"}
  - {name: subject_id, type: curie}
  - {name: subject_name, type: text}
  - {name: object_id, type: curie}
  - {name: object_name, type: text}
  - {name: aspect, type: text}
  - {name: claim_for, type: text, help: "the claim that side A supports, in words"}
  - {name: statements_for, type: text_list}
  - {name: statements_against, type: text_list}
  - {name: priming_for, type: text_list, help: "stimuli of side A's preparations; empty: not primed, or not stated"}
  - {name: priming_against, type: text_list}
  - {name: studies_for, type: study_list}
  - {name: studies_against, type: study_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [claims, kind]
show: [kind, context, subject_name, object_name, statements_for, statements_against, differs_in, other_differences]
picture: {claims: claims}
refuses: {include_retracted: "what a retracted study found contradicts nothing and is contradicted by nothing; evidence-of-claim shows it"}
see_also: [evidence-of-claim, compare-sources]
---*/
OPTIONAL MATCH (area:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR area.id = $disease
WITH collect(DISTINCT area.id) AS scopes
MATCH (a:Claim)-[x:CONTRADICTS]->(b:Claim)
MATCH (a)-[:HAS_SUBJECT]->(s:Entity)
MATCH (a)-[:HAS_OBJECT]->(o:Entity)
WHERE $entity IS NULL OR s.id = $entity OR o.id = $entity OR s.source = $entity
WITH scopes, a, b, x, s, o,
     COLLECT { UNWIND x.evidence_a AS one MATCH (e:Evidence {id: one}) WHERE ($allowed IS NULL OR $allowed[a.id + '|' + e.study] IS NOT NULL) RETURN e.id AS id ORDER BY id } AS side_a,
     COLLECT { UNWIND x.evidence_b AS one MATCH (e:Evidence {id: one}) WHERE ($allowed IS NULL OR $allowed[b.id + '|' + e.study] IS NOT NULL) RETURN e.id AS id ORDER BY id } AS side_b
WHERE size(side_a) > 0 AND size(side_b) > 0
  AND ($disease IS NULL OR EXISTS { UNWIND side_a + side_b AS one MATCH (e:Evidence {id: one})-[:REPORTED_IN]->(:Study)-[:INDICATED_FOR]->(d:Disease) WHERE d.id IN scopes RETURN d })
RETURN x.kind AS kind, x.context AS context, [f IN coalesce(x.differs_in, []) WHERE f IN ['disease', 'recipient_cell', 'compartment', 'priming', 'time']] AS differs_in,
       [f IN coalesce(x.differs_in, []) WHERE NOT f IN ['disease', 'recipient_cell', 'compartment', 'priming', 'time']] AS other_differences, s.id AS subject_id, s.name AS subject_name,
       o.id AS object_id, o.name AS object_name, a.aspect AS aspect, a.name AS claim_for,
       COLLECT { UNWIND side_a AS one MATCH (e:Evidence {id: one}) WITH DISTINCT e.id AS id, e.statement AS text ORDER BY id RETURN text } AS statements_for,
       COLLECT { UNWIND side_b AS one MATCH (e:Evidence {id: one}) WITH DISTINCT e.id AS id, e.statement AS text ORDER BY id RETURN text } AS statements_against,
       COLLECT { UNWIND side_a AS one MATCH (e:Evidence {id: one})-[:USED]->(:Preparation)-[:PRIMED_BY]->(p) RETURN DISTINCT p.name AS name ORDER BY name } AS priming_for,
       COLLECT { UNWIND side_b AS one MATCH (e:Evidence {id: one})-[:USED]->(:Preparation)-[:PRIMED_BY]->(p) RETURN DISTINCT p.name AS name ORDER BY name } AS priming_against,
       COLLECT { UNWIND side_a AS one MATCH (e:Evidence {id: one}) RETURN DISTINCT e.study AS id ORDER BY id } AS studies_for,
       COLLECT { UNWIND side_b AS one MATCH (e:Evidence {id: one}) RETURN DISTINCT e.study AS id ORDER BY id } AS studies_against,
       COLLECT { UNWIND side_a + side_b AS one MATCH (e:Evidence {id: one}) RETURN DISTINCT e.study AS id ORDER BY id } AS studies,
       CASE WHEN a.id = b.id THEN [a.id] ELSE [a.id, b.id] END AS claims
ORDER BY context DESC, kind, subject_name, object_name, claims, kind
SKIP $skip LIMIT $limit
