// An entity and what is claimed of it
MATCH (n:Entity) WHERE n.id IN $ids
OPTIONAL MATCH p = (n)-[r]-(:Entity) WHERE r.claim IS NOT NULL
RETURN n, p
LIMIT 100
