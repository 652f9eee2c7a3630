// Indirect hypotheses: cargo for a disease without a direct claim
/*---
question: Which vesicle cargo might act on {disease}, although no study says so?
help: >
  Nothing here is a finding. A row joins a claim about a cargo with claims of other studies, sign by sign: the chain from the cargo ends
  in the disease (rule chain), or changes a molecule, pathway or process in the direction in which a product that eases the disease changed it there
  (rule shared_effect). Cargo with a claim of its own on the disease, be it that no effect was found, a chain that one study reports, and effects that the cargo was itself
  seen to have in the disease are left out. A target is worth (lowest grade rank + 1) / 4 of its best chain, with a minus where it would
  worsen the disease; the score of a cargo is the sum over its targets. The null deals to each cargo as many signed targets as it has, at random without replacement, from all
  signed targets of all cargo whose claims pass the filters, are not reported in the disease, and which have no claim of their own on it: from what the score is
  made of; null_percentile is the share of deals that score less, half of those that score the same.
params:
  disease: {type: entity, label: Disease, required: true, example: "MONDO:0005265", help: "the disease, by id or name; its kinds are meant too, unless descendants=false"}
  max_length: {type: int, default: 3, min: 2, max: 4, role: depth, example: 3, help: "the greatest number of steps from cargo to disease"}
  seed: {type: int, default: 1, min: 0, max: 1000000, example: 1, help: "seed of the permutations"}
  permutations: {type: int, default: 1000, min: 100, max: 10000, example: 1000, help: "number of random deals"}
returns:
  - {name: cargo_id, type: curie}
  - {name: cargo_name, type: text}
  - {name: rule, type: text, help: "chain or shared_effect"}
  - {name: chain, type: text_list, help: "cargo, nodes between, disease"}
  - {name: chain_ids, type: curie_list}
  - {name: reading, type: text, help: "the chain in words", from: post}
  - {name: net, type: text, help: "what the chain would do to the severity of the disease: decrease eases it"}
  - {name: grade, type: text, help: "the weakest grade of the chain's claims"}
  - {name: carried, type: bool, help: "some study shows or states the cargo in a native vesicle"}
  - {name: direct_claim, type: bool, help: "always false: no claim joins the cargo and the disease"}
  - {name: first_target, type: text, from: graph}
  - {name: signs, type: int_list, from: graph}
  - {name: universe, type: text, from: graph}
  - {name: score, type: float, help: "score of the cargo over all its chains; above 0: would ease", from: post}
  - {name: null_percentile, type: float, help: "0 to 1", from: post}
  - {name: null_method, type: text, from: post}
  - {name: null_seed, type: int, from: post}
  - {name: null_size, type: int, from: post}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [cargo_id, chain_ids, claims]
show: [reading, net, grade, score, null_percentile]
picture: {claims: claims}
refuses: {include_retracted: "a hypothesis is built on what stands, never on a retracted study"}
opposed: {actor: cargo_name, end: chain, sign: net}
see_also: [gaps, explain-effect]
post: queries.hypotheses:scored
---*/
MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WITH collect(DISTINCT kind.id) AS wide
// What is known of a kind of the disease is no hypothesis, whether kinds are asked for or not.
WITH wide, [k IN wide WHERE $descendants OR k = $disease] AS scopes
MATCH (m:Entity)-[first:TARGETS|INCREASES|DECREASES|SPONGES]->(x:Entity)
WHERE first.kind = 'claim' AND NOT (m:Vesicle OR m:CellSource) AND NOT x:UnresolvedGroup AND first.onward <> 0 AND EXISTS { MATCH (:Vesicle)-[:CARRIES|LOADED_WITH]->(m) }
  AND any(y IN first.reports WHERE $allowed IS NULL OR $allowed[first.claim + '|' + split(y, '@')[0]] IS NOT NULL)
  AND NOT any(y IN first.reports WHERE any(d IN wide WHERE y ENDS WITH '@' + d))
  AND NOT EXISTS { MATCH (m)-[direct:AMELIORATES|WORSENS]->(d:Disease) WHERE d.id IN wide }
