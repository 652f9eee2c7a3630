// Studies by id
/*---
question: Which papers are these?
params:
  ids: {type: str_list, help: ids of studies}
returns:
  - {name: study, type: map}
  - {name: id, type: study}
---*/
MATCH (s:Study)
WHERE s.id IN $ids
RETURN s{.*} AS study, s.id AS id
ORDER BY id
