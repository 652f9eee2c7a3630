// Pathways hit by a list of cargo
/*---
question: Which pathways are hit by {cargo}?
help: >
  A hypergeometric test: of the cargo that this graph follows to any pathway (the universe), how surprising is it that so many of the list
  reach this one? Corrected over all pathways after Benjamini and Hochberg. Listed cargo outside the universe is left out of the test.
params:
  cargo: {type: entity_list, label: CARGO, required: true, role: list, example: ["mirbase.mature:MIMAT0000280", "mirbase.mature:MIMAT0000449"], help: "the list, by ids or names; repeat the parameter; what is not known is left out and told"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
  ranked_by: {type: enum, values: [p, count], default: p, example: count, help: "p: the smallest p first; count: the most cargo of the list first"}
returns:
  - {name: pathway_id, type: curie, label: Pathway}
  - {name: pathway_name, type: text}
  - {name: n_of_list, type: int, help: "cargo of the list that reaches the pathway"}
  - {name: list_size, type: int, help: "cargo of the list that is in the universe"}
  - {name: outside_names, type: text_list, help: "cargo of the list that reaches no pathway in the graph, and so is not tested; the same in every row"}
  - {name: n_of_universe, type: int, help: "cargo of the universe that reaches the pathway"}
  - {name: universe_size, type: int, help: "cargo that reaches any pathway under the same filters: vesicle cargo of the graph, and the list"}
  - {name: n_pathways, type: int, help: "pathways that cargo of the universe reaches: the number of tests"}
  - {name: cargo_ids, type: curie_list}
  - {name: cargo_names, type: text_list}
  - {name: raised_by, type: text_list, help: "cargo whose net effect raises the pathway"}
  - {name: lowered_by, type: text_list}
  - {name: expected, type: float, help: "cargo of a random list of this size that would reach it", from: post}
  - {name: p, type: float, help: "hypergeometric, one-sided", from: post}
  - {name: q, type: float, help: "p after Benjamini and Hochberg over all n_pathways tests, those of pathways that the list does not reach included", from: post}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [pathway_id]
show: [pathway_name, n_of_list, list_size, n_of_universe, universe_size, cargo_names, p, q]
picture: {claims: claims}
see_also: [mirnas-on-pathway, bridge]
post: queries.statistics:over_representation
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH path = (m:Entity)-[:TARGETS|INCREASES|DECREASES|SPONGES*0..2]->()-[:TARGETS|INCREASES|DECREASES|SPONGES|MEMBER_OF|READOUT_OF]->(p:Pathway)
WHERE NOT (m:Vesicle OR m:CellSource) AND (m.id IN $cargo OR EXISTS { MATCH (:Vesicle)-[:CARRIES|LOADED_WITH]->(m) })
WITH scopes, m, p, nodes(path) AS stations, relationships(path) AS rels
// A cheap test first: in a reported chain one study reports every stated step. What follows asks the same with all filters.
WHERE ($tier = 'assembled' OR any(x IN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports, []) + CASE WHEN $include_retracted THEN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports_retracted, []) ELSE [] END
       WHERE all(r IN rels WHERE r.kind = 'membership' OR x IN coalesce(r.reports, []) OR ($include_retracted AND x IN coalesce(r.reports_retracted, [])))))
WITH scopes, m, p, rels, [n IN stations | n.id] AS chain_ids, any(n IN stations WHERE 'UnresolvedGroup' IN labels(n)) AS vague
WHERE NOT vague AND all(i IN chain_ids WHERE single(j IN chain_ids WHERE j = i))
WITH scopes, m, p, reduce(s = 1, i IN range(0, size(rels) - 1) | s * CASE
       WHEN i = size(rels) - 1 THEN rels[i].sign
       WHEN rels[i + 1].kind <> 'membership' THEN rels[i].onward
       WHEN rels[i].aspect IN rels[i + 1].aspects THEN rels[i].sign
       ELSE 0 END) AS net,
     [r IN rels | {kind: r.kind, claim: r.claim, name: coalesce(r.claim, r.background, type(r) + ' ' + coalesce(r.aspect, 'member')),
       rank: r.grade_rank, grade: r.grade, groups: coalesce(r.n_groups, 0), measured: coalesce(r.measured_in, []),
       pairs: [x IN coalesce(r.reports, []) + CASE WHEN $include_retracted THEN coalesce(r.reports_retracted, []) ELSE [] END
               WHERE $allowed IS NULL OR r.claim IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL]}] AS links
WHERE net <> 0
WITH scopes, m, p, net, [s IN links WHERE s.kind = 'claim'] AS claimed, [s IN links WHERE s.kind <> 'membership'] AS stated
WHERE size(claimed) > 0
WITH m, p, net, claimed, [x IN head(stated).pairs WHERE all(s IN stated WHERE x IN s.pairs)
       AND ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))] AS together,
     [x IN reduce(found = [], s IN stated | found + s.pairs)
       WHERE $disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d)] AS in_disease
WHERE size(together) > 0
   OR ($tier = 'assembled' AND size(in_disease) > 0 AND all(s IN claimed WHERE size(s.pairs) > 0))
WITH m, p, net, [s IN claimed | s.claim] AS chain_claims,
     [x IN CASE WHEN size(together) > 0 THEN together ELSE reduce(found = [], s IN claimed | found + s.pairs) END | split(x, '@')[0]] AS chain_studies
ORDER BY p.id, m.id, chain_claims
WITH p, m.id AS cargo_id, m.name AS cargo_name, collect(DISTINCT net) AS nets, collect(chain_claims) AS claim_lists, collect(chain_studies) AS study_lists
WITH collect({p: p, id: cargo_id, name: cargo_name, nets: nets, claims: claim_lists, studies: study_lists}) AS hits
WITH hits, reduce(found = [], h IN hits | CASE WHEN h.id IN found THEN found ELSE found + [h.id] END) AS universe,
     size(reduce(found = [], h IN hits | CASE WHEN h.p.id IN found THEN found ELSE found + [h.p.id] END)) AS n_pathways
UNWIND hits AS hit
WITH universe, n_pathways, hit.p AS p, count(*) AS n_of_universe, collect(CASE WHEN hit.id IN $cargo THEN hit ELSE null END) AS mine
WHERE size(mine) > 0
WITH universe, n_pathways, p, n_of_universe, mine,
     reduce(found = [], h IN mine | found + reduce(inner = [], l IN h.claims | inner + l)) AS all_claims,
     reduce(found = [], h IN mine | found + reduce(inner = [], l IN h.studies | inner + l)) AS study_ids
RETURN p.id AS pathway_id, p.name AS pathway_name, size(mine) AS n_of_list, size([u IN universe WHERE u IN $cargo]) AS list_size,
       COLLECT { MATCH (x:Entity) WHERE x.id IN $cargo AND NOT x.id IN universe RETURN x.name AS name ORDER BY name } AS outside_names,
       n_of_universe, size(universe) AS universe_size, n_pathways, [h IN mine | h.id] AS cargo_ids, [h IN mine | h.name] AS cargo_names,
       [h IN mine WHERE 1 IN h.nets | h.name] AS raised_by, [h IN mine WHERE -1 IN h.nets | h.name] AS lowered_by,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       COLLECT { UNWIND all_claims AS one RETURN DISTINCT one ORDER BY one } AS claims
ORDER BY n_of_list DESC, n_of_universe, pathway_id
SKIP $skip LIMIT $limit
