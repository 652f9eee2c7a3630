// Gaps: what was studied least, seen from what was studied most
/*---
question: "Where are the biggest gaps between diseases, pathways and cargo ({axis})?"
help: >
  A cell joins one item of each side. expected is what the cell would hold if claims were spread evenly (claims of the first times claims of the second, over
  all claims); the biggest gap is the cell that holds least against its expectation. A pathway's claims are those on it, its members and its readouts. Only measured claims count.
params:
  axis: {type: enum, values: [disease_pathway, disease_cargo, cargo_pathway], default: disease_pathway, example: disease_pathway, help: "which two sides are crossed"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only claims reported in this disease; its kinds are meant too, unless descendants=false"}
  max_claims: {type: int, default: 0, min: 0, max: 5, example: 0, help: "cells with at most so many measured claims"}
returns:
  - {name: claim, type: text, from: graph}
  - {name: rank, type: int, from: graph}
  - {name: disease_id, type: curie, from: graph}
  - {name: disease_name, type: text, from: graph}
  - {name: cargo_id, type: curie, from: graph}
  - {name: cargo_name, type: text, from: graph}
  - {name: pathway_id, type: curie, from: graph}
  - {name: pathway_name, type: text, from: graph}
  - {name: study_id, type: curie, from: graph}
  - {name: first_id, type: curie, help: "the disease, or the cargo where cargo is crossed with pathways", from: post}
  - {name: first_name, type: text, from: post}
  - {name: second_id, type: curie, from: post}
  - {name: second_name, type: text, from: post}
  - {name: n_claims, type: int, help: "measured claims in the cell", from: post}
  - {name: highest_grade, type: text, help: "empty where there is none", from: post}
  - {name: n_first, type: int, help: "measured claims of the first item with any item of the other side", from: post}
  - {name: n_second, type: int, from: post}
  - {name: expected, type: float, from: post}
  - {name: suggestion, type: text, help: "the next experiment", from: post}
  - {name: studies, type: study_list, from: post}
  - {name: claims, type: claim_list, from: post}
key: [first_id, second_id]
picture: {claims: claims, matrix: {rows: [first_name], columns: [second_name], cell: expected}}
show: [first_name, second_name, n_claims, expected, suggestion]
refuses: {include_retracted: "a gap is not closed by what was retracted; cells of measured claims that stand are counted"}
see_also: [hypotheses, single-group-claims]
post: queries.gaps:cells
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (s:Entity)-[r:TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|AMELIORATES|WORSENS|CARRIES|LOADED_WITH]->(o:Entity)
WHERE r.kind = 'claim' AND size(r.measured_in) > 0
WITH scopes, s, r, o, [x IN r.measured_in WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH s, r, o, matched, CASE WHEN type(r) IN ['CARRIES', 'LOADED_WITH'] THEN o WHEN s:Vesicle OR s:CellSource THEN null ELSE s END AS cargo
// Looked up once for each thing, not once for each claim: whether it is cargo, and its pathways.
WITH cargo, collect({r: r, o: o, matched: matched}) AS found
WITH CASE WHEN cargo IS NOT NULL AND EXISTS { MATCH (:Vesicle)-[:CARRIES|LOADED_WITH]->(cargo) } THEN cargo ELSE null END AS cargo, found
UNWIND found AS one
WITH one.o AS o, collect({r: one.r, cargo: cargo, matched: one.matched}) AS found
WITH found, COLLECT { MATCH (o)-[:MEMBER_OF|READOUT_OF*0..1]->(p:Pathway) RETURN DISTINCT p.id + '|' + p.name AS pathway ORDER BY pathway } AS of_object
UNWIND found AS one
WITH one.r AS r, one.cargo AS cargo, one.matched AS matched, CASE WHEN type(one.r) IN ['CARRIES', 'LOADED_WITH'] THEN [] ELSE of_object END AS pathways
UNWIND matched AS pair
UNWIND CASE WHEN size(pathways) = 0 THEN [null] ELSE pathways END AS pathway
OPTIONAL MATCH (d:Disease {id: split(pair, '@')[1]})
RETURN DISTINCT r.claim AS claim, r.grade_rank AS rank, d.id AS disease_id, d.name AS disease_name, cargo.id AS cargo_id, cargo.name AS cargo_name,
       split(pathway, '|')[0] AS pathway_id, split(pathway, '|')[1] AS pathway_name, split(pair, '@')[0] AS study_id
ORDER BY claim, disease_id, cargo_id, pathway_id, study_id
SKIP $skip LIMIT $limit
