// Claims that rest on one laboratory
/*---
question: Which claims rest on one laboratory only?
help: >
  Counted by the senior laboratory, the first that a study names. Listed are the claims of a single study, and those of several studies that all name
  the same laboratory. A study whose laboratory the curation does not name cannot be told apart from the others: claims of several studies of which at
  most one laboratory is known come only with include_unknown=true, after the others; n_unstated counts the studies without one.
params:
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
  min_studies: {type: int, default: 1, min: 1, max: 20, example: 1, help: "only claims that so many studies support"}
  include_unknown: {type: bool, default: false, example: true, help: "also claims of several studies whose laboratories are not all named, so that it may be one or more"}
returns:
  - {name: claim_id, type: claim}
  - {name: claim_name, type: text}
  - {name: subject_name, type: text}
  - {name: relation, type: text}
  - {name: object_name, type: text}
  - {name: aspect, type: text}
  - {name: n_studies, type: int}
  - {name: n_groups, type: int}
  - {name: n_unstated, type: int, help: "supporting studies whose laboratory is not named"}
  - {name: one_group, type: bool, help: "true: a single study, or all of them name the same laboratory; false: it may be more than one"}
  - {name: groups, type: text_list, help: "every laboratory that the studies name"}
  - {name: overlap, type: text_list, help: "laboratories that more than one of the studies name"}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claim_id]
picture: {claims: claims, table: true}
show: [subject_name, relation, object_name, n_studies, groups, n_unstated, grade]
see_also: [evidence-of-claim, retraction-impact]
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
WHERE coalesce(c.n_groups, 0) <= 1 AND coalesce(c.n_support, 0) >= $min_studies
// Looked up once for the claims that rest on the same studies.
WITH coalesce(c.supporting_studies, []) AS supporting, study_ids, collect({a: a, o: o, relation: relation, c: c}) AS alike
WITH supporting, study_ids, alike,
     COLLECT { UNWIND supporting AS one MATCH (study:Study {id: one}) UNWIND coalesce(study.groups, []) AS name
               WITH DISTINCT study.id AS id, name RETURN name ORDER BY name, id } AS named,
     COUNT { UNWIND supporting AS one MATCH (study:Study {id: one}) WHERE size(coalesce(study.groups, [])) = 0 RETURN one } AS n_unstated
WITH alike, n_unstated,
     COLLECT { UNWIND named AS name RETURN DISTINCT name ORDER BY name } AS groups,
     COLLECT { UNWIND named AS name WITH name, count(*) AS times WHERE times > 1 RETURN name ORDER BY name } AS overlap,
     COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
     COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies
UNWIND alike AS one
WITH one.a AS a, one.o AS o, one.relation AS relation, one.c AS c, n_unstated, groups, overlap, dois, studies
WHERE $include_unknown OR coalesce(c.n_support, 0) <= 1 OR n_unstated = 0
WITH a, o, relation, c, n_unstated, groups, overlap, dois, studies, c.id AS claim_id, c.name AS claim_name, coalesce(c.n_support, 0) AS n_studies, c.grade_rank AS grade_rank
// Made once a row, as what is ordered by is compared many times: of one laboratory first, then studies, then grade.
WITH a, o, relation, c, n_unstated, groups, overlap, dois, studies, claim_id, claim_name, n_studies, grade_rank, n_studies <= 1 OR n_unstated = 0 AS one_group,
     CASE WHEN n_studies <= 1 OR n_unstated = 0 THEN 0 ELSE 100000 END - 10 * n_studies - grade_rank AS place
RETURN claim_id, claim_name, a.name AS subject_name, relation, o.name AS object_name, c.aspect AS aspect, n_studies, coalesce(c.n_groups, 0) AS n_groups, n_unstated, one_group,
       groups, overlap, c.grade AS grade, dois, studies, [claim_id] AS claims, grade_rank
ORDER BY place, claim_name, claim_id
SKIP $skip LIMIT $limit
