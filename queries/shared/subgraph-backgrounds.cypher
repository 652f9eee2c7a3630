// Ends of background steps
/*---
question: Between what do these background steps lead?
params:
  backgrounds: {type: str_list, help: ids of background records}
returns:
  - {name: source, type: curie}
  - {name: target, type: curie}
---*/
MATCH (a:Entity)-[r:TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|BINDS|AMELIORATES|WORSENS]->(b:Entity)
WHERE r.background IN $backgrounds
RETURN DISTINCT a.id AS source, b.id AS target
ORDER BY source, target
