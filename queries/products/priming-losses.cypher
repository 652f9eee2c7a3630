// Priming that loses the benefit
/*---
question: Which priming of the donor cells loses the benefit in {disease}?
help: >
  null and refuted: vesicles or cells of primed donors did not show an effect that those of unprimed donors show, or showed the opposite. worse: a study reports that
  they made the disease or an outcome worse. outdone and no_gain: the same product of primed and of unprimed donors stood side by side,
  and the unprimed did better, or as well.
params:
  disease: {type: entity, label: [Disease, Outcome], example: "MONDO:0002492", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: stimulus_names, type: text_list}
  - {name: kind, type: text, help: "worse, refuted, null, outdone or no_gain"}
  - {name: outcome_name, type: text, help: "the claim that was not borne out, or the endpoint compared"}
  - {name: statement, type: text}
  - {name: differs_in, type: text_list, help: "what differs from the evidence that supports the claim, where the graph holds both"}
  - {name: reported_as, type: text, help: "the paper's own word for the product"}
  - {name: source_name, type: text}
  - {name: model_name, type: text}
  - {name: dois, type: text_list}
  - {name: item_id, type: curie, help: "the evidence item or comparison"}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list, help: "for a comparison: claims of the study about these products and this endpoint"}
key: [item_id, outcome_name]
picture: {claims: claims, table: true}
show: [kind, stimulus_names, outcome_name, statement, differs_in]
see_also: [priming-effects, contradictions]
---*/
OPTIONAL MATCH (kind:Entity)-[:IS_A*0..10]->(:Entity {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
CALL (scopes) {
  MATCH (e:Evidence)-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(c:Claim)
  WHERE e.primed = true AND e.basis <> 'hypothesis' AND (type(b) <> 'SUPPORTS' OR c.relation = 'WORSENS') AND c.relation <> 'CARRIES'
    AND ($include_retracted OR NOT e.set_aside) AND ($allowed IS NULL OR $allowed[c.id + '|' + e.study] IS NOT NULL)
    AND (type(b) = 'SUPPORTS' OR EXISTS { MATCH (c)<-[:SUPPORTS]-(plain:Evidence) WHERE plain.primed = false AND ($include_retracted OR NOT plain.set_aside) })
  MATCH (e)-[:REPORTED_IN]->(study:Study)
  MATCH (e)-[:USED]->(p:Preparation)
  WHERE $disease IS NULL OR c.object IN scopes OR any(d IN coalesce(study.indications, []) WHERE d IN scopes)
  OPTIONAL MATCH (e)-[:IN_CONTEXT]->(:Context)-[:USED_MODEL]->(model:DiseaseModel)
  RETURN e.id AS item_id, CASE type(b) WHEN 'SUPPORTS' THEN 'worse' WHEN 'REFUTES' THEN 'refuted' ELSE 'null' END AS kind, c.name AS outcome_name,
         e.statement AS statement, p, study, model.name AS model_name, [c.id] AS claims,
         COLLECT { MATCH (c)-[x:CONTRADICTS]-(:Claim) WHERE e.id IN x.evidence_a OR e.id IN x.evidence_b
                   UNWIND coalesce(x.differs_in, []) AS part RETURN DISTINCT part ORDER BY part } AS differs_in
  UNION
  MATCH (k:Comparison)-[:USED]->(p:Preparation)
  WHERE p.primed = true AND k.better <> p.key AND ($include_retracted OR NOT k.set_aside) AND ($allowed IS NULL OR $allowed[k.study] IS NOT NULL)
  MATCH (k)-[:USED]->(other:Preparation)
  WHERE other.primed = false AND (k.better = other.key OR k.better = 'no_difference') AND other.product = p.product
    AND size(coalesce(other.modified, [])) = 0 AND size(coalesce(other.loading, [])) = 0 AND size(coalesce(p.modified, [])) = 0 AND size(coalesce(p.loading, [])) = 0
  MATCH (k)-[:REPORTED_IN]->(study:Study)
  MATCH (k)-[:ABOUT]->(o:Entity)
  WHERE $disease IS NULL OR o.id IN scopes OR any(d IN coalesce(study.indications, []) WHERE d IN scopes)
  OPTIONAL MATCH (k)-[:IN_CONTEXT]->(:Context)-[:USED_MODEL]->(model:DiseaseModel)
  RETURN DISTINCT k.id AS item_id, CASE k.better WHEN 'no_difference' THEN 'no_gain' ELSE 'outdone' END AS kind, o.name AS outcome_name,
         coalesce(k.statement, CASE k.better WHEN 'no_difference' THEN 'no difference' + reduce(t = '', key IN k.arm_keys | t + CASE t WHEN '' THEN ': ' ELSE ' against ' END + key) ELSE k.better + ' did better than ' + p.key END) AS statement, p, study, model.name AS model_name,
         COLLECT { MATCH (k)-[:USED]->(arm:Preparation) MATCH (arm)-[:YIELDS]->(product:Entity) MATCH (product)<-[:HAS_SUBJECT]-(c:Claim)<-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(e:Evidence)
                   WHERE c.object = o.id AND e.study = study.id RETURN DISTINCT c.id AS id ORDER BY id } AS claims, ['priming'] AS differs_in
}
WITH item_id, kind, outcome_name, statement, p, study, model_name, claims, differs_in
OPTIONAL MATCH (p)-[:FROM]->(source:CellSource)
RETURN COLLECT { MATCH (p)-[:PRIMED_BY]->(a:Entity) RETURN DISTINCT a.name AS name ORDER BY name } AS stimulus_names,
       kind, outcome_name, statement, differs_in, p.reported_as AS reported_as, source.name AS source_name, model_name,
       CASE WHEN study.doi IS NULL THEN [] ELSE [study.doi] END AS dois, item_id, [study.id] AS studies, claims
ORDER BY CASE kind WHEN 'worse' THEN 0 WHEN 'refuted' THEN 1 WHEN 'outdone' THEN 2 WHEN 'null' THEN 3 ELSE 4 END, stimulus_names, item_id, outcome_name
SKIP $skip LIMIT $limit
