// Protein cargo and how it acts
/*---
question: Which protein cargo acts by enzyme activity or by binding a receptor?
params:
  mode: {type: enum, values: [any, enzyme, receptor, other], default: any, example: any, help: "enzyme: it modifies a protein or turns over a small molecule; receptor: it binds, or was followed to a receptor; other: any other effect"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: protein_id, type: curie}
  - {name: protein_name, type: text}
  - {name: mode, type: text, help: "enzyme, receptor or other, read from what was measured"}
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
picture: {claims: claims}
see_also: [effects-of-cargo, cargo-of-source]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (g:Gene|Complex|Family)-[r:INCREASES|DECREASES|AFFECTS|BINDS|AMELIORATES|WORSENS]->(o:Entity)
WHERE r.kind = 'claim' AND EXISTS { MATCH (:Vesicle)-[:CARRIES|LOADED_WITH]->(g) }
WITH scopes, g, r, o, type(r) AS relation, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR (r.claim + '|' + split(x, '@')[0]) IN $allowed)] AS matched,
     CASE WHEN type(r) = 'BINDS' OR r.aspect = 'binding' OR size(coalesce(r.receptors, [])) > 0 THEN 'receptor'
          WHEN r.aspect IN ['phosphorylation', 'acetylation', 'ubiquitination', 'neddylation', 'methylation', 'cleavage']
               OR o:SmallMolecule OR o:Lipid THEN 'enzyme'
          ELSE 'other' END AS how
WHERE size(matched) > 0 AND ($mode = 'any' OR how = $mode)
WITH g, r, o, relation, how, [x IN matched | split(x, '@')[0]] AS study_ids, [x IN matched | split(x, '@')[1]] AS diseases
RETURN g.id AS protein_id, g.name AS protein_name, how AS mode,
       COLLECT { MATCH (v:Vesicle)-[:CARRIES|LOADED_WITH]->(g) RETURN DISTINCT v.name AS name ORDER BY name } AS vesicle_names,
       relation, o.id AS partner_id, o.name AS partner_name, head([l IN labels(o) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS partner_type, r.aspect AS aspect,
       CASE WHEN r.sign > 0 THEN 'increase' WHEN r.sign < 0 THEN 'decrease' ELSE 'unknown' END AS direction,
       COLLECT { UNWIND coalesce(r.receptors, []) AS one MATCH (t:Entity {id: one}) RETURN t.name AS name ORDER BY name } AS receptors,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence)-[p:PERTURBED]->(x) WHERE e.study IN study_ids
                 WITH x.name + ': ' + p.change + ' at ' + p.at + ' by ' + p.by + CASE WHEN p.effect IS NULL THEN '' ELSE ', effect ' + p.effect END AS text
                 RETURN DISTINCT text ORDER BY text } AS perturbed,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names, r.grade AS grade, r.level AS level,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [r.claim] AS claims, r.grade_rank AS grade_rank
ORDER BY mode, grade_rank DESC, protein_name, partner_name, claims
SKIP $skip LIMIT $limit
