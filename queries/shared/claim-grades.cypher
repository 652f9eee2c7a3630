// Grades of claims by id
/*---
question: How are these claims graded, part by part?
params:
  ids: {type: str_list, help: ids of claims}
returns:
  - {name: id, type: claim}
  - {name: name, type: text}
  - {name: grade, type: text}
  - {name: grade_parts, type: text_list}
---*/
MATCH (c:Claim)
WHERE c.id IN $ids AND c.grade IS NOT NULL
RETURN c.id AS id, c.name AS name, c.grade AS grade, coalesce(c.grade_parts, []) AS grade_parts
ORDER BY id
