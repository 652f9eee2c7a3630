// Claims, their evidence and their studies
MATCH p = (:Claim)<-[:SUPPORTS|REFUTES]-(:Evidence)-[:REPORTED_IN]->(:Study)
RETURN p
LIMIT 15
