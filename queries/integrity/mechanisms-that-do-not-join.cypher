// Mechanisms whose claims do not join
/*---
question: Which mechanisms have two consecutive claims of which the second does not begin where the first ends?
help: A step that is no claim (the pathway's own edge, or background) lies between two positions that do not follow each other.
returns:
  - {name: mechanism, type: mechanism}
  - {name: position, type: int, help: position of the first of the two}
---*/
MATCH (m:Mechanism)-[one:HAS_STEP]->(a:Claim)-[:HAS_OBJECT]->(middle:Entity)
MATCH (m)-[two:HAS_STEP]->(b:Claim)-[:HAS_SUBJECT]->(next:Entity)
WHERE two.position = one.position + 1 AND middle.id <> next.id
RETURN m.id AS mechanism, one.position AS position
ORDER BY mechanism, position
LIMIT 100
