// Claims that contradict each other
MATCH p = (:Claim)-[:CONTRADICTS]->(:Claim)
RETURN p
LIMIT 15
