// Is the dose enough for copies of the cargo to act?
/*---
question: Is the vesicle dose plausible for a mechanism by copies of {cargo}?
help: >
  A row is one measured quantity: of the cargo itself, or, where scope is general, of miRNA in vesicles at large. implied_copies_per_cell is copies per vesicle times
  vesicles per cell, and only given where a study of this cargo states its dose in particles per cell; nothing is converted between units.
params:
  cargo: {type: entity, label: CARGO, example: "mirbase.mature:MIMAT0000280", help: "the cargo, by id or name; left out: all quantities"}
  claim: {type: claim, example: "exomech:claim-35ed5f61480c", help: "a claim: its subject, where that is a cargo, is the cargo asked about"}
returns:
  - {name: quantity_id, type: curie}
  - {name: scope, type: text, help: "this cargo, or general"}
  - {name: cargo_name, type: text, help: "what was counted; empty: no single cargo named"}
  - {name: kind, type: text}
  - {name: value, type: float}
  - {name: low, type: float}
  - {name: high, type: float}
  - {name: unit, type: text}
  - {name: method, type: text}
  - {name: copies_per_vesicle, type: float, help: "where the quantity says so"}
  - {name: particles_per_cell, type: float, help: "the largest dose, in particles per cell, of experiments with this cargo or its products"}
  - {name: implied_copies_per_cell, type: float}
  - {name: particle_doses, type: text_list, help: "other doses in particles of such experiments, as stated"}
  - {name: concern, type: text}
  - {name: critiques, type: text_list, help: "critiques that the graph holds of the same studies"}
  - {name: statement, type: text}
  - {name: locator, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list, help: "claims about what the cargo does"}
key: [quantity_id]
picture: {claims: claims, table: true}
show: [scope, copies_per_vesicle, particles_per_cell, implied_copies_per_cell, concern, statement]
see_also: [doses, effects-of-cargo]
---*/
OPTIONAL MATCH (:Claim {id: $claim})-[:HAS_SUBJECT]->(subject:Entity)
WHERE NOT (subject:Vesicle OR subject:CellSource)
WITH coalesce($cargo, subject.id) AS wanted
MATCH (q:Quantity)-[:REPORTED_IN]->(study:Study)
WHERE ($include_retracted OR NOT study.set_aside)
  AND q.kind IN ['copies_per_vesicle', 'vesicles_per_copy', 'share_of_vesicles', 'share_in_vesicles', 'copies_per_cell', 'particles_per_cell', 'rnase_sensitive_share']
  AND ($allowed IS NULL OR $allowed[study.id] IS NOT NULL)
OPTIONAL MATCH (q)-[:MEASURED_OF]->(m:Entity)
WITH wanted, q, study, m
WHERE wanted IS NULL OR m IS NULL OR m.id = wanted
WITH q, study, m, coalesce(wanted, m.id) AS cargo,
     CASE q.kind WHEN 'copies_per_vesicle' THEN q.value WHEN 'vesicles_per_copy' THEN 1.0 / q.value ELSE null END AS copies
WITH q, study, m, cargo, copies,
     COLLECT { MATCH (e:Evidence)-[:IN_CONTEXT]->(x:Context) WHERE x.dose_unit = 'particles' AND x.dose_per = 'cell' AND ($include_retracted OR NOT e.set_aside)
               MATCH (e)-[:SUPPORTS]->(c:Claim)-[:HAS_SUBJECT]->(s:Entity)
               WHERE ($allowed IS NULL OR $allowed[c.id + '|' + e.study] IS NOT NULL)
                 AND (s.id = cargo OR cargo IN coalesce(s.gained, []) OR EXISTS { MATCH (s)-[held:CARRIES]->(:Entity {id: cargo}) WHERE size(held.reports) > 0 })
               RETURN coalesce(x.dose_high, x.dose_value) AS dose ORDER BY dose DESC } AS per_cell,
     COLLECT { MATCH (e:Evidence)-[:IN_CONTEXT]->(x:Context) WHERE x.dose_unit = 'particles' AND (x.dose_per IS NULL OR x.dose_per <> 'cell') AND ($include_retracted OR NOT e.set_aside)
               MATCH (e)-[:SUPPORTS]->(c:Claim)-[:HAS_SUBJECT]->(s:Entity)
               WHERE ($allowed IS NULL OR $allowed[c.id + '|' + e.study] IS NOT NULL)
                 AND (s.id = cargo OR cargo IN coalesce(s.gained, []) OR EXISTS { MATCH (s)-[held:CARRIES]->(:Entity {id: cargo}) WHERE size(held.reports) > 0 })
               RETURN DISTINCT x.dose + ' (' + x.study + ')' AS text ORDER BY text } AS particle_doses,
     COLLECT { MATCH (s:Entity {id: cargo})-[f:TARGETS|INCREASES|DECREASES|SPONGES|AMELIORATES|WORSENS]->(:Entity) WHERE f.kind = 'claim'
                 AND any(x IN f.reports + CASE WHEN $include_retracted THEN f.reports_retracted ELSE [] END WHERE $allowed IS NULL OR $allowed[f.claim + '|' + split(x, '@')[0]] IS NOT NULL)
               RETURN DISTINCT f.claim AS id ORDER BY id } AS claims
RETURN q.id AS quantity_id, CASE WHEN m IS NULL THEN 'general' ELSE 'this cargo' END AS scope, m.name AS cargo_name, q.kind AS kind, q.value AS value, q.low AS low, q.high AS high,
       q.unit AS unit, q.method AS method, copies AS copies_per_vesicle, head(per_cell) AS particles_per_cell, copies * head(per_cell) AS implied_copies_per_cell, particle_doses,
       CASE WHEN copies IS NULL THEN 'no copies per vesicle in this quantity'
            WHEN copies * head(per_cell) < 100 THEN 'fewer than 100 copies a cell even if every vesicle is taken up: copies alone hardly explain an effect'
            WHEN copies * head(per_cell) >= 100 THEN 'at least 100 copies a cell if every vesicle is taken up'
            WHEN cargo IS NULL AND copies < 1 THEN 'under one copy a vesicle: the dose in vesicles per cell decides; ask about a cargo to see what is known of its doses'
            WHEN cargo IS NULL THEN 'ask about a cargo to see what is known of its doses'
            WHEN copies < 1 THEN 'under one copy a vesicle: the dose in vesicles per cell decides, and what was read of the studies of this cargo does not state it'
            ELSE 'what was read does not state the dose in vesicles per cell' END AS concern,
       COLLECT { MATCH (k:Critique)-[:REPORTED_IN]->(study) RETURN k.statement AS text ORDER BY text } AS critiques,
       q.statement AS statement, q.locator AS locator, CASE WHEN study.doi IS NULL THEN [] ELSE [study.doi] END AS dois, [study.id] AS studies, claims
ORDER BY scope DESC, kind, quantity_id
SKIP $skip LIMIT $limit
