// Cargo that acts on a gene, process or pathway
/*---
question: Which vesicle cargo acts on {target}, and in which direction?
params:
  target: {type: entity, label: [Gene, Complex, Family, Pathway, Process, CellType, SmallMolecule, MiRNA, LncRNA], required: true, example: "HGNC:16400", help: "the gene, process or pathway acted on, by id or name"}
  sign: {type: sign, example: decrease, help: "only chains whose net effect on the target is this"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "the disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: cargo_id, type: curie}
  - {name: cargo_name, type: text}
  - {name: cargo_type, type: text, help: "MiRNA, LncRNA, CircRNA, Gene (a protein) ..."}
  - {name: route, type: text, help: "direct: one claim leads from cargo to target; indirect: more"}
  - {name: chain, type: text_list, help: "names of the nodes from vesicle to target, in order"}
  - {name: chain_ids, type: curie_list}
  - {name: relations, type: text_list, help: "one a step"}
  - {name: signs, type: text_list, help: "what each step does: increase, decrease or unknown"}
  - {name: aspects, type: text_list, help: "what of the step's end changes: amount, activity, phosphorylation ..., one a step; empty for membership"}
  - {name: net, type: text, help: "increase or decrease of the target when the cargo is there"}
  - {name: tier, type: text, help: "reported: one study shows every step; assembled: steps of several studies or background"}
  - {name: disease_ids, type: curie_list, help: "the diseases asked for in which the steps were reported"}
  - {name: disease_names, type: text_list}
  - {name: source_id, type: curie, label: CellSource}
  - {name: source_name, type: text}
  - {name: grade, type: text, help: "the weakest grade of the chain's claims"}
  - {name: grade_parts, type: text_list, help: "one a claim, in order: its grade, then each part of it"}
  - {name: level, type: int, help: "the highest ladder level (1 to 5) that a claim of the chain reaches; 0: none"}
  - {name: n_measured_steps, type: int, help: "steps that the reporting studies measured"}
  - {name: n_steps, type: int, help: "claimed steps in all"}
  - {name: n_background_steps, type: int, help: "pathway membership, readout or background steps"}
  - {name: measured_share, type: float, help: "share of all steps that the reporting studies measured, 0 to 1"}
  - {name: n_groups, type: int, help: "laboratories behind the step that has fewest"}
  - {name: recipient_species, type: text_list, help: "species in which the steps were looked at"}
  - {name: n_support, type: int, help: "studies that support the last claimed step"}
  - {name: n_refute, type: int}
  - {name: n_null, type: int}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: n_studies, type: int, help: "number of those studies"}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [chain_ids, claims, relations, aspects]
show: [cargo_type, chain, net, tier, disease_names, grade, level, n_measured_steps]
picture: {claims: claims}
opposed: {actor: cargo_name, end: chain, sign: net, aspect: aspects}
see_also: [mirnas-on-pathway, direct-regulators, paths]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (p:Entity)-[:IS_A*0..4]->(:Entity {id: $target})
WHERE $descendants OR p.id = $target
WITH DISTINCT scopes, p
// Written from the end, which is known, so that an engine that follows the text sets out from there.
MATCH path = (p)<-[:TARGETS|INCREASES|DECREASES|SPONGES|MEMBER_OF|READOUT_OF]-()<-[:TARGETS|INCREASES|DECREASES|SPONGES*0..3]-(m:Entity)
WHERE EXISTS { MATCH (:Vesicle)-[:CARRIES|LOADED_WITH]->(m) }
WITH scopes, m, reverse(nodes(path)) AS stations, reverse(relationships(path)) AS rels
MATCH (v:Vesicle)-[c:CARRIES|LOADED_WITH]->(m)
WITH scopes, m, v, [v] + stations AS stations, [c] + rels AS rels
// A cheap test first: in a reported chain one study reports every stated step. What follows asks the same with all filters.
WHERE ($tier = 'assembled' OR any(x IN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports, []) + CASE WHEN $include_retracted THEN coalesce(head([r IN rels WHERE r.kind <> 'membership']).reports_retracted, []) ELSE [] END
       WHERE all(r IN rels WHERE r.kind = 'membership' OR x IN coalesce(r.reports, []) OR ($include_retracted AND x IN coalesce(r.reports_retracted, [])))))
WITH scopes, m, v, rels, [n IN stations | n.id] AS chain_ids, [n IN stations | n.name] AS chain,
     any(n IN stations WHERE 'UnresolvedGroup' IN labels(n)) AS vague
WHERE NOT vague AND all(i IN chain_ids WHERE single(j IN chain_ids WHERE j = i))
WITH scopes, m, v, chain, chain_ids, [r IN rels | type(r)] AS relations, [r IN rels | r.sign] AS signs, [r IN rels | CASE r.kind WHEN 'membership' THEN '' ELSE coalesce(r.aspect, '') END] AS aspects,
     reduce(s = 1, i IN range(0, size(rels) - 1) | s * CASE
       WHEN i = size(rels) - 1 THEN rels[i].sign
       WHEN rels[i + 1].kind <> 'membership' THEN rels[i].onward
       WHEN rels[i].aspect IN rels[i + 1].aspects THEN rels[i].sign
       ELSE 0 END) AS net,
     [r IN rels | {kind: r.kind, claim: r.claim, rank: r.grade_rank, groups: coalesce(r.n_groups, 0), species: coalesce(r.recipient_species, []), n_support: coalesce(r.n_support, 0), n_refute: coalesce(r.n_refute, 0), n_null: coalesce(r.n_null, 0), level: coalesce(r.level, 0), grade: r.grade,
       parts: reduce(t = '', part IN coalesce(r.grade_parts, []) | t + ' ' + part), measured: coalesce(r.measured_in, []),
       pairs: [x IN coalesce(r.reports, []) + CASE WHEN $include_retracted THEN coalesce(r.reports_retracted, []) ELSE [] END
               WHERE $allowed IS NULL OR r.claim IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL]}] AS steps
WHERE net <> 0 AND ($sign IS NULL OR net = $sign)
WITH scopes, m, v, chain, chain_ids, relations, signs, aspects, net, steps, [s IN steps WHERE s.kind = 'claim'] AS claimed,
     [s IN steps WHERE s.kind <> 'membership'] AS stated
WHERE size(claimed) > 1
WITH m, v, chain, chain_ids, relations, signs, aspects, net, steps, claimed, stated,
     [x IN head(stated).pairs WHERE all(s IN stated WHERE x IN s.pairs)
       AND ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))] AS together,
     [x IN reduce(found = [], s IN claimed | found + s.pairs)
       WHERE $disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d)] AS in_disease
WHERE size(together) > 0
   OR ($tier = 'assembled' AND size(in_disease) > 0 AND all(s IN claimed WHERE size(s.pairs) > 0))
WITH m, v, chain, chain_ids, relations, signs, aspects, net, steps, claimed,
     CASE WHEN size(together) > 0 THEN 'reported' ELSE 'assembled' END AS tier,
     CASE WHEN size(together) > 0 THEN together ELSE in_disease END AS matched,
     CASE WHEN size(together) > 0 THEN together ELSE reduce(found = [], s IN claimed | found + s.pairs) END AS used
// Of the ways along one chain the reported ones stay, else those with the fewest background steps.
WITH v.id AS vesicle_id, chain_ids, min(size(steps) - size(claimed) + CASE tier WHEN 'reported' THEN 0 ELSE 100 END) AS least,
     collect({m: m, v: v, chain: chain, relations: relations, signs: signs, aspects: aspects, net: net, steps: steps, claimed: claimed, tier: tier,
       matched: matched, used: used}) AS ways
UNWIND [w IN ways WHERE size(w.steps) - size(w.claimed) + CASE w.tier WHEN 'reported' THEN 0 ELSE 100 END = least] AS way
WITH way.m AS m, way.v AS v, way.chain AS chain, chain_ids, way.relations AS relations, way.signs AS signs, way.aspects AS aspects, way.net AS net,
     way.steps AS steps, way.claimed AS claimed, way.tier AS tier, way.matched AS matched, way.used AS used
MATCH (source:CellSource {id: v.source})
WITH m, chain, chain_ids, relations, signs, aspects, net, tier, matched, source, steps, claimed,
     reduce(low = 3, s IN claimed | CASE WHEN s.rank < low THEN s.rank ELSE low END) AS rank,
     reduce(high = 0, s IN claimed | CASE WHEN s.level > high THEN s.level ELSE high END) AS level,
     reduce(low = 1000, s IN claimed | CASE WHEN s.groups < low THEN s.groups ELSE low END) AS n_groups,
     size([s IN claimed WHERE any(x IN used WHERE x IN s.measured)]) AS n_measured_steps,
     [s IN claimed | s.grade + ':' + s.parts] AS grade_parts,
     reduce(found = [], s IN claimed | found + [x IN s.species WHERE NOT x IN found]) AS recipient_species, last(claimed).n_support AS n_support,
     last(claimed).n_refute AS n_refute, last(claimed).n_null AS n_null, [s IN claimed | s.claim] AS claims,
     COLLECT { UNWIND [x IN used | split(x, '@')[0]] AS one MATCH (study:Study {id: one}) RETURN DISTINCT study.id AS id ORDER BY id } AS studies,
     COLLECT { UNWIND [x IN used | split(x, '@')[0]] AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL
               RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
     COLLECT { UNWIND [x IN matched | split(x, '@')[1]] AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.id AS id ORDER BY id } AS disease_ids
RETURN m.id AS cargo_id, m.name AS cargo_name, head([l IN labels(m) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS cargo_type,
       CASE WHEN size(relations) = 2 THEN 'direct' ELSE 'indirect' END AS route, chain, chain_ids, relations, [s IN signs | CASE WHEN s > 0 THEN 'increase' WHEN s < 0 THEN 'decrease' ELSE 'unknown' END] AS signs, aspects,
       CASE WHEN net > 0 THEN 'increase' ELSE 'decrease' END AS net, tier, disease_ids,
       COLLECT { UNWIND disease_ids AS one MATCH (d:Disease {id: one}) WITH DISTINCT d.id AS id, d.name AS name ORDER BY id RETURN name } AS disease_names,
       source.id AS source_id, source.name AS source_name, ['unsupported', 'weak', 'moderate', 'strong'][rank] AS grade, grade_parts, level,
       n_measured_steps, size(claimed) AS n_steps, size(steps) - size(claimed) AS n_background_steps,
       1.0 * n_measured_steps / size(steps) AS measured_share, n_groups, recipient_species, n_support, n_refute, n_null, dois, studies, claims,
       size(studies) AS n_studies, rank AS grade_rank
ORDER BY tier DESC, measured_share DESC, grade_rank DESC, n_groups DESC, size(relations), cargo_id, chain_ids, claims, relations, aspects
SKIP $skip LIMIT $limit
