// Diseases of which a disease is a kind
/*---
question: Of which wider diseases is this one a kind?
params:
  id: {type: str, help: the disease's id}
returns:
  - {name: id, type: curie}
  - {name: name, type: text}
  - {name: depth, type: int, help: "steps up to it, from 1"}
---*/
MATCH path = (:Disease {id: $id})-[:IS_A*1..10]->(wider:Disease)
WITH wider, min(length(path)) AS depth
RETURN wider.id AS id, wider.name AS name, depth
ORDER BY depth, id
