// Projected edges that disagree with their claim
/*---
question: Which projected edges name a claim that is not held, or differ from it in an end, the type or the sign?
returns:
  - {name: claim, type: claim}
  - {name: subject, type: curie}
  - {name: object, type: curie}
---*/
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.claim IS NOT NULL
  AND NOT EXISTS { MATCH (a)<-[:HAS_SUBJECT]-(c:Claim)-[:HAS_OBJECT]->(b)
                   WHERE c.id = r.claim AND c.relation = type(r) AND coalesce(c.sign, 9) = coalesce(r.sign, 9) }
RETURN r.claim AS claim, a.id AS subject, b.id AS object
ORDER BY claim
LIMIT 100
