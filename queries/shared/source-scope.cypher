// Cell sources with their subtypes
/*---
question: Which cell sources count when these are asked for?
params:
  sources: {type: str_list, help: ids of cell sources}
  descendants: {type: bool, help: subtypes count too}
returns:
  - {name: id, type: curie}
---*/
MATCH (s:CellSource)-[:IS_A*0..8]->(asked:CellSource)
WHERE asked.id IN $sources AND ($descendants OR s.id = asked.id)
RETURN DISTINCT s.id AS id
ORDER BY id
