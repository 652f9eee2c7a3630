// Names that two entities are preferred for
/*---
question: Which name is preferred for more than one entity?
returns:
  - {name: key, type: text}
  - {name: ids, type: curie_list}
---*/
MATCH (n:Entity|DiseaseModel)
UNWIND coalesce(n.preferred_keys, []) AS key
WITH key, n.id AS id
ORDER BY id
WITH key, collect(DISTINCT id) AS ids
WHERE size(ids) > 1
RETURN key, ids
ORDER BY key
LIMIT 100
