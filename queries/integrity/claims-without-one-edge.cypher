// Claims that have not exactly one projected edge
/*---
question: Which claims have no projected edge from their subject, or more than one?
help: An edge that names a claim and leads elsewhere is found by edges-without-claim.
returns:
  - {name: claim, type: claim}
  - {name: edges, type: int}
---*/
MATCH (c:Claim)
OPTIONAL MATCH (c)-[:HAS_SUBJECT]->(:Entity)-[r]->(:Entity)
WHERE r.claim = c.id
WITH c.id AS claim, count(r) AS edges
WHERE edges <> 1
RETURN claim, edges
ORDER BY claim
LIMIT 100
