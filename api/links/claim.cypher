// A claim with its ends, its evidence and the studies behind it
MATCH (c:Claim) WHERE c.id IN $ids
MATCH p = (:Entity)<-[:HAS_SUBJECT|HAS_OBJECT]-(c)
OPTIONAL MATCH q = (c)<-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(:Evidence)-[:REPORTED_IN]->(:Study)
RETURN p, q
