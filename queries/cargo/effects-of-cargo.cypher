// What a cargo does
/*---
question: What does vesicle {cargo} do, in which cells and diseases?
help: >
  One row a claim. What was tested and not found has a row too, after all others: its direction is none and its n_support 0, and relation tells what was tested. Cells,
  diseases and dois are those of the studies that show it; where none does, of those that tested it.
params:
  cargo: {type: entity, label: CARGO, required: true, example: "mirbase.mature:MIMAT0000449", help: "the cargo, by id or name"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only effects reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: cargo_id, type: curie}
  - {name: cargo_name, type: text}
  - {name: relation, type: text, help: "what was tested; direction tells whether a study shows it"}
  - {name: target_id, type: curie}
  - {name: target_name, type: text}
  - {name: target_type, type: text, help: "Gene, Pathway, Process, CellType, Disease ..."}
  - {name: aspect, type: text, help: "what of the target changes: amount, activity ..."}
  - {name: direction, type: text, help: "increase, decrease or unknown, of severity for a disease; none: tested, and no study found the effect"}
  - {name: recipient_cells, type: text_list}
  - {name: disease_ids, type: curie_list, help: "indications of the studies"}
  - {name: disease_names, type: text_list}
  - {name: recipient_species, type: text_list, help: "species in which it was looked at"}
  - {name: grade, type: text}
  - {name: level, type: int, help: "highest ladder level, 0: none"}
  - {name: basis, type: text, help: "the best basis: measured, inferred_by_authors, background"}
  - {name: n_support, type: int, help: "studies that show it, in the disease where one is asked for"}
  - {name: n_refute, type: int, help: "studies that found the opposite, in the disease where one is asked for"}
  - {name: n_null, type: int, help: "studies that looked and found no effect, in the disease where one is asked for"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list, help: "those that show it"}
  - {name: against, type: study_list, help: "those that found no such effect, or the opposite; one may be on both sides"}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
picture: {claims: claims}
opposed: {actor: cargo_name, end: target_name, sign: direction, aspect: aspect}
see_also: [cargo-on-target, evidence-of-claim]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (m:Entity {id: $cargo})<-[:HAS_SUBJECT]-(c:Claim)
WHERE c.relation IN ['TARGETS', 'INCREASES', 'DECREASES', 'AFFECTS', 'SPONGES', 'AMELIORATES', 'WORSENS', 'BINDS']
MATCH (c)<-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(e:Evidence)-[:REPORTED_IN]->(x:Study)
WHERE ($include_retracted OR NOT e.set_aside) AND e.basis <> 'hypothesis' AND ($allowed IS NULL OR $allowed[c.id + '|' + x.id] IS NOT NULL)
  AND ($disease IS NULL OR any(d IN coalesce(x.indications, []) WHERE d IN scopes))
WITH scopes, m, c, e, x.id AS study, type(b) AS bearing
ORDER BY c.id, study, e.id
WITH scopes, m, c, collect(DISTINCT CASE bearing WHEN 'SUPPORTS' THEN study ELSE null END) AS support, collect(DISTINCT CASE bearing WHEN 'SUPPORTS' THEN e.id ELSE null END) AS shown,
     collect(DISTINCT CASE bearing WHEN 'REFUTES' THEN study ELSE null END) AS refute, collect(DISTINCT CASE bearing WHEN 'FOUND_NO_EFFECT' THEN study ELSE null END) AS nulls,
     collect(DISTINCT study) AS looked, collect(DISTINCT e.id) AS items
MATCH (c)-[:HAS_OBJECT]->(o:Entity)
WITH scopes, m, c, o, support, refute, nulls, CASE size(support) WHEN 0 THEN looked ELSE support END AS study_ids, CASE size(support) WHEN 0 THEN items ELSE shown END AS item_ids
WITH m, c, o, support, refute, nulls, study_ids, item_ids,
     COLLECT { UNWIND study_ids AS one MATCH (s:Study {id: one}) UNWIND coalesce(s.indications, []) AS id WITH DISTINCT id WHERE $disease IS NULL OR id IN scopes RETURN id ORDER BY id } AS diseases
RETURN m.id AS cargo_id, m.name AS cargo_name, c.relation AS relation, o.id AS target_id, o.name AS target_name,
       head([l IN labels(o) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS target_type, c.aspect AS aspect,
       CASE WHEN size(support) = 0 THEN 'none' WHEN c.sign > 0 THEN 'increase' WHEN c.sign < 0 THEN 'decrease' ELSE 'unknown' END AS direction,
       COLLECT { UNWIND item_ids AS one MATCH (:Evidence {id: one})-[:IN_CONTEXT]->(:Context)-[:IN_CELL]->(cell) RETURN DISTINCT cell.name AS cell ORDER BY cell } AS recipient_cells,
       diseases AS disease_ids,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) WITH DISTINCT d.id AS id, d.name AS name ORDER BY id RETURN name } AS disease_names,
       coalesce(c.recipient_species, []) AS recipient_species, c.grade AS grade, c.level AS level, c.basis AS basis,
       size(support) AS n_support, size(refute) AS n_refute, size(nulls) AS n_null,
       COLLECT { UNWIND study_ids AS one MATCH (s:Study {id: one}) WHERE s.doi IS NOT NULL RETURN DISTINCT s.doi AS doi ORDER BY doi } AS dois,
       support AS studies, COLLECT { UNWIND refute + nulls AS one RETURN DISTINCT one ORDER BY one } AS against,
       [c.id] AS claims, c.grade_rank AS grade_rank
ORDER BY CASE direction WHEN 'none' THEN 1 ELSE 0 END, grade_rank DESC, n_support DESC, relation, target_name, claims
SKIP $skip LIMIT $limit
