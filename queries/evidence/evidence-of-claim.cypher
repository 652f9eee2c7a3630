// All evidence for a claim
/*---
question: What is the evidence for {claim}?
params:
  claim: {type: claim, required: true, example: "exomech:claim-8d867884e918", help: "the claim's id or name, as any answer gives it"}
returns:
  - {name: evidence_id, type: curie}
  - {name: outcome, type: text, help: "support, refute or null"}
  - {name: basis, type: text, help: "measured, inferred_by_authors, background or hypothesis"}
  - {name: statement, type: text, help: "what was found, in the curator's words"}
  - {name: study_id, type: curie, label: Study}
  - {name: study_name, type: text}
  - {name: doi, type: text}
  - {name: locator, type: text, help: "where in the paper"}
  - {name: read, type: text, help: "how far the curator read: full_text, abstract or secondary"}
  - {name: designs, type: text_list}
  - {name: modes, type: text_list}
  - {name: perturbed, type: text_list}
  - {name: reported_as, type: text, help: "the paper's own word for the product"}
  - {name: source_name, type: text}
  - {name: species, type: text_list, help: "the one species of the donor, where it is stated"}
  - {name: recipient_species, type: text_list, help: "the one species of the recipient, where it is stated"}
  - {name: system, type: text}
  - {name: model_name, type: text}
  - {name: recipient_cell, type: text}
  - {name: dose, type: text}
  - {name: route, type: text}
  - {name: effect, type: float}
  - {name: effect_unit, type: text}
  - {name: n, type: int, help: "sample size"}
  - {name: p_stated, type: text, help: "p value as stated"}
  - {name: retracted, type: bool}
  - {name: status, type: text, help: "state of the study's record: draft, single, double, disputed or withdrawn"}
  - {name: grade, type: text, help: "the claim's grade"}
  - {name: grade_parts, type: text_list, help: "the claim's grade, part by part"}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [evidence_id]
picture: {claims: claims}
see_also: [contradictions, retraction-impact]
---*/
MATCH (c:Claim {id: $claim})<-[link:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(e:Evidence)-[:REPORTED_IN]->(s:Study)
WHERE ($include_retracted OR NOT s.set_aside) AND ($allowed IS NULL OR $allowed[c.id + '|' + s.id] IS NOT NULL)
OPTIONAL MATCH (e)-[:USED]->(p:Preparation)
OPTIONAL MATCH (p)-[:FROM]->(source:CellSource)
OPTIONAL MATCH (e)-[:IN_CONTEXT]->(x:Context)
OPTIONAL MATCH (x)-[:USED_MODEL]->(model:DiseaseModel)
OPTIONAL MATCH (x)-[:IN_CELL]->(cell:Entity)
RETURN e.id AS evidence_id, e.outcome AS outcome, e.basis AS basis, e.statement AS statement, s.id AS study_id, s.name AS study_name,
       s.doi AS doi, e.locator AS locator, s.read AS read, coalesce(e.design, []) AS designs, coalesce(e.mode, []) AS modes,
       coalesce(e.perturbed, []) AS perturbed, p.reported_as AS reported_as, source.name AS source_name, CASE WHEN e.species IS NULL THEN [] ELSE [e.species] END AS species,
       CASE WHEN e.recipient_species IS NULL THEN [] ELSE [e.recipient_species] END AS recipient_species, e.system AS system, model.name AS model_name, cell.name AS recipient_cell,
       x.dose AS dose, x.route AS route, e.effect AS effect, e.effect_unit AS effect_unit, e.n AS n, e.p AS p_stated, s.retracted AS retracted, s.status AS status,
       c.grade AS grade, coalesce(c.grade_parts, []) AS grade_parts, [s.id] AS studies, [c.id] AS claims
ORDER BY CASE outcome WHEN 'support' THEN 0 WHEN 'refute' THEN 1 ELSE 2 END, CASE basis WHEN 'measured' THEN 0 ELSE 1 END, study_id, evidence_id
SKIP $skip LIMIT $limit
