// One node with all of its properties
/*---
question: What is stored of this node itself?
params:
  id: {type: str, help: its id}
returns:
  - {name: labels, type: text_list}
  - {name: props, type: map}
---*/
MATCH (n:Entity|DiseaseModel|Claim|Study|Mechanism|Trial|Evidence|Preparation|Context|Comparison|Quantity|Critique)
WHERE n.id = $id
RETURN labels(n) AS labels, n{.*} AS props
LIMIT 1
