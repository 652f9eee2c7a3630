// All evidence of a claim, with study, preparation and context
/*---
question: Which experiments bear on this claim?
params:
  id: {type: str, help: the claim's id}
returns:
  - {name: bearing, type: text, help: "SUPPORTS, REFUTES or FOUND_NO_EFFECT"}
  - {name: id, type: evidence}
  - {name: evidence, type: map}
  - {name: study, type: map}
  - {name: preparation, type: map}
  - {name: context, type: map}
---*/
MATCH (e:Evidence)-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(c:Claim {id: $id})
MATCH (e)-[:REPORTED_IN]->(s:Study)
OPTIONAL MATCH (e)-[:USED]->(p:Preparation)
OPTIONAL MATCH (e)-[:IN_CONTEXT]->(x:Context)
RETURN type(b) AS bearing, e.id AS id, e{.*} AS evidence, s{.*} AS study, p{.*} AS preparation, x{.*} AS context
ORDER BY s.set_aside, CASE bearing WHEN 'SUPPORTS' THEN 0 WHEN 'REFUTES' THEN 1 ELSE 2 END, s.year, id
