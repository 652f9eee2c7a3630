// From a microRNA on, in up to three steps
MATCH p = (:MiRNA)-[:TARGETS|INCREASES|DECREASES*1..2]->(:Entity)
          -[:AMELIORATES|WORSENS|INCREASES|DECREASES]->(:Entity)
RETURN p
LIMIT 25
