// The steps of mechanisms that papers describe
MATCH p = (:Mechanism)-[:HAS_STEP]->(:Claim)-[:HAS_SUBJECT|HAS_OBJECT]->(:Entity)
RETURN p
LIMIT 25
