// All names of claims or of mechanisms
/*---
question: What are all claims, or all mechanisms, called?
params:
  label: {type: str, help: Claim or Mechanism}
returns:
  - {name: id, type: curie}
  - {name: name, type: text}
  - {name: key, type: text, help: "of a mechanism: its key in its study, which tells namesakes apart"}
---*/
MATCH (n:Claim|Mechanism)
WHERE $label IN labels(n)
RETURN n.id AS id, n.name AS name, n.key AS key
ORDER BY id
