// What vesicles carry
MATCH p = (:Vesicle)-[:CARRIES]->(:Entity)
RETURN p
LIMIT 25
