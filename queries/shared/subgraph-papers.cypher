// Papers behind background knowledge by id
/*---
question: Which papers, that are no studies here, are these?
params:
  ids: {type: str_list, help: ids of papers}
returns:
  - {name: paper, type: map}
  - {name: id, type: curie}
---*/
MATCH (p:Paper)
WHERE p.id IN $ids
RETURN p{.*} AS paper, p.id AS id
ORDER BY id