// What follows a target is the same for every cargo that acts on it.
WITH scopes, x, collect({m: m, first: first}) AS begins
CALL (scopes, x) {
  MATCH path = (x)-[:TARGETS|INCREASES|DECREASES|SPONGES*0..2]->()-[:AMELIORATES|WORSENS]->(d:Disease)
  WHERE d.id IN scopes AND length(path) < $max_length
  WITH nodes(path) AS stations, relationships(path) AS rels
  WHERE all(n IN stations WHERE single(k IN stations WHERE k.id = n.id)) AND all(r IN rels WHERE r.kind = 'background' OR any(y IN r.reports WHERE ($allowed IS NULL OR $allowed[r.claim + '|' + split(y, '@')[0]] IS NOT NULL)))
  RETURN 'chain' AS rule, [n IN stations | n.id] AS ids, [n IN stations | n.name] AS names, rels AS rest,
         reduce(s = 1, i IN range(0, size(rels) - 1) | s * CASE WHEN i = size(rels) - 1 THEN rels[i].sign ELSE rels[i].onward END) AS way
  UNION
  MATCH (v:Entity)-[seen:INCREASES|DECREASES]->(x)
  WHERE (v:Vesicle OR v:CellSource) AND any(y IN seen.measured_in WHERE any(k IN scopes WHERE y ENDS WITH '@' + k))
  MATCH (v)-[outcome:AMELIORATES]->(d:Disease)
  WHERE d.id IN scopes
    AND any(y IN seen.measured_in WHERE y IN outcome.measured_in AND any(k IN scopes WHERE y ENDS WITH '@' + k)
          AND ($allowed IS NULL OR ($allowed[seen.claim + '|' + split(y, '@')[0]] IS NOT NULL AND $allowed[outcome.claim + '|' + split(y, '@')[0]] IS NOT NULL)))
  RETURN 'shared_effect' AS rule, [x.id, v.id, d.id] AS ids, [x.name, v.name, d.name] AS names, [seen, outcome] AS rest, seen.sign AS way
}
UNWIND begins AS begin
WITH begin.m AS m, begin.first AS first, x, rule, ids, names, rest, way
WHERE NOT m.id IN ids AND (rule = 'chain' OR rest[0].aspect = first.aspect)
WITH m, first, x, rule, ids, names, rest, CASE WHEN rule = 'chain' THEN first.onward * way WHEN way = first.sign THEN -1 ELSE 1 END AS net
WHERE net <> 0
WITH m, first, x, rule, [m.id] + ids AS chain_ids, [m.name] + names AS chain, net, [first.sign] + [r IN rest | coalesce(r.sign, 0)] AS signs,
     [first.claim] + [r IN rest WHERE r.claim IS NOT NULL | r.claim] AS claims,
     reduce(low = first.grade_rank, r IN rest | CASE WHEN r.kind = 'claim' AND r.grade_rank < low THEN r.grade_rank ELSE low END) AS grade_rank,
     reduce(found = [], r IN [first] + rest | found + [y IN coalesce(r.reports, []) WHERE $allowed IS NULL OR r.claim IS NULL OR $allowed[r.claim + '|' + split(y, '@')[0]] IS NOT NULL | split(y, '@')[0]]) AS study_ids
WITH collect({m: m, first: first, x: x, rule: rule, chain: chain, chain_ids: chain_ids, net: net, signs: signs, claims: claims, grade_rank: grade_rank, study_ids: study_ids}) AS found
// The universe is long: it is written last and stands in the first row only. Grouped, as a server else keeps both lists with every row that it orders.
// It is of the claims that may begin a chain, by the same conditions as above: what cannot score is not dealt.
CALL () {
  MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
  WITH collect(DISTINCT kind.id) AS wide
  MATCH (u:Entity)-[t:TARGETS|INCREASES|DECREASES|SPONGES]->(o:Entity)
  WHERE t.kind = 'claim' AND NOT (u:Vesicle OR u:CellSource) AND NOT o:UnresolvedGroup AND t.onward <> 0 AND EXISTS { MATCH (:Vesicle)-[:CARRIES|LOADED_WITH]->(u) }
    AND any(y IN t.reports WHERE $allowed IS NULL OR $allowed[t.claim + '|' + split(y, '@')[0]] IS NOT NULL)
    AND NOT any(y IN t.reports WHERE any(d IN wide WHERE y ENDS WITH '@' + d))
    AND NOT EXISTS { MATCH (u)-[direct:AMELIORATES|WORSENS]->(d:Disease) WHERE d.id IN wide }
  WITH DISTINCT u.id + '>' + o.id + '|' + toString(t.sign) AS mark ORDER BY mark
  WITH collect(mark) AS all_marks
  RETURN reduce(text = '', k IN all_marks | CASE WHEN text = '' THEN k ELSE text + ' ' + k END) AS marks
}
UNWIND range(0, size(found) - 1) AS number
WITH number, max(CASE number WHEN 0 THEN marks ELSE '' END) AS universe, head(collect(found[number])) AS one
WITH universe, one.m AS m, one.first AS first, one.x AS x, one.rule AS rule, one.chain AS chain, one.chain_ids AS chain_ids, one.net AS net, one.signs AS signs,
     one.claims AS claims, one.grade_rank AS grade_rank, one.study_ids AS study_ids
RETURN m.id AS cargo_id, m.name AS cargo_name, rule, chain, chain_ids, CASE WHEN net > 0 THEN 'increase' ELSE 'decrease' END AS net,
       ['unsupported', 'weak', 'moderate', 'strong'][grade_rank] AS grade,
       EXISTS { MATCH (:Vesicle)-[held:CARRIES]->(m) WHERE size(held.reports) > 0 } AS carried, false AS direct_claim,
       x.id + '|' + toString(first.sign) AS first_target, signs, universe,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       claims, grade_rank
ORDER BY size(universe) DESC, grade_rank DESC, cargo_id, chain_ids, claims
SKIP $skip LIMIT $limit
