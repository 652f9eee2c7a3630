// Evidence that has not exactly one study, or bears on nothing
/*---
question: Which evidence items have no study, several, or no claim?
returns:
  - {name: evidence, type: evidence}
  - {name: studies, type: int}
  - {name: claims, type: int}
---*/
MATCH (e:Evidence)
WITH e.id AS evidence, COUNT { MATCH (e)-[:REPORTED_IN]->(s:Study) WHERE s.id = e.study } AS studies,
     COUNT { (e)-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(:Claim) } AS claims
WHERE studies <> 1 OR claims = 0
RETURN evidence, studies, claims
ORDER BY evidence
LIMIT 100
