// Entities by id
/*---
question: What are these?
params:
  ids: {type: str_list, help: ids of entities}
returns:
  - {name: props, type: map}
  - {name: labels, type: text_list}
  - {name: id, type: curie}
---*/
MATCH (n:Entity|Disease|DiseaseModel)
WHERE n.id IN $ids
RETURN n{.*} AS props, labels(n) AS labels, n.id AS id
ORDER BY id
