// Studies whose record is disputed or withdrawn
/*---
question: Which of these studies have a record that is disputed or withdrawn?
params:
  studies: {type: str_list, help: ids of studies}
returns:
  - {name: id, type: study}
  - {name: status, type: text, help: "disputed or withdrawn"}
---*/
MATCH (s:Study)
WHERE s.id IN $studies AND s.status IN ['disputed', 'withdrawn']
RETURN s.id AS id, s.status AS status
ORDER BY id
