// Shortest signed path, or why there is none
/*---
question: What is the shortest signed path from {from} to {to}, and if there is none, why?
help: >
  Always one row. Where no path is found, reason says what stands in the way: opposite_direction (a path leads back from the end to the
  start), depth_exceeded (they are joined, but by more steps than asked for, against the arrows, or through steps without a sign),
  only_assembled (a path exists, of steps that no single study joins: ask with tier=assembled), filtered_out (a path exists that the disease or the filters forbid), not_connected; and nearest names what the start does reach.
params:
  from: {type: entity, label: Entity, required: true, example: "exomech:ev-CL0002540", help: "where the path begins, by id or name"}
  to: {type: entity, label: [Entity, Disease], required: true, example: "GO:0007249", help: "where it ends, by id or name; its kinds are meant too, unless descendants=false"}
  max_length: {type: int, default: 4, min: 1, max: 5, example: 4, help: "the greatest number of steps, background steps included"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: from_id, type: curie}
  - {name: from_name, type: text}
  - {name: to_id, type: curie}
  - {name: to_name, type: text}
  - {name: found, type: bool}
  - {name: reason, type: text, help: "empty where a path was found"}
  - {name: nearest, type: text_list, help: "where none was found: what the start reaches, nearest to the end first"}
  - {name: chain, type: text_list}
  - {name: chain_ids, type: curie_list}
  - {name: relations, type: text_list}
  - {name: signs, type: text_list, help: "what each step does: increase, decrease or unknown"}
  - {name: aspects, type: text_list, help: "what of the step's end changes: amount, activity, phosphorylation ..., one a step; empty for membership"}
  - {name: net, type: text}
  - {name: length, type: int}
  - {name: tier, type: text}
  - {name: grade, type: text, help: "the weakest grade of the path's claims"}
  - {name: weakest_link, type: text, help: "the first claim of that grade"}
  - {name: weakest_link_name, type: text, help: "the same in words"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [from_id, to_id]
show: [found, reason, nearest, chain, net, length, tier, grade, weakest_link_name]
picture: {claims: claims}
apart: [from, to]
see_also: [paths, bridge]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (begin:Entity {id: $from})
MATCH (goal:Entity {id: $to})
OPTIONAL MATCH (end:Entity)-[:IS_A*0..4]->(goal)
WHERE $descendants OR end.id = $to
WITH scopes, begin, goal, collect(DISTINCT end.id) AS ends
CALL (scopes, begin, ends) {
  OPTIONAL MATCH path = (begin)-[:CARRIES|LOADED_WITH|RELEASES|LOADS|UNLOADS|TARGETS|INCREASES|DECREASES|SPONGES|AMELIORATES|WORSENS|MEMBER_OF|READOUT_OF*1..5]->(end:Entity)
  WHERE end.id IN ends AND length(path) <= $max_length
  WITH scopes, nodes(path) AS stations, relationships(path) AS rels
  WITH scopes, coalesce(rels, []) AS rels, [n IN stations | n.id] AS chain_ids, [n IN stations | n.name] AS chain,
       any(n IN stations WHERE 'UnresolvedGroup' IN labels(n)) AS vague
  WITH scopes, rels, chain_ids, chain
  WHERE size(rels) > 0 AND NOT vague AND all(i IN chain_ids WHERE single(j IN chain_ids WHERE j = i))
  WITH scopes, chain_ids, chain, [r IN rels | type(r)] AS relations, [r IN rels | r.sign] AS signs, [r IN rels | CASE r.kind WHEN 'membership' THEN '' ELSE coalesce(r.aspect, '') END] AS aspects,
     reduce(s = 1, i IN range(0, size(rels) - 1) | s * CASE
       WHEN i = size(rels) - 1 THEN rels[i].sign
       WHEN rels[i + 1].kind <> 'membership' THEN rels[i].onward
       WHEN rels[i].aspect IN rels[i + 1].aspects THEN rels[i].sign
       ELSE 0 END) AS net,
     [r IN rels | {kind: r.kind, claim: r.claim, name: coalesce(r.claim, r.background, type(r) + ' ' + coalesce(r.aspect, 'member')),
       rank: r.grade_rank, grade: r.grade, groups: coalesce(r.n_groups, 0), measured: coalesce(r.measured_in, []),
       pairs: [x IN coalesce(r.reports, []) + CASE WHEN $include_retracted THEN coalesce(r.reports_retracted, []) ELSE [] END
               WHERE $allowed IS NULL OR r.claim IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL]}] AS links
  WHERE net <> 0
  WITH scopes, chain_ids, chain, relations, signs, aspects, net, links, [s IN links WHERE s.kind = 'claim'] AS claimed, [s IN links WHERE s.kind <> 'membership'] AS stated
  WITH chain_ids, chain, relations, signs, aspects, net, links, claimed, size(claimed) > 0 AS any_claim,
     [x IN CASE WHEN size(stated) > 0 THEN head(stated).pairs ELSE [] END WHERE all(s IN stated WHERE x IN s.pairs)
       AND ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))] AS together,
     [x IN reduce(found = [], s IN stated | found + s.pairs)
       WHERE $disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d)] AS in_disease
  WITH chain_ids, chain, relations, signs, aspects, net, links, claimed, together,
     any_claim AND (size(together) > 0 OR ($tier = 'assembled' AND size(in_disease) > 0 AND all(s IN claimed WHERE size(s.pairs) > 0))) AS good,
     any_claim AND size(in_disease) > 0 AND all(s IN claimed WHERE size(s.pairs) > 0) AS pieced,
     reduce(low = 3, s IN claimed | CASE WHEN s.rank < low THEN s.rank ELSE low END) AS rank, [s IN links | s.name] AS steps
  ORDER BY good DESC, pieced DESC, size(together) > 0 DESC, size(links), rank DESC, chain_ids, steps
  LIMIT 1
  RETURN collect({chain: chain, chain_ids: chain_ids, relations: relations, signs: signs, aspects: aspects, net: net, claimed: claimed, pieced: pieced,
                  weakest: head([i IN range(0, size(links) - 1) WHERE links[i].kind = 'claim' AND links[i].rank = rank | chain[i] + ' ' + relations[i] + ' ' + chain[i + 1]]), good: good, rank: rank,
                  length: size(links), together: together}) AS best
}
WITH begin, goal, ends, [b IN best WHERE b.good] AS found, size(best) > 0 AS forbidden, any(b IN best WHERE b.pieced) AS pieced
WITH begin, goal, ends, head(found) AS b, size(found) > 0 AS found, forbidden, pieced
OPTIONAL MATCH loose = shortestPath((begin)-[:CARRIES|LOADED_WITH|RELEASES|LOADS|UNLOADS|TARGETS|INCREASES|DECREASES|SPONGES|AMELIORATES|WORSENS|MEMBER_OF|READOUT_OF|AFFECTS|BINDS|DELIVERED_TO|HOMES_TO|IS_A*..8]-(goal))
WITH begin, goal, ends, b, found, forbidden, pieced, coalesce(length(loose), 0) AS loose,
     EXISTS { MATCH (goal)-[:CARRIES|LOADED_WITH|RELEASES|LOADS|UNLOADS|TARGETS|INCREASES|DECREASES|SPONGES|AMELIORATES|WORSENS|MEMBER_OF|READOUT_OF*1..3]->(begin) } AS back
CALL (begin, goal, found) {
  OPTIONAL MATCH way = (begin)-[:CARRIES|LOADED_WITH|RELEASES|LOADS|UNLOADS|TARGETS|INCREASES|DECREASES|SPONGES|AMELIORATES|WORSENS|MEMBER_OF|READOUT_OF*1..2]->(near:Entity)
  WHERE NOT found AND near.id <> goal.id AND near.id <> begin.id
  WITH goal, near, min(length(way)) AS steps
  WHERE near IS NOT NULL
  WITH near, steps, EXISTS { MATCH (near)-[:CARRIES|LOADED_WITH|RELEASES|LOADS|UNLOADS|TARGETS|INCREASES|DECREASES|SPONGES|AMELIORATES|WORSENS|MEMBER_OF|READOUT_OF|AFFECTS|BINDS|IS_A|PART_OF]-(goal) } AS beside
  ORDER BY beside DESC, steps DESC, near.name, near.id
  LIMIT 5
  RETURN collect(near.name) AS nearest
}
WITH begin, goal, b, found, forbidden, pieced, loose, back, nearest, CASE WHEN found THEN [s IN b.claimed | s.claim] ELSE [] END AS claims,
     CASE WHEN NOT found THEN [] WHEN size(b.together) > 0 THEN [x IN b.together | split(x, '@')[0]]
          ELSE [x IN reduce(all_pairs = [], s IN b.claimed | all_pairs + s.pairs) | split(x, '@')[0]] END AS study_ids
WHERE $allowed IS NULL OR found OR size(keys($allowed)) > 0
RETURN begin.id AS from_id, begin.name AS from_name, goal.id AS to_id, goal.name AS to_name, found,
       CASE WHEN found THEN null WHEN pieced THEN 'only_assembled' WHEN forbidden THEN 'filtered_out' WHEN back THEN 'opposite_direction' WHEN loose > 0 THEN 'depth_exceeded'
            ELSE 'not_connected' END AS reason,
       nearest, coalesce(b.chain, []) AS chain, coalesce(b.chain_ids, []) AS chain_ids, coalesce(b.relations, []) AS relations,
       [s IN coalesce(b.signs, []) | CASE WHEN s > 0 THEN 'increase' WHEN s < 0 THEN 'decrease' ELSE 'unknown' END] AS signs, coalesce(b.aspects, []) AS aspects, CASE WHEN NOT found THEN null WHEN b.net > 0 THEN 'increase' ELSE 'decrease' END AS net,
       b.length AS length, CASE WHEN NOT found THEN null WHEN size(b.together) > 0 THEN 'reported' ELSE 'assembled' END AS tier,
       CASE WHEN found THEN ['unsupported', 'weak', 'moderate', 'strong'][b.rank] ELSE null END AS grade,
       CASE WHEN found THEN head([s IN b.claimed WHERE s.rank = b.rank | s.claim]) ELSE null END AS weakest_link, CASE WHEN found THEN b.weakest ELSE null END AS weakest_link_name,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims
ORDER BY from_id, to_id
SKIP $skip LIMIT $limit
