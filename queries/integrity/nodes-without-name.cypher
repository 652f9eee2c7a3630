// Nodes without a name
/*---
question: Which nodes have no name or no label of the vocabulary?
returns:
  - {name: id, type: curie}
  - {name: labels, type: text_list}
---*/
MATCH (n)
WHERE n.name IS NULL OR n.name = '' OR size(labels(n)) = 0
RETURN n.id AS id, labels(n) AS labels
ORDER BY id
LIMIT 100
