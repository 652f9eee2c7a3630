// Fewest additions that link a set of entities
/*---
question: What links {entities} with the fewest additions?
help: >
  Grows a network by the cheapest link first: two parts are joined by the claims or background steps that need the fewest added nodes, each part
  being one listed entity at the start. The direction of arrows does not matter here; each step's own direction is told. A heuristic of the
  Steiner tree: small, not proven smallest. Links through products, sources and diseases are not used.
params:
  entities: {type: entity_list, label: Entity, required: true, min: 2, role: list, example: ["HGNC:12036", "HGNC:16400", "HGNC:6018"], help: "the set to link, by ids or names; repeat the parameter; what is not known is left out and told"}
  max_extra: {type: int, default: 3, min: 0, max: 10, example: 3, help: "the most nodes added in all"}
returns:
  - {name: edge_source, type: curie, from: graph}
  - {name: edge_target, type: curie, from: graph}
  - {name: source_name, type: text, from: graph}
  - {name: target_name, type: text, from: graph}
  - {name: relation, type: text, from: graph}
  - {name: sign, type: int, from: graph}
  - {name: claim, type: text, from: graph}
  - {name: step, type: text, from: graph}
  - {name: grade_rank, type: int, from: graph}
  - {name: study_ids, type: study_list, from: graph}
  - {name: position, type: int, help: "order in which the link was added, from 1", from: post}
  - {name: joins, type: text_list, help: "listed or added nodes at the two ends of the link", from: post}
  - {name: added_ids, type: curie_list, help: "nodes that this link adds", from: post}
  - {name: added_names, type: text_list, from: post}
  - {name: edges, type: text_list, help: "every step of the link in words: subject, relation, object", from: post}
  - {name: n_components, type: int, help: "parts that are left when the link is in; 1: all linked", from: post}
  - {name: studies, type: study_list, from: post}
  - {name: claims, type: claim_list, from: post}
key: [position]
picture: {claims: claims}
see_also: [shared-regulators, paths]
post: queries.bridging:bridge
---*/
MATCH (a:Entity)-[r:TARGETS|INCREASES|DECREASES|SPONGES|BINDS|MEMBER_OF|READOUT_OF]->(b:Entity)
WHERE NOT (a:Vesicle OR a:CellSource OR a:UnresolvedGroup OR a:Disease OR b:Vesicle OR b:CellSource OR b:UnresolvedGroup OR b:Disease) AND a.id <> b.id
WITH a, r, b, type(r) AS relation, [x IN coalesce(r.reports, []) + CASE WHEN $include_retracted THEN coalesce(r.reports_retracted, []) ELSE [] END
      WHERE $allowed IS NULL OR r.claim IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL] AS matched
WHERE r.kind <> 'claim' OR size(matched) > 0
WITH a, r, b, relation, matched, coalesce(r.claim, r.background, relation + ' ' + coalesce(r.aspect, 'member')) AS step
RETURN a.id AS edge_source, b.id AS edge_target, a.name AS source_name, b.name AS target_name, relation, coalesce(r.sign, 0) AS sign,
       r.claim AS claim, step, coalesce(r.grade_rank, 0) AS grade_rank, [x IN matched | split(x, '@')[0]] AS study_ids
ORDER BY edge_source, edge_target, step
SKIP $skip LIMIT $limit
