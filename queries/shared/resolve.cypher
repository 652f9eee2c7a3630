// Things that have one of these ids or normal names
/*---
question: Which nodes may a text mean?
params:
  ids: {type: str_list, help: "the text as an identifier, in its spellings"}
  keys: {type: str_list, help: normal forms of the text}
returns:
  - {name: id, type: curie}
  - {name: name, type: text}
  - {name: labels, type: text_list}
  - {name: keys, type: text_list, help: those of the asked keys that the node has}
  - {name: preferred, type: text_list, help: those of the asked keys that the node is preferred for}
  - {name: obsolete, type: bool}
---*/
MATCH (n:Entity|DiseaseModel)
WHERE n.id IN $ids OR any(k IN $keys WHERE k IN coalesce(n.keys, []))
RETURN n.id AS id, n.name AS name, labels(n) AS labels,
       [k IN $keys WHERE k IN coalesce(n.keys, [])] AS keys,
       [k IN $keys WHERE k IN coalesce(n.preferred_keys, [])] AS preferred,
       coalesce(n.obsolete, false) AS obsolete
ORDER BY id
