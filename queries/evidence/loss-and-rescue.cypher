// Claims with loss of the cargo, and rescue
/*---
question: For which claims was the cargo taken away, and brought back?
help: >
  Claims about what a product carries, is loaded with or releases, or what was lacking in the donor or the vesicle, of which a study took it away. A rescue is the cargo given back
  in an experiment that had taken it away, or another perturbation that brought the effect back there; cargo added to what had it all along
  is told apart, as a gain. "Not alone": the experiment changed other claimed cargo with it, which proves neither.
params:
  cargo: {type: entity, label: CARGO, example: "mirbase.mature:MIMAT0000256", help: "only this cargo, by id or name"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
  with_rescue: {type: bool, default: false, example: false, help: "only claims that also have a rescue"}
returns:
  - {name: claim_id, type: claim}
  - {name: claim_name, type: text}
  - {name: subject_name, type: text}
  - {name: relation, type: text}
  - {name: object_name, type: text}
  - {name: aspect, type: text}
  - {name: losses, type: text_list, help: "what was taken away, where, by what, and what became of the effect"}
  - {name: rescues, type: text_list, help: "the cargo given back, or another perturbation that brought the effect back"}
  - {name: gains, type: text_list, help: "cargo added to what had not lost it"}
  - {name: designs, type: text_list}
  - {name: level, type: int}
  - {name: levels, type: int_list}
  - {name: in_vivo, type: bool, help: "a loss was made in vivo"}
  - {name: n_groups, type: int}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claim_id]
picture: {claims: claims, table: true}
show: [subject_name, relation, object_name, losses, rescues, level, grade]
see_also: [evidence-of-claim, effects-of-cargo]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (a:Entity)-[r:TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|AMELIORATES|WORSENS]->(o:Entity)
WHERE r.kind = 'claim' AND NOT (a:Vesicle OR a:CellSource) AND ($cargo IS NULL OR a.id = $cargo)
WITH scopes, a, r, o, type(r) AS relation, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH a, r, o, relation, [x IN matched | split(x, '@')[0]] AS study_ids,
     EXISTS { MATCH (:Entity)-[held:CARRIES|LOADED_WITH|RELEASES]->(a) WHERE size(held.reports) > 0 OR $include_retracted } AS borne
MATCH (c:Claim {id: r.claim})
WITH a, r, o, relation, c, study_ids,
     COLLECT { MATCH (c)<-[:SUPPORTS]-(e:Evidence)-[p:PERTURBED]->(a) WHERE e.study IN study_ids AND p.change = 'loss' AND (borne OR p.at IN ['donor', 'vesicle'])
               WITH e.study + ': loss at ' + p.at + ' by ' + p.by + CASE WHEN p.effect IS NULL THEN '' ELSE ', effect ' + p.effect END + CASE WHEN p.joint THEN ', not alone' ELSE '' END AS text
               RETURN DISTINCT text ORDER BY text } AS losses,
     COLLECT { MATCH (c)<-[:SUPPORTS]-(e:Evidence)-[p:PERTURBED]->(a) WHERE e.study IN study_ids AND p.change = 'loss' AND (borne OR p.at IN ['donor', 'vesicle'])
               RETURN DISTINCT e.study AS id ORDER BY id } AS loss_studies
WHERE size(losses) > 0
WITH a, r, o, relation, c, study_ids, losses, loss_studies,
     COLLECT { MATCH (c)<-[:SUPPORTS]-(e:Evidence)-[p:PERTURBED]->(x:Entity) WHERE e.study IN loss_studies
               WITH e, p, x, x.id = a.id AND p.change = 'gain' AS back, EXISTS { MATCH (e)-[q:PERTURBED]->(a) WHERE q.change = 'loss' } AS taken
               WHERE (back AND (taken OR p.effect = 'reversed')) OR (x.id <> a.id AND taken AND p.effect = 'reversed')
               WITH e.study + ': ' + p.change + ' of ' + x.name + ' at ' + p.at + ' by ' + p.by + CASE WHEN p.effect IS NULL THEN '' ELSE ', effect ' + p.effect END + CASE WHEN p.joint THEN ', not alone' ELSE '' END AS text
               RETURN DISTINCT text ORDER BY text } AS rescues,
     COLLECT { MATCH (c)<-[:SUPPORTS]-(e:Evidence)-[p:PERTURBED]->(a) WHERE e.study IN study_ids AND p.change = 'gain' AND coalesce(p.effect, '') <> 'reversed'
                 AND NOT EXISTS { MATCH (e)-[q:PERTURBED]->(a) WHERE q.change = 'loss' }
               WITH e.study + ': gain at ' + p.at + ' by ' + p.by + CASE WHEN p.effect IS NULL THEN '' ELSE ', effect ' + p.effect END + CASE WHEN p.joint THEN ', not alone' ELSE '' END AS text
               RETURN DISTINCT text ORDER BY text } AS gains
WHERE NOT $with_rescue OR size(rescues) > 0
RETURN c.id AS claim_id, c.name AS claim_name, a.name AS subject_name, relation, o.name AS object_name, c.aspect AS aspect, losses, rescues, gains, coalesce(c.designs, []) AS designs, coalesce(c.level, 0) AS level, coalesce(c.levels, []) AS levels,
       EXISTS { MATCH (c)<-[:SUPPORTS]-(e:Evidence)-[p:PERTURBED]->(a) WHERE e.study IN loss_studies AND p.change = 'loss' AND e.system = 'in_vivo' } AS in_vivo,
       c.n_groups AS n_groups, c.grade AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [c.id] AS claims, c.grade_rank AS grade_rank
ORDER BY grade_rank DESC, level DESC, claim_name, claim_id
SKIP $skip LIMIT $limit
