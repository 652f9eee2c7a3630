// Claims in which an entity stands
/*---
question: Of which claims is this entity the subject or the object?
params:
  id: {type: str, help: the entity's id}
  role: {type: str, help: "HAS_SUBJECT or HAS_OBJECT"}
  include_retracted: {type: bool, help: claims whose support is all set aside too}
  limit: {type: int, help: most claims}
returns:
  - {name: claim, type: map}
  - {name: subject_id, type: curie}
  - {name: subject_name, type: text}
  - {name: object_id, type: curie}
  - {name: object_name, type: text}
  - {name: id, type: claim}
---*/
MATCH (n:Entity {id: $id})<-[r:HAS_SUBJECT|HAS_OBJECT]-(c:Claim)
WHERE type(r) = $role AND ($include_retracted OR NOT coalesce(c.set_aside, false))
MATCH (c)-[:HAS_SUBJECT]->(a:Entity)
MATCH (c)-[:HAS_OBJECT]->(b:Entity)
RETURN c{.*} AS claim, a.id AS subject_id, a.name AS subject_name, b.id AS object_id, b.name AS object_name, c.id AS id
ORDER BY c.grade_rank DESC, c.n_support DESC, id
LIMIT $limit
