// Cargo found in the vesicles of a source
/*---
question: Which cargo is found in vesicles of {msc_source}, and which of it is known to do something?
params:
  msc_source: {type: entity, label: CellSource, required: true, example: "CL:0002540", help: "the MSC's tissue of origin, by id or name; its subtypes are meant too, unless descendants=false"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: cargo_id, type: curie}
  - {name: cargo_name, type: text}
  - {name: cargo_type, type: text}
  - {name: product_ids, type: curie_list}
  - {name: product_names, type: text_list}
  - {name: detected_in, type: study_list, help: "studies that measured it in the vesicle (ladder level 1)"}
  - {name: n_detected, type: int}
  - {name: inferred_in, type: study_list, help: "studies that only state it"}
  - {name: highest_level, type: int, help: "highest ladder level that a claim about what this cargo does reaches, whatever the source; 0: none"}
  - {name: effects, type: text_list, help: "what it was seen to do, best graded first, at most ten"}
  - {name: function_claims, type: claim_list}
  - {name: grade, type: text, help: "the best grade of its carriage claims"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [cargo_id]
picture: {claims: claims}
see_also: [effects-of-cargo, compare-sources]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (source:CellSource)-[:IS_A*0..8]->(:CellSource {id: $msc_source})
WHERE $descendants OR source.id = $msc_source
WITH scopes, collect(DISTINCT source.id) AS sources
MATCH (v:Vesicle)-[r:CARRIES]->(c:Entity)
WHERE v.source IN sources
WITH scopes, v, r, c, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH c, v, r, matched, [x IN matched WHERE x IN r.measured_in] AS seen
ORDER BY v.id, r.claim
WITH c, collect(DISTINCT v.id) AS product_ids, collect(DISTINCT v.name) AS product_names, collect(DISTINCT r.claim) AS claims, max(r.grade_rank) AS grade_rank,
     collect(matched) AS lists, collect(seen) AS seen_lists
WITH c, product_ids, product_names, claims, grade_rank, [x IN reduce(found = [], l IN lists | found + l) | split(x, '@')[0]] AS study_ids,
     [x IN reduce(found = [], l IN seen_lists | found + l) | split(x, '@')[0]] AS seen_ids
WITH c, product_ids, product_names, claims, grade_rank, study_ids,
     COLLECT { UNWIND seen_ids AS one RETURN DISTINCT one ORDER BY one } AS detected_in,
     COLLECT { MATCH (c)-[f:TARGETS|INCREASES|DECREASES|SPONGES|BINDS|AMELIORATES|WORSENS]->(o:Entity) WHERE f.kind = 'claim' AND size(f.reports) > 0
               RETURN type(f) + ' ' + o.name + ' (' + f.aspect + ')' AS text ORDER BY f.grade_rank DESC, text, f.claim } AS effects,
     COLLECT { MATCH (c)-[f:TARGETS|INCREASES|DECREASES|SPONGES|BINDS|AMELIORATES|WORSENS]->(:Entity) WHERE f.kind = 'claim' AND size(f.reports) > 0
               RETURN f.level AS level ORDER BY level DESC } AS levels,
     COLLECT { MATCH (c)-[f:TARGETS|INCREASES|DECREASES|SPONGES|BINDS|AMELIORATES|WORSENS]->(:Entity) WHERE f.kind = 'claim' AND size(f.reports) > 0
               RETURN DISTINCT f.claim AS claim ORDER BY claim } AS function_claims
RETURN c.id AS cargo_id, c.name AS cargo_name, head([l IN labels(c) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS cargo_type, product_ids, product_names,
       detected_in, size(detected_in) AS n_detected,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE NOT study.id IN detected_in RETURN DISTINCT study.id AS id ORDER BY id } AS inferred_in,
       coalesce(head(levels), 0) AS highest_level, effects[0..10] AS effects, function_claims, ['unsupported', 'weak', 'moderate', 'strong'][grade_rank] AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims, grade_rank
ORDER BY n_detected DESC, highest_level DESC, cargo_name, cargo_id
SKIP $skip LIMIT $limit
