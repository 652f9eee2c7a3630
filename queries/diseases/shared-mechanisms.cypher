// Mechanisms shared by diseases
/*---
question: Which mechanism steps are shared by {diseases}?
help: >
  One row is a step that studies of every disease asked for report. Where one of the diseases is a kind of another, its studies count for it alone: the other then stands
  for the rest of its kinds, and by_disease says so. A study of two diseases of which neither is a kind of the other counts for both; n_studies tells of how many studies the row is made.
params:
  diseases: {type: entity_list, label: Disease, required: true, min: 2, example: ["MONDO:0005265", "MONDO:0006502"], help: "two or more diseases, by ids or names, each with its kinds; repeat the parameter"}
  steps: {type: enum, values: [mechanism, any], default: any, example: any, help: "mechanism: what cargo and molecules do; any: also what products do"}
returns:
  - {name: actor_id, type: curie}
  - {name: actor_name, type: text}
  - {name: actor_type, type: text}
  - {name: relation, type: text}
  - {name: effect_id, type: curie}
  - {name: effect_name, type: text}
  - {name: aspect, type: text}
  - {name: by_disease, type: text_list, help: "one a disease asked for: its name, with those left out that are asked for by themselves, and the studies that report the step there"}
  - {name: n_studies, type: int}
  - {name: differing, type: text_list, help: "other steps of the mechanisms that hold this one, which not all of the diseases share"}
  - {name: mechanisms, type: mechanism_list}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
show: [actor_name, relation, effect_name, by_disease, n_studies, grade]
picture: {claims: claims}
see_also: [compare-sources, mirnas-on-pathway]
---*/
MATCH (asked:Disease)
WHERE asked.id IN $diseases
MATCH (kind:Disease)-[:IS_A*0..10]->(asked)
WHERE $descendants OR kind.id = asked.id
WITH asked, kind.id AS kind_id ORDER BY kind_id
WITH asked, collect(DISTINCT kind_id) AS kinds
WITH asked, kinds,
     COLLECT { MATCH (part:Disease)-[:IS_A*1..10]->(asked) WHERE part.id IN $diseases RETURN DISTINCT part.name AS name ORDER BY name } AS part_names,
     COLLECT { MATCH (kind:Disease)-[:IS_A*0..10]->(part:Disease)-[:IS_A*1..10]->(asked) WHERE part.id IN $diseases RETURN DISTINCT kind.id AS id ORDER BY id } AS apart
ORDER BY asked.id
WITH collect({id: asked.id, name: reduce(t = asked.name, i IN range(0, size(part_names) - 1) | t + CASE i WHEN 0 THEN ' without ' ELSE ' and ' END + part_names[i]), kinds: kinds, apart: apart}) AS areas
MATCH (a:Entity)-[r:TARGETS|INCREASES|DECREASES|SPONGES|AFFECTS|RELEASES|CARRIES]->(o:Entity)
WHERE r.kind = 'claim' AND ($steps = 'any' OR NOT (a:Vesicle OR a:CellSource))
WITH areas, a, r, o, type(r) AS relation, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WITH areas, a, r, o, relation, [w IN areas | {name: w.name,
       pairs: [x IN matched WHERE split(x, '@')[1] IN w.kinds AND none(k IN w.apart WHERE split(x, '@')[0] + '@' + k IN matched)]}] AS parts
WHERE all(p IN parts WHERE size(p.pairs) > 0)
WITH areas, a, r, o, relation, parts, [x IN reduce(found = [], p IN parts | found + p.pairs) | split(x, '@')[0]] AS study_ids
WITH areas, a, r, o, relation, parts, study_ids,
     COLLECT { MATCH (m:Mechanism)-[:HAS_STEP]->(:Claim {id: r.claim}) WHERE m.study IN study_ids RETURN DISTINCT m.id AS id ORDER BY id } AS mechanisms,
     COLLECT { MATCH (m:Mechanism)-[:HAS_STEP]->(:Claim {id: r.claim}) WHERE m.study IN study_ids
               MATCH (m)-[:HAS_STEP]->(other:Claim) WHERE other.id <> r.claim
               MATCH (study:Study {id: m.study})
               WITH other, reduce(found = [], d IN collect(study.indications) | found + d) AS seen
               RETURN {name: other.name, seen: seen} AS step ORDER BY other.name, other.id } AS others
WITH a, r, o, relation, parts, study_ids, mechanisms, [s IN others WHERE NOT all(w IN areas WHERE any(d IN s.seen WHERE d IN w.kinds AND NOT d IN w.apart)) | s.name] AS differing,
     COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies
RETURN a.id AS actor_id, a.name AS actor_name, head([l IN labels(a) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS actor_type, relation, o.id AS effect_id, o.name AS effect_name, r.aspect AS aspect,
       [p IN parts | p.name + ': ' + reduce(t = '', x IN p.pairs | CASE WHEN t CONTAINS split(x, '@')[0] THEN t WHEN t = '' THEN split(x, '@')[0] ELSE t + ', ' + split(x, '@')[0] END)] AS by_disease,
       size(studies) AS n_studies, differing, mechanisms, r.grade AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       studies, [r.claim] AS claims, r.grade_rank AS grade_rank
ORDER BY n_studies DESC, grade_rank DESC, actor_name, effect_name, claims
SKIP $skip LIMIT $limit
