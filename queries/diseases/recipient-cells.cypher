// Recipient cells in a disease
/*---
question: Which recipient cells carry the effect in {disease}?
params:
  disease: {type: entity, label: Disease, required: true, example: "MONDO:0005265", help: "the disease, by id or name; its kinds are meant too, unless descendants=false"}
  cell: {type: entity, label: [CellType, CellSource], example: "CL:0000235", help: "only this cell, by id or name; its kinds are meant too, unless descendants=false"}
returns:
  - {name: cell_id, type: curie, help: "a CellType, or an MSC (CellSource)"}
  - {name: cell_name, type: text}
  - {name: role, type: text, help: "recipient: the effect was read in this cell; changed: the cell's own state or number changes"}
  - {name: actor_id, type: curie, help: "the cargo or product that acts"}
  - {name: actor_name, type: text}
  - {name: actor_type, type: text}
  - {name: effect_id, type: curie}
  - {name: effect_name, type: text, help: "the gene, process, pathway or state that changes"}
  - {name: effect_type, type: text}
  - {name: aspect, type: text}
  - {name: direction, type: text}
  - {name: recipient_species, type: text_list}
  - {name: n_studies, type: int}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [cell_id, role, claims]
show: [cell_name, role, actor_name, effect_name, direction, n_studies, grade]
picture: {claims: claims}
opposed: {actor: actor_name, end: effect_name, sign: direction, aspect: aspect}
see_also: [state-shifts, cytokine-changes]
---*/
MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
OPTIONAL MATCH (wanted:Entity)-[:IS_A*0..10]->(:Entity {id: $cell})
WHERE $descendants OR wanted.id = $cell
WITH scopes, collect(DISTINCT wanted.id) AS cells
MATCH (e:Evidence)-[:SUPPORTS]->(c:Claim)
WHERE ($include_retracted OR NOT e.set_aside) AND ($allowed IS NULL OR $allowed[c.id + '|' + e.study] IS NOT NULL) AND e.basis <> 'hypothesis' AND c.family IN ['REGULATES', 'DELIVERED_TO', 'SPONGES', 'SEVERITY']
MATCH (e)-[:REPORTED_IN]->(study:Study)
WHERE any(d IN coalesce(study.indications, []) WHERE d IN scopes)
MATCH (c)-[:HAS_OBJECT]->(o:Entity)
OPTIONAL MATCH (e)-[:IN_CONTEXT]->(:Context)-[:IN_CELL]->(inside:Entity)
WITH cells, c, o, e, study, [{cell: inside, role: 'recipient'}, {cell: CASE WHEN o:CellType OR o:CellSource THEN o ELSE null END, role: 'changed'}] AS both
UNWIND both AS one
WITH cells, c, o, e, study, one.cell AS cell, one.role AS role
WHERE cell IS NOT NULL AND ($cell IS NULL OR cell.id IN cells)
MATCH (c)-[:HAS_SUBJECT]->(s:Entity)
WITH cell, role, c, s, o, collect(DISTINCT study.id) AS study_ids, collect(DISTINCT e.recipient_species) AS seen
RETURN cell.id AS cell_id, cell.name AS cell_name, role, s.id AS actor_id, s.name AS actor_name, head([l IN labels(s) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS actor_type,
       o.id AS effect_id, o.name AS effect_name, head([l IN labels(o) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS effect_type, c.aspect AS aspect,
       CASE WHEN c.sign > 0 THEN 'increase' WHEN c.sign < 0 THEN 'decrease' WHEN c.sign IS NULL THEN 'reaches it' ELSE 'unknown' END AS direction,
       COLLECT { UNWIND seen AS name RETURN name ORDER BY name } AS recipient_species, size(study_ids) AS n_studies, c.grade AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [c.id] AS claims, c.grade_rank AS grade_rank
ORDER BY cell_name, grade_rank DESC, n_studies DESC, cell_id, role, claims
SKIP $skip LIMIT $limit
