// Steps that no claim states, between some things
/*---
question: Which background, member and readout steps join these?
params:
  ids: {type: str_list, help: ids of entities}
returns:
  - {name: source, type: curie}
  - {name: target, type: curie}
  - {name: relation, type: text}
  - {name: link, type: map}
---*/
MATCH (a:Entity)-[r:MEMBER_OF|READOUT_OF|TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|BINDS|AMELIORATES|WORSENS]->(b:Entity)
WHERE a.id IN $ids AND b.id IN $ids AND r.kind <> 'claim'
RETURN a.id AS source, b.id AS target, type(r) AS relation, r{.*} AS link
ORDER BY source, target, relation, coalesce(r.background, r.aspect, '')
