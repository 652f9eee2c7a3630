// What to be careful about with these claims
/*---
question: Which reservations do these claims carry?
params:
  claims: {type: str_list, help: ids of claims}
returns:
  - {name: id, type: claim}
  - {name: resolution, type: text_list, help: "names that did not lead to one identifier: id, then how it was taken"}
  - {name: abstract_only, type: bool}
  - {name: n_groups, type: int}
  - {name: n_support, type: int}
  - {name: n_unstated, type: int, help: "supporting studies whose laboratory is not named"}
  - {name: recipient_species, type: curie_list}
  - {name: retracted, type: bool}
  - {name: grade, type: text}
---*/
MATCH (c:Claim)
WHERE c.id IN $claims
RETURN c.id AS id, coalesce(c.resolution, []) AS resolution, coalesce(c.abstract_only, false) AS abstract_only,
       coalesce(c.n_groups, 0) AS n_groups, coalesce(c.n_support, 0) AS n_support,
       COUNT { UNWIND coalesce(c.supporting_studies, []) AS one MATCH (study:Study {id: one}) WHERE size(coalesce(study.groups, [])) = 0 RETURN one } AS n_unstated,
       coalesce(c.recipient_species, []) AS recipient_species, coalesce(c.retracted, false) AS retracted,
       c.grade AS grade
ORDER BY id
