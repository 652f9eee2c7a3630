// Claims that rest on cells alone
/*---
question: Which claims rest on cells in culture only, without work in animals or patients?
params:
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
  subjects: {type: enum, values: [cargo, product, any], default: any, example: any, help: "cargo: what molecules do; product: what vesicles and cells do; any: both"}
returns:
  - {name: claim_id, type: claim}
  - {name: claim_name, type: text}
  - {name: subject_name, type: text}
  - {name: relation, type: text}
  - {name: object_name, type: text}
  - {name: aspect, type: text}
  - {name: systems, type: text_list, help: "in_vitro, ex_vivo or in_silico"}
  - {name: level, type: int, help: "the highest ladder level, 0: none"}
  - {name: levels, type: int_list, help: "all levels reached"}
  - {name: next_evidence, type: text, help: "what would take it further"}
  - {name: cells, type: text_list}
  - {name: n_support, type: int}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claim_id]
picture: {claims: claims, table: true}
see_also: [rodent-only-claims, unmeasured-steps]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (a:Entity)-[r:TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|AMELIORATES|WORSENS]->(o:Entity)
WHERE r.kind = 'claim'
WITH scopes, a, r, o, type(r) AS relation, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH a, r, o, relation, [x IN matched | split(x, '@')[0]] AS study_ids
MATCH (c:Claim {id: r.claim})
WHERE size(coalesce(c.systems, [])) > 0 AND none(s IN c.systems WHERE s IN ['in_vivo', 'clinical'])
  AND ($subjects = 'any' OR (a:Vesicle OR a:CellSource) = ($subjects = 'product'))
RETURN c.id AS claim_id, c.name AS claim_name, a.name AS subject_name, relation, o.name AS object_name, c.aspect AS aspect,
       c.systems AS systems, coalesce(c.level, 0) AS level, coalesce(c.levels, []) AS levels,
       CASE WHEN a:Vesicle OR a:CellSource THEN 'the product in an animal model, against a vehicle'
            WHEN coalesce(c.level, 0) < 3 AND a:MiRNA AND NOT 3 IN coalesce(c.levels, []) THEN 'level 3: engagement of the target; then level 5: gain or loss at the donor, in vivo'
            WHEN NOT 4 IN coalesce(c.levels, []) THEN 'level 4: gain or loss at donor or vesicle; then level 5, in vivo'
            ELSE 'level 5: gain or loss at donor or vesicle, in vivo' END AS next_evidence,
       COLLECT { MATCH (c)<-[:SUPPORTS]-(e:Evidence)-[:IN_CONTEXT]->(:Context)-[:IN_CELL]->(cell:Entity) WHERE e.study IN study_ids
                 RETURN DISTINCT cell.name AS name ORDER BY name } AS cells,
       c.n_support AS n_support, c.grade AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [c.id] AS claims, c.grade_rank AS grade_rank
ORDER BY grade_rank DESC, n_support DESC, claim_name, claim_id
SKIP $skip LIMIT $limit
