// What to be careful about with these claims
/*---
question: Which reservations do these claims carry?
params:
  claims: {type: str_list, help: "ids of claims, each once"}
returns:
  - {name: id, type: claim}
  - {name: resolution, type: text_list, help: "names that did not lead to one identifier: id, then how it was taken"}
  - {name: abstract_only, type: bool}
  - {name: secondary_only, type: bool, help: "every supporting study is known only through a review's account"}
  - {name: n_groups, type: int}
  - {name: n_support, type: int}
  - {name: n_unstated, type: int, help: "of several supporting studies of at most one named laboratory: those whose laboratory is not named; else 0"}
  - {name: recipient_species, type: curie_list}
  - {name: retracted, type: bool}
  - {name: grade, type: text}
---*/
UNWIND $claims AS one
MATCH (c:Claim {id: one})
RETURN c.id AS id, coalesce(c.resolution, []) AS resolution, coalesce(c.abstract_only, false) AS abstract_only,
       coalesce(c.secondary_only, false) AS secondary_only,
       coalesce(c.n_groups, 0) AS n_groups, coalesce(c.n_support, 0) AS n_support,
       CASE WHEN coalesce(c.n_groups, 0) > 1 OR coalesce(c.n_support, 0) < 2 THEN 0
            ELSE COUNT { UNWIND coalesce(c.supporting_studies, []) AS id MATCH (study:Study {id: id}) WHERE size(coalesce(study.groups, [])) = 0 RETURN id } END AS n_unstated,
       coalesce(c.recipient_species, []) AS recipient_species, coalesce(c.retracted, false) AS retracted,
       c.grade AS grade
ORDER BY id
