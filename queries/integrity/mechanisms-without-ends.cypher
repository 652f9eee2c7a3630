// Mechanisms that do not begin or end where they say
/*---
question: Which mechanisms have a first claim with another subject, or a last claim with another object, than stated?
returns:
  - {name: mechanism, type: mechanism}
---*/
MATCH (m:Mechanism)
WHERE NOT EXISTS { (m)-[:STARTS_AT]->(:Entity) } OR NOT EXISTS { (m)-[:ENDS_AT]->(:Entity) }
   OR (head(m.step_kinds) = 'claim' AND NOT EXISTS { MATCH (m)-[h:HAS_STEP]->(:Claim)-[:HAS_SUBJECT]->(x:Entity) WHERE h.position = 1 AND x.id = m.start })
   OR (last(m.step_kinds) = 'claim' AND NOT EXISTS { MATCH (m)-[h:HAS_STEP]->(:Claim)-[:HAS_OBJECT]->(x:Entity) WHERE h.position = size(m.step_kinds) AND x.id = m.end })
RETURN m.id AS mechanism
ORDER BY mechanism
LIMIT 100
