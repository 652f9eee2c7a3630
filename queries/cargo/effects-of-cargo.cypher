// What a cargo does
/*---
question: What does vesicle {cargo} do, in which cells and diseases?
params:
  cargo: {type: entity, label: CARGO, required: true, example: "mirbase.mature:MIMAT0000449", help: "the cargo, by id or name"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only effects reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: cargo_id, type: curie}
  - {name: cargo_name, type: text}
  - {name: relation, type: text}
  - {name: target_id, type: curie}
  - {name: target_name, type: text}
  - {name: target_type, type: text, help: "Gene, Pathway, Process, CellType, Disease ..."}
  - {name: aspect, type: text, help: "what of the target changes: amount, activity ..."}
  - {name: direction, type: text, help: "increase, decrease or unknown; of severity for a disease"}
  - {name: recipient_cells, type: text_list}
  - {name: disease_ids, type: curie_list, help: "indications of the studies that report it"}
  - {name: disease_names, type: text_list}
  - {name: recipient_species, type: text_list, help: "species in which it was looked at"}
  - {name: grade, type: text}
  - {name: level, type: int, help: "highest ladder level, 0: none"}
  - {name: basis, type: text, help: "the best basis: measured, inferred_by_authors, background"}
  - {name: n_support, type: int}
  - {name: n_refute, type: int}
  - {name: n_null, type: int}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
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
MATCH (m:Entity {id: $cargo})-[r:TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|AMELIORATES|WORSENS|BINDS]->(o:Entity)
WHERE r.kind = 'claim'
WITH scopes, m, o, r, type(r) AS relation,
     [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR (r.claim + '|' + split(x, '@')[0]) IN $allowed)] AS matched
WHERE size(matched) > 0
WITH m, o, r, relation, [x IN matched | split(x, '@')[0]] AS study_ids, [x IN matched | split(x, '@')[1]] AS diseases
RETURN m.id AS cargo_id, m.name AS cargo_name, relation, o.id AS target_id, o.name AS target_name,
       head([l IN labels(o) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS target_type, r.aspect AS aspect,
       CASE WHEN r.sign > 0 THEN 'increase' WHEN r.sign < 0 THEN 'decrease' ELSE 'unknown' END AS direction,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence)-[:IN_CONTEXT]->(:Context)-[:IN_CELL]->(cell)
                 WHERE e.study IN study_ids RETURN DISTINCT cell.name AS cell ORDER BY cell } AS recipient_cells,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.id AS id ORDER BY id } AS disease_ids,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) WITH DISTINCT d.id AS id, d.name AS name ORDER BY id RETURN name } AS disease_names,
       coalesce(r.recipient_species, []) AS recipient_species, r.grade AS grade, r.level AS level, r.basis AS basis,
       r.n_support AS n_support, r.n_refute AS n_refute, r.n_null AS n_null,
       COLLECT { UNWIND study_ids AS one MATCH (s:Study {id: one}) WHERE s.doi IS NOT NULL RETURN DISTINCT s.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one MATCH (s:Study {id: one}) RETURN DISTINCT s.id AS id ORDER BY id } AS studies,
       [r.claim] AS claims, r.grade_rank AS grade_rank
ORDER BY grade_rank DESC, n_support DESC, relation, target_name, claims
SKIP $skip LIMIT $limit
