// Evidence on which claims rest
/*---
question: Which experiments bear on these claims?
params:
  claims: {type: str_list, help: ids of claims}
  include_retracted: {type: bool, help: evidence of retracted studies and withdrawn records too}
returns:
  - {name: claim, type: claim}
  - {name: id, type: evidence}
  - {name: bearing, type: text}
  - {name: study, type: study}
  - {name: basis, type: text}
  - {name: statement, type: text}
  - {name: locator, type: text}
  - {name: model, type: curie}
  - {name: cell, type: curie}
  - {name: reference, type: text}
---*/
MATCH (e:Evidence)-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(c:Claim)
WHERE c.id IN $claims AND ($include_retracted OR NOT coalesce(e.set_aside, false))
OPTIONAL MATCH (e)-[:IN_CONTEXT]->(x:Context)
RETURN c.id AS claim, e.id AS id, type(b) AS bearing, e.study AS study, e.basis AS basis, e.statement AS statement,
       e.locator AS locator, x.model AS model, x.recipient_cell AS cell, e.reference AS reference
ORDER BY claim, id
