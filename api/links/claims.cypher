// The claims of an answer, drawn between what they tell of
MATCH (c:Claim) WHERE c.id IN $ids
MATCH (c)-[:HAS_SUBJECT]->(a:Entity), (c)-[:HAS_OBJECT]->(b:Entity)
MATCH p = (a)-[r]->(b) WHERE r.claim = c.id
RETURN p
