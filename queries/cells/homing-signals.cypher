// What brings MSC or their vesicles to a tissue
/*---
question: Which signals bring MSC or their vesicles to the injured tissue?
params:
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
  tissue: {type: entity, label: [Tissue, CellType], example: "CL:0000235", help: "only this tissue or cell type, by id or name; its kinds are meant too, unless descendants=false"}
  relation: {type: enum, values: [homing, delivery, any], default: any, example: any, help: "homing: gathers in the tissue; delivery: reaches or enters the cell; any: both"}
returns:
  - {name: traveller_id, type: curie}
  - {name: traveller_name, type: text, help: "the cell, vesicle or cargo"}
  - {name: traveller_type, type: text}
  - {name: engineered, type: bool}
  - {name: relation, type: text}
  - {name: place_id, type: curie}
  - {name: place_name, type: text}
  - {name: signals, type: text_list, help: "signals named with it"}
  - {name: receptors, type: text_list}
  - {name: direction, type: text, help: "what the thing that experiments changed does to the homing: increase, decrease, or unknown where they differ; null where none was changed"}
  - {name: perturbed, type: text_list, help: "what was changed, and what became of the homing"}
  - {name: findings, type: text_list, help: "support, null or refute, and what was found, in the curator's words"}
  - {name: fold_change, type: float, help: "median of the fold changes of the homing that are stated; null where none is curated"}
  - {name: effects, type: text_list, help: "measured change as stated: value, unit"}
  - {name: disease_names, type: text_list}
  - {name: n_support, type: int}
  - {name: n_refute, type: int}
  - {name: n_null, type: int}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
show: [traveller_name, engineered, place_name, signals, receptors, direction, fold_change, findings, disease_names, grade]
picture: {claims: claims}
see_also: [modes-of-action, recipient-cells]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
OPTIONAL MATCH (place:Entity)-[:IS_A|PART_OF*0..6]->(:Entity {id: $tissue})
WHERE $descendants OR place.id = $tissue
WITH scopes, collect(DISTINCT place.id) AS places
MATCH (a:Entity)-[r:HOMES_TO|DELIVERED_TO]->(o:Entity)
WHERE r.kind = 'claim' AND ($relation = 'any' OR (type(r) = 'HOMES_TO') = ($relation = 'homing')) AND ($tissue IS NULL OR o.id IN places)
WITH scopes, a, r, o, type(r) AS relation, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH a, r, o, relation, [x IN matched | split(x, '@')[0]] AS study_ids, [x IN matched | split(x, '@')[1]] AS diseases
WITH a, r, o, relation, study_ids, diseases,
     COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN study_ids AND e.effect_unit = 'fold'
               RETURN e.effect AS effect ORDER BY effect } AS folds,
     COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence)-[p:PERTURBED]->(x:Entity) WHERE e.study IN study_ids AND x.id <> a.id AND p.effect IN ['lost', 'reduced', 'reversed', 'enhanced']
               RETURN DISTINCT CASE WHEN (p.change = 'gain') = (p.effect = 'enhanced') THEN 'increase' ELSE 'decrease' END AS way ORDER BY way } AS ways
RETURN a.id AS traveller_id, a.name AS traveller_name, head([l IN labels(a) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS traveller_type, coalesce(a.engineered, false) AS engineered, relation,
       o.id AS place_id, o.name AS place_name,
       COLLECT { UNWIND coalesce(r.signals, []) AS one MATCH (s:Entity {id: one}) RETURN s.name AS name ORDER BY name } AS signals,
       COLLECT { UNWIND coalesce(r.receptors, []) AS one MATCH (s:Entity {id: one}) RETURN s.name AS name ORDER BY name } AS receptors,
       CASE size(ways) WHEN 0 THEN null WHEN 1 THEN ways[0] ELSE 'unknown' END AS direction,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(e:Evidence)-[p:PERTURBED]->(x:Entity) WHERE $include_retracted OR NOT e.set_aside
                 WITH x.name + ': ' + p.change + ' at ' + p.at + ' by ' + p.by + CASE WHEN p.effect IS NULL THEN '' ELSE ', effect ' + p.effect END AS text
                 RETURN DISTINCT text ORDER BY text } AS perturbed,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(e:Evidence) WHERE $include_retracted OR NOT e.set_aside
                 WITH e.outcome + ': ' + e.statement AS text RETURN DISTINCT text ORDER BY text } AS findings,
       CASE size(folds) WHEN 0 THEN null ELSE (folds[(size(folds) - 1) / 2] + folds[size(folds) / 2]) / 2.0 END AS fold_change,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN study_ids AND e.effect IS NOT NULL
                 WITH toString(e.effect) + coalesce(' ' + e.effect_unit, '') AS text RETURN DISTINCT text ORDER BY text } AS effects,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names, r.n_support AS n_support, r.n_refute AS n_refute, r.n_null AS n_null, r.grade AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [r.claim] AS claims, r.grade_rank AS grade_rank
ORDER BY relation DESC, grade_rank DESC, place_name, traveller_name, claims
SKIP $skip LIMIT $limit
