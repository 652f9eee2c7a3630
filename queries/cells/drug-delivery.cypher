// Drugs and cargo delivered by MSC vesicles
/*---
question: Which drugs or cargo do MSC vesicles deliver in {disease}, and how do they compare with the free drug?
params:
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
  drug: {type: entity, label: [Drug, SmallMolecule, Lipid, MiRNA, LncRNA, CircRNA, MRNA, Gene, Complex, Family], example: "mirbase.mature:MIMAT0000280", help: "only this drug or cargo, by id or name"}
  kind: {type: enum, values: [drug, nucleic_acid, protein, any], default: any, example: any, help: "what was put in"}
returns:
  - {name: cargo_id, type: curie}
  - {name: cargo_name, type: text}
  - {name: cargo_type, type: text}
  - {name: product_id, type: curie}
  - {name: product_name, type: text}
  - {name: source_name, type: text}
  - {name: methods, type: text_list, help: "loading methods as stated"}
  - {name: ligands, type: text_list, help: "targeting ligands on the vesicle"}
  - {name: comparators, type: text_list, help: "what the experiments were compared with"}
  - {name: comparisons, type: text_list, help: "arms side by side: products compared, endpoint, which did better"}
  - {name: efficacy, type: text_list, help: "claims about the disease or an outcome"}
  - {name: toxicity, type: text_list, help: "harm that was looked for: a disease or outcome made worse, survival lowered, each with what was found; null where nothing of the kind is curated"}
  - {name: other_effects, type: text_list, help: "the product's other effects"}
  - {name: disease_names, type: text_list}
  - {name: grade, type: text, help: "of the loading"}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [product_id, cargo_id]
show: [cargo_name, product_name, methods, comparisons, efficacy, toxicity, disease_names, grade]
picture: {claims: claims}
see_also: [engineered-vesicles, doses]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (v:Entity)-[r:LOADED_WITH]->(c:Entity)
WHERE r.kind = 'claim' AND ($drug IS NULL OR c.id = $drug)
  AND ($kind = 'any' OR (c:Drug OR c:SmallMolecule OR c:Lipid) = ($kind = 'drug') AND (c:MiRNA OR c:LncRNA OR c:CircRNA OR c:MRNA) = ($kind = 'nucleic_acid')
       AND (c:Gene OR c:Complex OR c:Family) = ($kind = 'protein'))
WITH scopes, v, r, c, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH v, r, c, [x IN matched | split(x, '@')[0]] AS study_ids, [x IN matched | split(x, '@')[1]] AS diseases
WITH v, r, c, study_ids, diseases,
     COLLECT { MATCH (v)-[f:INCREASES|DECREASES|AFFECTS|AMELIORATES|WORSENS]->(:Entity) WHERE any(x IN f.reports WHERE split(x, '@')[0] IN study_ids)
                 AND ($allowed IS NULL OR any(x IN f.reports WHERE $allowed[f.claim + '|' + split(x, '@')[0]] IS NOT NULL))
               RETURN DISTINCT f.claim AS id ORDER BY id } AS outcome_claims,
     COLLECT { MATCH (v)<-[:HAS_SUBJECT]-(f:Claim)<-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(e:Evidence) WHERE e.study IN study_ids AND ($allowed IS NULL OR $allowed[f.id + '|' + e.study] IS NOT NULL)
                 AND (f.relation = 'WORSENS' OR (f.object = 'exomech:outcome-survival' AND (f.sign < 0 OR type(b) = 'FOUND_NO_EFFECT')))
               WITH f.name + CASE type(b) WHEN 'SUPPORTS' THEN ': supported' WHEN 'REFUTES' THEN ': refuted' ELSE ': no effect' END AS text
               RETURN DISTINCT text ORDER BY text } AS harm
RETURN c.id AS cargo_id, c.name AS cargo_name, head([l IN labels(c) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS cargo_type, v.id AS product_id, v.name AS product_name,
       head(COLLECT { MATCH (source:CellSource {id: v.source}) RETURN source.name AS name }) AS source_name,
       COLLECT { MATCH (p:Preparation)-[:YIELDS]->(v) WHERE p.study IN study_ids UNWIND coalesce(p.loading, []) AS text
                 WITH text WHERE text STARTS WITH c.id + ' by ' WITH split(text, ' by ')[1] AS method RETURN DISTINCT method ORDER BY method } AS methods,
       COLLECT { MATCH (p:Preparation)-[:YIELDS]->(v) WHERE p.study IN study_ids AND p.ligand IS NOT NULL MATCH (l:Entity {id: p.ligand}) RETURN DISTINCT l.name AS name ORDER BY name } AS ligands,
       COLLECT { UNWIND outcome_claims AS one MATCH (f:Claim {id: one})<-[:SUPPORTS]-(e:Evidence)-[:IN_CONTEXT]->(x:Context) WHERE e.study IN study_ids AND x.comparator IS NOT NULL
                 RETURN DISTINCT x.comparator AS text ORDER BY text } AS comparators,
       COLLECT { MATCH (v)<-[:YIELDS]-(:Preparation)<-[:USED]-(k:Comparison) WHERE k.study IN study_ids MATCH (k)-[:ABOUT]->(o:Entity)
                 WITH DISTINCT k, o MATCH (k)-[:REPORTED_IN]->(study:Study) MATCH (k)-[:USED]->(p:Preparation) OPTIONAL MATCH (p)-[:YIELDS]->(made:Entity)
                 WITH k, o, study, p.key AS arm, coalesce(made.name, p.reported_as, p.key) AS product ORDER BY arm, product
                 WITH k, o, study, collect({key: arm, product: product}) AS used
                 // Two arms of one product are told apart by the study's own keys.
                 WITH k, o, study, [x IN used | {key: x.key, name: CASE WHEN single(y IN used WHERE y.product = x.product) THEN x.product ELSE x.product + ' (' + x.key + ')' END}] AS used
                 WITH study.name + ': ' + reduce(t = '', key IN k.arm_keys | CASE WHEN t = '' THEN '' ELSE t + ' against ' END + head([x IN used WHERE x.key = key | x.name]))
                      + ', ' + o.name + ', better: ' + coalesce(head([x IN used WHERE x.key = k.better | x.name]), 'no difference') AS text
                 RETURN DISTINCT text ORDER BY text } AS comparisons,
       COLLECT { UNWIND outcome_claims AS one MATCH (f:Claim {id: one}) WHERE f.family = 'SEVERITY' RETURN DISTINCT f.name AS name ORDER BY name } AS efficacy,
       CASE WHEN size(harm) = 0 THEN null ELSE harm END AS toxicity,
       COLLECT { UNWIND outcome_claims AS one MATCH (f:Claim {id: one}) WHERE f.family <> 'SEVERITY' RETURN DISTINCT f.name AS name ORDER BY name } AS other_effects,
       COLLECT { UNWIND diseases AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names, r.grade AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [r.claim] + outcome_claims AS claims, r.grade_rank AS grade_rank
ORDER BY CASE WHEN cargo_type IN ['Drug', 'SmallMolecule', 'Lipid'] THEN 0 ELSE 1 END, cargo_type, cargo_name, product_name, product_id, cargo_id
SKIP $skip LIMIT $limit
