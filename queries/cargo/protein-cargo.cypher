// Protein cargo and how it acts
/*---
question: Which protein cargo acts by enzyme activity or by binding a receptor?
help: >
  The mode is read from what was measured, and rows that tell one come first. enzyme: the amount of a small molecule or lipid changed. modification: the
  phosphorylation, cleavage ... of a protein changed, by the cargo itself or through others. receptor: binding was shown, or a receptor is named with the effect.
  other, told only when asked for: the protein was seen to act, and nothing read tells by which of these. A row is reported where one study shows or states both the protein in a product
  and its effect; an effect that another study saw, with cells for example, makes it assembled (tier=assembled).
  Proteins that cells release outside vesicles are no vesicle cargo: modes-of-action tells of them.
params:
  mode: {type: enum, values: [any, specific, enzyme, modification, receptor, other], default: specific, example: other, help: "only this way of acting; specific: enzyme, modification or receptor; any: these and other"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: protein_id, type: curie}
  - {name: protein_name, type: text}
  - {name: mode, type: text, help: "enzyme, modification, receptor, or other (not told)"}
  - {name: tier, type: text, help: "reported: one study shows the protein in the product and its effect; assembled: two studies"}
  - {name: vesicle_names, type: text_list, help: "products in which it was found or into which it was put"}
  - {name: relation, type: text}
  - {name: partner_id, type: curie, help: "substrate, receptor or what is changed"}
  - {name: partner_name, type: text}
  - {name: partner_type, type: text}
  - {name: aspect, type: text}
  - {name: direction, type: text}
  - {name: receptors, type: text_list, help: "receptors named with the effect"}
  - {name: perturbed, type: text_list, help: "what was added, removed or inhibited, where, by what, and what became of the effect"}
  - {name: disease_names, type: text_list}
  - {name: grade, type: text}
  - {name: level, type: int, help: "highest ladder level, 0: none"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
show: [protein_name, mode, relation, partner_name, direction, vesicle_names, disease_names, grade]
picture: {claims: claims}
opposed: {actor: protein_name, end: partner_name, sign: direction, aspect: aspect}
see_also: [effects-of-cargo, cargo-of-source, modes-of-action]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (g:Gene|Complex|Family)-[r:INCREASES|DECREASES|AFFECTS|BINDS|AMELIORATES|WORSENS]->(o:Entity)
WHERE r.kind = 'claim'
WITH scopes, g, r, o, type(r) AS relation,
     COLLECT { MATCH (:Vesicle)-[c:CARRIES|LOADED_WITH]->(g) UNWIND c.reports + CASE WHEN $include_retracted THEN c.reports_retracted ELSE [] END AS x
               WITH split(x, '@')[0] AS study, c.claim AS claim WHERE $allowed IS NULL OR $allowed[claim + '|' + study] IS NOT NULL RETURN DISTINCT study ORDER BY study } AS holding,
     [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched,
     CASE WHEN type(r) = 'BINDS' OR r.aspect = 'binding' OR size(coalesce(r.receptors, [])) > 0 THEN 'receptor'
          WHEN r.aspect IN ['phosphorylation', 'acetylation', 'ubiquitination', 'neddylation', 'methylation', 'cleavage']
               THEN 'modification'
          WHEN o:SmallMolecule OR o:Lipid THEN 'enzyme'
          ELSE 'other' END AS how
WHERE size(matched) > 0 AND size(holding) > 0 AND ($mode = 'any' OR how = $mode OR ($mode = 'specific' AND how <> 'other'))
WITH g, r, o, relation, how, holding, matched, [x IN matched WHERE split(x, '@')[0] IN holding] AS together
WHERE size(together) > 0 OR $tier = 'assembled'
WITH g, r, o, relation, how, holding, CASE WHEN size(together) > 0 THEN 'reported' ELSE 'assembled' END AS tier, CASE WHEN size(together) > 0 THEN together ELSE matched END AS matched
WITH g, r, o, relation, how, tier, holding, [x IN matched | split(x, '@')[0]] AS study_ids, [x IN matched | split(x, '@')[1]] AS diseases
RETURN g.id AS protein_id, g.name AS protein_name, how AS mode, tier,
       COLLECT { MATCH (v:Vesicle)-[c:CARRIES|LOADED_WITH]->(g)
                 WHERE any(x IN c.reports + CASE WHEN $include_retracted THEN c.reports_retracted ELSE [] END WHERE split(x, '@')[0] IN CASE tier WHEN 'reported' THEN study_ids ELSE holding END) RETURN DISTINCT v.name AS name ORDER BY name } AS vesicle_names,
       relation, o.id AS partner_id, o.name AS partner_name, head([l IN labels(o) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS partner_type, r.aspect AS aspect,
       CASE WHEN r.sign > 0 THEN 'increase' WHEN r.sign < 0 THEN 'decrease' ELSE 'unknown' END AS direction,
       COLLECT { UNWIND coalesce(r.receptors, []) AS one MATCH (t:Entity {id: one}) RETURN t.name AS name ORDER BY name } AS receptors,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence)-[p:PERTURBED]->(x) WHERE e.study IN study_ids
                 WITH x.name + ': ' + p.change + ' at ' + p.at + ' by ' + p.by + CASE WHEN p.effect IS NULL THEN '' ELSE ', effect ' + p.effect END AS text
                 RETURN DISTINCT text ORDER BY text } AS perturbed,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names, r.grade AS grade, r.level AS level,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids + CASE tier WHEN 'reported' THEN [] ELSE holding END AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [r.claim] AS claims, r.grade_rank AS grade_rank
ORDER BY tier DESC, CASE mode WHEN 'other' THEN 1 ELSE 0 END, mode, grade_rank DESC, protein_name, partner_name, claims
SKIP $skip LIMIT $limit
