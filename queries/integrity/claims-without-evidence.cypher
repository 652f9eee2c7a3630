// Claims without evidence
/*---
question: On which claims does no evidence bear?
returns:
  - {name: claim, type: claim}
---*/
MATCH (c:Claim)
WHERE NOT EXISTS { (c)<-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(:Evidence) }
RETURN c.id AS claim
ORDER BY claim
LIMIT 100
