// Background steps by id
/*---
question: What do these background steps say?
params:
  backgrounds: {type: str_list, help: ids of background records}
returns:
  - {name: source, type: curie}
  - {name: target, type: curie}
  - {name: source_name, type: text}
  - {name: target_name, type: text}
  - {name: relation, type: text}
  - {name: link, type: map}
---*/
MATCH (a:Entity)-[r:TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|BINDS|AMELIORATES|WORSENS]->(b:Entity)
WHERE r.background IN $backgrounds
RETURN a.id AS source, b.id AS target, a.name AS source_name, b.name AS target_name, type(r) AS relation, r{.*} AS link
ORDER BY source, target, relation, r.background
