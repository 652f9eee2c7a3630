// Claims seen in animals and never in human cells
/*---
question: Which claims are only seen in animals and never in human cells or patients?
help: >
  The species is that of the recipient, which is treated or read; human donor cells do not make a claim human. Every evidence item counts, supporting or not.
  An item whose recipient species is not stated may be human: claims with one come only with include_unstated=true, after the others, and n_species_unstated
  counts these items. A claim of which no species was stated at all is not listed.
params:
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
  min_species: {type: int, default: 1, min: 1, max: 5, example: 1, help: "looked at in recipients of at least so many species"}
  include_unstated: {type: bool, default: false, example: true, help: "also claims with evidence items whose recipient species is not stated"}
returns:
  - {name: claim_id, type: claim}
  - {name: claim_name, type: text}
  - {name: subject_name, type: text}
  - {name: relation, type: text}
  - {name: object_name, type: text}
  - {name: aspect, type: text}
  - {name: recipient_species, type: text_list, help: "species in which it was looked at"}
  - {name: n_species, type: int}
  - {name: n_human, type: int, help: "human evidence items: always 0"}
  - {name: n_species_unstated, type: int, help: "evidence items whose recipient species is not stated: 0, unless they are asked for"}
  - {name: systems, type: text_list}
  - {name: n_support, type: int, help: "the studies named: those that support it in what was asked for"}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claim_id]
picture: {claims: claims, table: true}
see_also: [cell-only-claims, evidence-of-claim]
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
WHERE size(coalesce(c.recipient_species, [])) >= $min_species AND NOT 'NCBITaxon:9606' IN coalesce(c.recipient_species, [])
WITH a, o, relation, c, study_ids,
     COLLECT { MATCH (c)<-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(e:Evidence)
               WITH e.id AS id, CASE WHEN e.recipient_species = 'NCBITaxon:9606' OR e.system = 'clinical' THEN 'human'
                    WHEN e.recipient_species IS NULL AND ($include_retracted OR NOT e.set_aside) THEN 'unstated' ELSE 'animal' END AS kind
               RETURN kind ORDER BY kind, id } AS seen
WHERE NOT 'human' IN seen
WITH a, o, relation, c, study_ids, size([k IN seen WHERE k = 'unstated']) AS n_species_unstated
WHERE $include_unstated OR n_species_unstated = 0
// Looked up once for the claims that the same studies report.
WITH study_ids, collect({a: a, o: o, relation: relation, c: c, unstated: n_species_unstated}) AS alike
WITH alike, COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
     COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois
UNWIND alike AS one
WITH one.a AS a, one.o AS o, one.relation AS relation, one.c AS c, one.unstated AS n_species_unstated, studies, dois,
     // Made once a row, as what is ordered by is compared many times: all species stated first, then grade, then studies.
     one.c.id AS claim_id, one.c.name AS claim_name, one.c.grade_rank AS grade_rank, CASE one.unstated WHEN 0 THEN 0 ELSE 100000 END - 10000 * one.c.grade_rank - size(studies) AS place
RETURN claim_id, claim_name, a.name AS subject_name, relation, o.name AS object_name, c.aspect AS aspect,
       c.recipient_species AS recipient_species, size(c.recipient_species) AS n_species, 0 AS n_human, n_species_unstated, coalesce(c.systems, []) AS systems, size(studies) AS n_support, c.grade AS grade,
       dois, studies, [claim_id] AS claims, grade_rank
ORDER BY place, claim_name, claim_id
SKIP $skip LIMIT $limit
