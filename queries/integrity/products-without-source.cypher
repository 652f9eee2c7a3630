// Products that have not exactly one cell source
/*---
question: Which vesicles are secreted by no cell source, or by several?
returns:
  - {name: id, type: curie}
  - {name: sources, type: int}
---*/
MATCH (v:Vesicle)
WITH v.id AS id, COUNT { (v)<-[:SECRETES]-(:CellSource) } AS sources
WHERE sources <> 1
RETURN id, sources
ORDER BY id
LIMIT 100
