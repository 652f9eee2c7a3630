// Claims that other evidence speaks against
/*---
question: Which of these claims are contradicted?
params:
  claims: {type: str_list, help: ids of claims}
returns:
  - {name: a, type: claim}
  - {name: b, type: claim}
  - {name: kind, type: text}
---*/
MATCH (a:Claim)-[x:CONTRADICTS]->(b:Claim)
WHERE a.id IN $claims OR b.id IN $claims
RETURN a.id AS a, b.id AS b, x.kind AS kind
ORDER BY a, b, kind
