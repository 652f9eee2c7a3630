// Cargo that binds its target
/*---
question: Which cargo directly targets {targets}?
params:
  targets: {type: entity_list, label: [Gene, MRNA, Family, Complex, MiRNA, LncRNA, CircRNA], required: true, example: ["HGNC:12036", "HGNC:6112", "HGNC:11850"], help: "one or more genes, by id or name; repeat the parameter"}
  directness: {type: enum, values: [direct_physical, any], default: direct_physical, example: any, help: "direct_physical: binding was tested (reporter, CLIP, pulldown, sponge); any: any effect in one step"}
returns:
  - {name: cargo_id, type: curie}
  - {name: cargo_name, type: text}
  - {name: cargo_type, type: text}
  - {name: relation, type: text}
  - {name: target_id, type: curie}
  - {name: target_name, type: text}
  - {name: direct, type: bool, help: "binding was tested"}
  - {name: designs, type: text_list, help: "designs of the supporting experiments: reporter_wt_mut, clip ..."}
  - {name: sites, type: text_list, help: "binding sites tested, where the text read names them"}
  - {name: recipient_species, type: text_list, help: "species in which it was looked at"}
  - {name: disease_names, type: text_list, help: "indications of the studies"}
  - {name: carried, type: bool, help: "a study shows or states it in a vesicle"}
  - {name: grade, type: text}
  - {name: level, type: int}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
picture: {claims: claims}
see_also: [cargo-on-target, evidence-of-claim]
---*/
MATCH (t:Entity)
WHERE t.id IN $targets
MATCH (m:Entity)-[r:TARGETS|DECREASES|INCREASES|SPONGES|BINDS]->(t)
WHERE r.kind = 'claim' AND NOT m:CellSource AND NOT m:Vesicle
WITH m, t, r, type(r) AS relation, r.direct OR type(r) = 'SPONGES' OR type(r) = 'BINDS' AS direct,
     [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE $allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL] AS matched
WHERE size(matched) > 0 AND ($directness = 'any' OR direct)
WITH m, t, r, relation, direct, [x IN matched | split(x, '@')[0]] AS study_ids, [x IN matched | split(x, '@')[1]] AS diseases
RETURN m.id AS cargo_id, m.name AS cargo_name, head([l IN labels(m) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS cargo_type,
       relation, t.id AS target_id, t.name AS target_name, direct, coalesce(r.designs, []) AS designs,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN study_ids AND e.site IS NOT NULL
                 RETURN DISTINCT e.site AS site ORDER BY site } AS sites,
       coalesce(r.recipient_species, []) AS recipient_species,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names,
       EXISTS { MATCH (:Vesicle)-[:CARRIES|LOADED_WITH]->(m) } AS carried, r.grade AS grade, r.level AS level,
       COLLECT { UNWIND study_ids AS one MATCH (s:Study {id: one}) WHERE s.doi IS NOT NULL RETURN DISTINCT s.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one MATCH (s:Study {id: one}) RETURN DISTINCT s.id AS id ORDER BY id } AS studies,
       [r.claim] AS claims, r.grade_rank AS grade_rank
ORDER BY target_name, direct DESC, grade_rank DESC, cargo_name, claims
SKIP $skip LIMIT $limit
