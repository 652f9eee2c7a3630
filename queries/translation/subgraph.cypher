// What surrounds an entity or a disease
/*---
question: What does the graph hold around {entity}, as a picture with references?
help: >
  For a disease: the claims reported in it. For anything else: the claims that it stands in, up to the number of steps asked for, a vesicle's or source's by its
  products too. One row is one claim; ask for format=svg for the picture with its numbered references, or any network format.
params:
  entity: {type: entity, label: [Entity, Disease], required: true, example: "mirbase.mature:MIMAT0000280", help: "a cargo, gene, product, pathway or disease, by id or name"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only claims reported in this disease; its kinds are meant too, unless descendants=false"}
  steps: {type: int, default: 1, min: 1, max: 3, role: depth, example: 2, help: "how many claims away from the entity; a disease's own claims are always one away"}
returns:
  - {name: subject_id, type: curie}
  - {name: subject_name, type: text}
  - {name: subject_type, type: text}
  - {name: relation, type: text}
  - {name: object_id, type: curie}
  - {name: object_name, type: text}
  - {name: object_type, type: text}
  - {name: aspect, type: text}
  - {name: sign, type: text, help: "increase, decrease, unknown, or none (the relation has no direction)"}
  - {name: distance, type: int, help: "steps from the entity, from 1"}
  - {name: disease_names, type: text_list}
  - {name: basis, type: text}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
picture: {claims: claims}
opposed: {actor: subject_name, end: object_name, sign: sign, aspect: aspect}
see_also: [paths, effects-of-cargo]
---*/
MATCH (about:Entity {id: $entity})
WITH about, COLLECT { MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: CASE WHEN $disease IS NULL THEN $entity ELSE $disease END})
  WHERE $descendants OR kind.id = $entity OR kind.id = $disease RETURN DISTINCT kind.id AS id ORDER BY id } AS scopes
CALL (about, scopes) {
  MATCH (a:Entity)-[r:CARRIES|LOADED_WITH|RELEASES|LOADS|UNLOADS|DELIVERED_TO|HOMES_TO|TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|BINDS|AMELIORATES|WORSENS]->(o:Entity)
  WHERE about:Disease AND r.kind = 'claim'
  RETURN r, 1 AS far
  UNION
  MATCH walk = (about)-[:CARRIES|LOADED_WITH|RELEASES|LOADS|UNLOADS|DELIVERED_TO|HOMES_TO|TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|BINDS|AMELIORATES|WORSENS*1..3]-(:Entity)
  WHERE NOT about:Disease AND length(walk) <= $steps
  WITH relationships(walk) AS chain
  WHERE all(x IN chain WHERE x.kind = 'claim')
  UNWIND range(1, size(chain)) AS far
  RETURN chain[far - 1] AS r, far
  UNION
  MATCH (about)-[:SECRETES]->(v:Vesicle)-[r:CARRIES|LOADED_WITH|INCREASES|DECREASES|AFFECTS|AMELIORATES|WORSENS|DELIVERED_TO|HOMES_TO]->(:Entity)
  WHERE about:CellSource AND r.kind = 'claim'
  RETURN r, 1 AS far
}
WITH about, scopes, r, min(far) AS distance
WITH r, distance, startNode(r) AS a, endNode(r) AS o, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ((NOT about:Disease AND $disease IS NULL) OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH r, distance, a, o, [x IN matched | split(x, '@')[0]] AS study_ids, [x IN matched | split(x, '@')[1]] AS diseases
RETURN a.id AS subject_id, a.name AS subject_name, head([l IN labels(a) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS subject_type, type(r) AS relation,
       o.id AS object_id, o.name AS object_name, head([l IN labels(o) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS object_type, r.aspect AS aspect, CASE WHEN r.sign IS NULL THEN 'none' WHEN r.sign > 0 THEN 'increase' WHEN r.sign < 0 THEN 'decrease' ELSE 'unknown' END AS sign, distance,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names, r.basis AS basis, r.grade AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [r.claim] AS claims, r.grade_rank AS grade_rank
ORDER BY distance, grade_rank DESC, subject_name, object_name, claims
SKIP $skip LIMIT $limit
