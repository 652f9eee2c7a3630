// Claims that have not exactly one subject and one object
/*---
question: Which claims lack a subject or an object, or have several?
returns:
  - {name: claim, type: claim}
  - {name: subjects, type: int}
  - {name: objects, type: int}
---*/
MATCH (c:Claim)
WITH c.id AS claim, COUNT { (c)-[:HAS_SUBJECT]->(:Entity) } AS subjects, COUNT { (c)-[:HAS_OBJECT]->(:Entity) } AS objects
WHERE subjects <> 1 OR objects <> 1
RETURN claim, subjects, objects
ORDER BY claim
LIMIT 100
