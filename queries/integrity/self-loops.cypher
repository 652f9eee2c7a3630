// Entities that act on themselves
/*---
question: Which edges lead from an entity to itself?
returns:
  - {name: id, type: curie}
  - {name: relation, type: text}
  - {name: claim, type: claim}
---*/
MATCH (a:Entity)-[r]->(a)
RETURN a.id AS id, type(r) AS relation, r.claim AS claim
ORDER BY id, relation, claim
LIMIT 100
