// What a node leads to
/*---
question: Which nodes does this one lead to by these relations?
params:
  id: {type: str, help: id of the node}
  types: {type: str_list, help: relationship types}
returns:
  - {name: relation, type: text}
  - {name: link, type: map, help: properties of the relationship}
  - {name: id, type: curie}
  - {name: labels, type: text_list}
  - {name: props, type: map, help: properties of the other node}
---*/
MATCH (n:Entity|DiseaseModel|Claim|Study|Mechanism|Trial)
WHERE n.id = $id
MATCH (n)-[r]->(other)
WHERE type(r) IN $types
RETURN type(r) AS relation, r{.*} AS link, other.id AS id, labels(other) AS labels, other{.*} AS props
ORDER BY relation, coalesce(r.position, 0), id
