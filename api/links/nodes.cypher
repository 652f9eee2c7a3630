// What was found
MATCH (n:Entity|Study) WHERE n.id IN $ids
RETURN n
