// Claims that have not exactly one projected edge
/*---
question: Which claims have no projected edge, or more than one?
returns:
  - {name: claim, type: claim}
  - {name: edges, type: int}
---*/
MATCH (c:Claim)
WITH c.id AS claim, COUNT { MATCH (:Entity)-[r]->(:Entity) WHERE r.claim = c.id } AS edges
WHERE edges <> 1
RETURN claim, edges
ORDER BY claim
LIMIT 100
