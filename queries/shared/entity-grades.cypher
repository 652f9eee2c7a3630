// Claims of an entity counted by grade
/*---
question: How many claims of each grade has this entity?
params:
  id: {type: str, help: the entity's id}
  role: {type: str, help: "HAS_SUBJECT or HAS_OBJECT"}
  include_retracted: {type: bool, help: claims whose support is all set aside too}
returns:
  - {name: grade, type: text}
  - {name: number, type: int}
---*/
MATCH (n:Entity {id: $id})<-[r:HAS_SUBJECT|HAS_OBJECT]-(c:Claim)
WHERE type(r) = $role AND ($include_retracted OR NOT coalesce(c.set_aside, false))
WITH c.grade AS grade, count(DISTINCT c.id) AS number
RETURN grade, number
ORDER BY grade
