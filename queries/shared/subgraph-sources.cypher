// Cells that products come from
/*---
question: Which cells release these products?
params:
  ids: {type: str_list, help: ids of products}
returns:
  - {name: source, type: map}
  - {name: labels, type: text_list}
  - {name: product, type: curie}
---*/
MATCH (s:CellSource)-[:SECRETES]->(v:Vesicle)
WHERE v.id IN $ids
RETURN s{.*} AS source, labels(s) AS labels, v.id AS product
ORDER BY product, s.id
