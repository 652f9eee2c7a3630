// What falls when a study is retracted
/*---
question: Which claims and mechanisms lose support if {study} is retracted?
params:
  study: {type: study, required: true, example: "pubmed:34249964", help: "the study's id, DOI, or author and year; it may be retracted already, or its record withdrawn"}
returns:
  - {name: claim_id, type: claim}
  - {name: claim_name, type: text}
  - {name: verdict, type: text, help: "falls: no other study supports it; weakened: its grade drops; stands: it keeps its grade"}
  - {name: grade_now, type: text, help: "with every study that is neither retracted nor withdrawn"}
  - {name: grade_without, type: text, help: "without this study"}
  - {name: remaining_studies, type: study_list, help: "other studies that support it and are neither retracted nor withdrawn"}
  - {name: mechanisms_broken, type: curie_list, help: "mechanisms of any study with this claim as a step that no other study supports"}
  - {name: mechanism_names, type: text_list}
  - {name: already_retracted, type: bool}
  - {name: notices, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [claim_id]
picture: {claims: claims, table: true}
show: [claim_name, verdict, grade_now, grade_without, remaining_studies, mechanism_names]
refuses: {include_retracted: "the study asked about may be retracted already, and other retracted studies support nothing that could remain"}
see_also: [evidence-of-claim, contradictions]
---*/
MATCH (s:Study {id: $study})<-[:REPORTED_IN]-(e:Evidence)-[:SUPPORTS]->(c:Claim)
WHERE $allowed IS NULL OR $allowed[c.id + '|' + s.id] IS NOT NULL
WITH DISTINCT s, c
WITH s, c, [x IN coalesce(c.supporting_studies, []) WHERE x <> s.id] AS remaining,
     head([x IN coalesce(c.grades_without, []) WHERE x STARTS WITH s.id + '=' | split(x, '=')[1]]) AS computed
WITH s, c, remaining, CASE WHEN size(remaining) = 0 THEN 'unsupported' WHEN s.set_aside THEN c.grade ELSE computed END AS grade_without
WITH s, c, remaining, grade_without,
     CASE WHEN size(remaining) = 0 THEN 'falls' WHEN grade_without = c.grade THEN 'stands' ELSE 'weakened' END AS verdict
RETURN c.id AS claim_id, c.name AS claim_name, verdict, c.grade AS grade_now, grade_without, remaining AS remaining_studies,
       CASE WHEN verdict = 'falls' THEN COLLECT { MATCH (m:Mechanism)-[:HAS_STEP]->(c) RETURN DISTINCT m.id AS id ORDER BY id } ELSE [] END AS mechanisms_broken,
       CASE WHEN verdict = 'falls' THEN COLLECT { MATCH (m:Mechanism)-[:HAS_STEP]->(c) WITH DISTINCT m.id AS id, m.name AS name ORDER BY id RETURN name } ELSE [] END AS mechanism_names,
       s.retracted AS already_retracted, coalesce(s.notices, []) AS notices, [s.id] AS studies, [c.id] AS claims
ORDER BY CASE verdict WHEN 'falls' THEN 0 WHEN 'weakened' THEN 1 ELSE 2 END, claim_name, claim_id
SKIP $skip LIMIT $limit
