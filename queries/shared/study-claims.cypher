// Claims on which a study bears
/*---
question: On which claims does this study bear, and how?
params:
  id: {type: str, help: the study's id}
returns:
  - {name: id, type: claim}
  - {name: claim, type: map}
  - {name: bearings, type: text_list}
---*/
MATCH (s:Study {id: $id})<-[:REPORTED_IN]-(e:Evidence)-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(c:Claim)
WITH DISTINCT c, type(b) AS bearing
ORDER BY bearing
WITH c, collect(bearing) AS bearings
RETURN c.id AS id, c{.*} AS claim, bearings
ORDER BY id
