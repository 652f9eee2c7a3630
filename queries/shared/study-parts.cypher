// Preparations and contexts of a study
/*---
question: Which preparations and contexts does this study describe?
params:
  id: {type: str, help: the study's id}
returns:
  - {name: labels, type: text_list}
  - {name: props, type: map}
  - {name: id, type: curie}
---*/
MATCH (n:Preparation|Context)
WHERE n.study = $id
RETURN labels(n) AS labels, n{.*} AS props, n.id AS id
ORDER BY id
