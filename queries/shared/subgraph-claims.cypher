// Claims with both of their ends
/*---
question: What do these claims say, of what?
params:
  claims: {type: str_list, help: ids of claims}
returns:
  - {name: id, type: claim}
  - {name: claim, type: map}
  - {name: source, type: map}
  - {name: source_labels, type: text_list}
  - {name: target, type: map}
  - {name: target_labels, type: text_list}
---*/
MATCH (c:Claim)
WHERE c.id IN $claims
MATCH (c)-[:HAS_SUBJECT]->(a:Entity)
MATCH (c)-[:HAS_OBJECT]->(b:Entity)
RETURN c.id AS id, c{.*} AS claim, a{.*} AS source, labels(a) AS source_labels, b{.*} AS target, labels(b) AS target_labels
ORDER BY id
