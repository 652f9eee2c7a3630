// What shifts cells from one state to another
/*---
question: What shifts cells from {state_from} to {state_to}, and via what?
help: >
  A row is an actor that raises the state shifted to, and lowers the state shifted from where one is given. reported: one study shows both; assembled: two studies.
  What the shift goes by is what stands between actor and state in a chain that these studies draw, and what their experiments changed beside the actor; other
  effects of the actor are not told here (effects-of-cargo tells them).
params:
  state_to: {type: entity, label: CellType, required: true, example: "CL:0000890", help: "the state that rises (M2, Treg ...), by id or name"}
  state_from: {type: entity, label: CellType, example: "CL:0000863", help: "the state that falls (M1, Th17 ...), by id or name"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
  actors: {type: enum, values: [cargo, product, any], default: any, example: any, help: "cargo: molecules and processes; product: vesicles and cells; any: both"}
returns:
  - {name: actor_id, type: curie}
  - {name: actor_name, type: text}
  - {name: actor_type, type: text}
  - {name: from_name, type: text, help: "empty where no state was given"}
  - {name: to_name, type: text}
  - {name: tier, type: text}
  - {name: cargo_names, type: text_list, help: "cargo by which a product acts: carried or released by it in such a chain"}
  - {name: targets, type: text_list, help: "genes between actor and state, each with what the step before does to it"}
  - {name: pathways, type: text_list, help: "pathways and processes between them, the same way"}
  - {name: perturbed, type: text_list, help: "what else the experiments changed, where, by what, and what became of the shift"}
  - {name: source_names, type: text_list}
  - {name: priming, type: text_list}
  - {name: disease_names, type: text_list}
  - {name: grade, type: text, help: "the weaker grade of the two claims"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
show: [actor_name, cargo_names, targets, pathways, perturbed, to_name, disease_names, grade]
picture: {claims: claims}
apart: [state_from, state_to]
see_also: [recipient-cells, effects-of-cargo]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (z:CellType)-[:IS_A*0..10]->(:CellType {id: $state_to})
WHERE $descendants OR z.id = $state_to
MATCH (a:Entity)-[r:INCREASES]->(z)
WHERE r.kind = 'claim' AND ($actors = 'any' OR (a:Vesicle OR a:CellSource) = ($actors = 'product'))
WITH scopes, a, r, z, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS raised
WHERE size(raised) > 0
OPTIONAL MATCH (a)-[f:DECREASES]->(y:CellType)-[:IS_A*0..10]->(:CellType {id: $state_from})
WHERE f.kind = 'claim' AND ($descendants OR y.id = $state_from)
WITH DISTINCT a, r, z, raised, f, y, scopes
WHERE $state_from IS NULL OR f IS NOT NULL
WITH a, r, z, f, y, raised, CASE WHEN f IS NULL THEN [] ELSE [x IN f.reports + CASE WHEN $include_retracted THEN f.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[f.claim + '|' + split(x, '@')[0]] IS NOT NULL)] END AS lowered
WITH a, r, z, f, y, raised, lowered, CASE WHEN f IS NULL THEN raised ELSE [x IN raised WHERE x IN lowered] END AS together
WHERE size(together) > 0 OR ($tier = 'assembled' AND size(lowered) > 0)
WITH a, r, z, f, y, CASE WHEN size(together) > 0 THEN together ELSE raised + lowered END AS used,
     CASE WHEN size(together) > 0 THEN 'reported' ELSE 'assembled' END AS tier,
     CASE WHEN f IS NULL OR r.grade_rank < f.grade_rank THEN r.grade_rank ELSE f.grade_rank END AS grade_rank,
     CASE WHEN f IS NULL THEN [r.claim] ELSE [f.claim, r.claim] END AS claims
WITH a, z, y, tier, grade_rank, claims, [x IN used | split(x, '@')[0]] AS study_ids, [x IN used | split(x, '@')[1]] AS diseases
WITH a, z, y, tier, grade_rank, claims, study_ids, diseases,
     COLLECT { MATCH (m:Mechanism)-[h:HAS_STEP]->(goal:Claim) WHERE m.study IN study_ids AND (goal.object = z.id OR goal.object = y.id)
               MATCH (m)-[b:HAS_STEP]->(begin:Claim {subject: a.id}) WHERE b.position < h.position
               MATCH (m)-[w:HAS_STEP]->(way:Claim) WHERE w.position >= b.position AND w.position < h.position
               RETURN DISTINCT way.id AS id ORDER BY id } AS between
RETURN a.id AS actor_id, a.name AS actor_name, head([l IN labels(a) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS actor_type, y.name AS from_name, z.name AS to_name, tier,
       COLLECT { UNWIND between AS one MATCH (c:Claim {id: one})-[:HAS_OBJECT]->(o:Entity) WHERE c.family IN ['CARRIES', 'LOADED_WITH', 'RELEASES', 'DELIVERED_TO']
                 RETURN DISTINCT o.name AS name ORDER BY name } AS cargo_names,
       COLLECT { UNWIND between AS one MATCH (c:Claim {id: one})-[:HAS_OBJECT]->(o:Gene|Family|Complex) WHERE NOT c.family IN ['CARRIES', 'LOADED_WITH', 'RELEASES', 'DELIVERED_TO']
                 MATCH (c)-[:HAS_SUBJECT]->(s:Entity)
                 WITH s.name + CASE WHEN c.sign > 0 THEN ' raises ' WHEN c.sign < 0 THEN ' lowers ' ELSE ' changes ' END + o.name AS text RETURN DISTINCT text ORDER BY text } AS targets,
       COLLECT { UNWIND between AS one MATCH (c:Claim {id: one})-[:HAS_OBJECT]->(o:Pathway|Process) MATCH (c)-[:HAS_SUBJECT]->(s:Entity)
                 WITH s.name + CASE WHEN c.sign > 0 THEN ' raises ' WHEN c.sign < 0 THEN ' lowers ' ELSE ' changes ' END + o.name AS text RETURN DISTINCT text ORDER BY text } AS pathways,
       COLLECT { UNWIND claims AS one MATCH (:Claim {id: one})<-[:SUPPORTS]-(e:Evidence)-[p:PERTURBED]->(x:Entity) WHERE e.study IN study_ids AND x.id <> a.id
                 WITH x.name + ': ' + p.change + ' at ' + p.at + ' by ' + p.by + CASE WHEN p.effect IS NULL THEN '' ELSE ', effect ' + p.effect END AS text
                 RETURN DISTINCT text ORDER BY text } AS perturbed,
       COLLECT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:SUPPORTS]-(e:Evidence), (s:CellSource) WHERE e.study IN study_ids AND s.id = e.source
                 RETURN DISTINCT s.name AS name ORDER BY name } AS source_names,
       COLLECT { UNWIND claims AS one MATCH (c:Claim {id: one})<-[:SUPPORTS]-(e:Evidence)-[:USED]->(:Preparation)-[:PRIMED_BY]->(s:Entity) WHERE e.study IN study_ids
                 RETURN DISTINCT s.name AS name ORDER BY name } AS priming,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names, ['unsupported', 'weak', 'moderate', 'strong'][grade_rank] AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims, grade_rank
ORDER BY tier DESC, grade_rank DESC, actor_name, claims
SKIP $skip LIMIT $limit
