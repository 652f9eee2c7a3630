// Studies whose record is disputed or withdrawn
/*---
question: Which of these studies have a record that is disputed or withdrawn?
params:
  studies: {type: str_list, help: "ids of studies, each once"}
returns:
  - {name: id, type: study}
  - {name: status, type: text, help: "disputed or withdrawn"}
---*/
UNWIND $studies AS one
MATCH (s:Study {id: one})
WHERE s.status IN ['disputed', 'withdrawn']
RETURN s.id AS id, s.status AS status
ORDER BY id
