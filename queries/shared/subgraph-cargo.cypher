// Entities that are cargo somewhere in the graph
/*---
question: Which of these are carried, loaded or released by something?
params:
  ids: {type: str_list, help: ids of entities}
returns:
  - {name: id, type: curie}
---*/
MATCH (n:Entity)
WHERE n.id IN $ids
MATCH (n)<-[:CARRIES|LOADED_WITH|RELEASES]-(carrier)
RETURN DISTINCT n.id AS id
ORDER BY id
