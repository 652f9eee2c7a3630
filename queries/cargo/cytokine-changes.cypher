// Cytokines that change after MSC products in a disease
/*---
question: Which cytokines rise or fall after MSC vesicles in {disease}?
params:
  disease: {type: entity, label: Disease, required: true, example: "MONDO:0005265", help: "the disease, by id or name; its kinds are meant too, unless descendants=false"}
  readout_class: {type: enum, values: [cytokine, any], default: cytokine, example: any, help: "cytokine: cytokines, chemokines and growth factors; any: every gene measured"}
  product: {type: enum, values: [vesicle, cell, any], default: vesicle, example: any, help: "what was given"}
returns:
  - {name: cytokine_id, type: curie, label: Gene}
  - {name: cytokine_name, type: text}
  - {name: aspect, type: text}
  - {name: direction, type: text, help: "increase or decrease after the product"}
  - {name: n_support, type: int, help: "studies of the disease that found this direction"}
  - {name: n_null, type: int, help: "studies of the disease that looked and found no change"}
  - {name: n_refute, type: int, help: "studies of the disease that found the opposite"}
  - {name: median_fold, type: float, help: "median of the stated fold changes; empty where none is stated"}
  - {name: tissues, type: text_list}
  - {name: times, type: text_list}
  - {name: recipient_species, type: text_list}
  - {name: source_names, type: text_list}
  - {name: grade, type: text, help: "the best grade among the claims"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [cytokine_id, aspect, direction]
show: [cytokine_name, direction, n_support, n_null, n_refute, median_fold, tissues, grade]
picture: {claims: claims}
see_also: [compare-sources, evidence-of-claim]
---*/
MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (v:Entity)-[r:INCREASES|DECREASES]->(g:Gene)
WHERE r.kind = 'claim' AND (v:Vesicle OR v:CellSource) AND ($product = 'any' OR (v:Vesicle) = ($product = 'vesicle'))
  AND ($readout_class = 'any' OR g:Cytokine)
WITH scopes, v, r, g,
     [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE any(d IN scopes WHERE x ENDS WITH '@' + d)
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH scopes, g, r.aspect AS aspect, r.sign AS sign, r.claim AS claim, r.grade_rank AS rank, [x IN matched | split(x, '@')[0]] AS study_ids, v
ORDER BY claim
WITH scopes, g, aspect, sign, collect(DISTINCT claim) AS claims, max(rank) AS grade_rank, collect(study_ids) AS lists,
     collect(DISTINCT coalesce(v.source, v.id)) AS sources
WITH scopes, g, aspect, sign, claims, grade_rank, sources, reduce(found = [], l IN lists | found + [x IN l WHERE NOT x IN found]) AS ids
WITH scopes, g, aspect, sign, claims, grade_rank, sources, ids,
     COLLECT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN ids AND e.effect_unit = 'fold'
               RETURN e.effect AS effect ORDER BY effect, e.id } AS folds
RETURN g.id AS cytokine_id, g.name AS cytokine_name, aspect, CASE WHEN sign > 0 THEN 'increase' ELSE 'decrease' END AS direction,
       size(ids) AS n_support,
       COUNT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:FOUND_NO_EFFECT]-(e:Evidence)-[:REPORTED_IN]->(s:Study)
               WHERE ($include_retracted OR NOT e.set_aside) AND e.basis <> 'hypothesis' AND ($allowed IS NULL OR $allowed[c.id + '|' + s.id] IS NOT NULL) AND any(d IN coalesce(s.indications, []) WHERE d IN scopes) RETURN DISTINCT s.id } AS n_null,
       COUNT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:REFUTES]-(e:Evidence)-[:REPORTED_IN]->(s:Study)
               WHERE ($include_retracted OR NOT e.set_aside) AND e.basis <> 'hypothesis' AND ($allowed IS NULL OR $allowed[c.id + '|' + s.id] IS NOT NULL) AND any(d IN coalesce(s.indications, []) WHERE d IN scopes) RETURN DISTINCT s.id } AS n_refute,
       CASE size(folds) WHEN 0 THEN null ELSE (folds[(size(folds) - 1) / 2] + folds[size(folds) / 2]) / 2.0 END AS median_fold,
       COLLECT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:SUPPORTS]-(e:Evidence)-[:IN_CONTEXT]->(x:Context) WHERE e.study IN ids AND x.compartment IS NOT NULL
                 MATCH (t:Tissue {id: x.compartment})
                 RETURN DISTINCT t.name AS name ORDER BY name } AS tissues,
       COLLECT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN ids AND e.time IS NOT NULL
                 RETURN DISTINCT e.time AS time ORDER BY time } AS times,
       COLLECT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN ids AND e.recipient_species IS NOT NULL
                 RETURN DISTINCT e.recipient_species AS species ORDER BY species } AS recipient_species,
       COLLECT { UNWIND sources AS one MATCH (s:CellSource {id: one}) RETURN DISTINCT s.name AS name ORDER BY name } AS source_names,
       ['unsupported', 'weak', 'moderate', 'strong'][grade_rank] AS grade,
       COLLECT { UNWIND ids AS one MATCH (s:Study {id: one}) WHERE s.doi IS NOT NULL RETURN DISTINCT s.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND ids AS one MATCH (s:Study {id: one}) RETURN DISTINCT s.id AS id ORDER BY id } AS studies,
       claims, grade_rank
ORDER BY n_support DESC, grade_rank DESC, cytokine_id, aspect, direction
SKIP $skip LIMIT $limit
