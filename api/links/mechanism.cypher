// A mechanism with its steps and what they tell of
MATCH (m:Mechanism) WHERE m.id IN $ids
OPTIONAL MATCH p = (m)-[:HAS_STEP]->(:Claim)-[:HAS_SUBJECT|HAS_OBJECT]->(:Entity)
RETURN m, p
