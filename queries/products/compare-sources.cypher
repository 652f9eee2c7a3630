// MSC sources compared in a disease
/*---
question: How do MSC sources compare in {disease}?
help: >
  One row a cell of the table source by effect. The rows of one effect stand together, so that its sources can be compared: severity first, then the effects on which most
  sources were tested.
params:
  disease: {type: entity, label: Disease, required: true, example: "MONDO:0005265", help: "the disease, by id or name; its kinds are meant too, unless descendants=false"}
  sources: {type: entity_list, label: CellSource, example: ["CL:0002540", "CL:0002569"], help: "only these cell sources; repeat the parameter"}
returns:
  - {name: source_id, type: curie, label: CellSource}
  - {name: source_name, type: text}
  - {name: product, type: text, help: "ev, cells, secretome ..."}
  - {name: effect_id, type: curie}
  - {name: effect_name, type: text, help: "what the product acts on"}
  - {name: effect_type, type: text}
  - {name: aspect, type: text}
  - {name: direction, type: text, help: "increase or decrease; of severity for a disease"}
  - {name: n_sources, type: int, help: "cell sources with a finding on this effect, under the same filters"}
  - {name: n_studies, type: int, help: "studies that support it in the disease"}
  - {name: n_refute, type: int}
  - {name: n_null, type: int}
  - {name: grade, type: text}
  - {name: contradicted, type: bool, help: "some evidence in the graph opposes the claim"}
  - {name: priming, type: text_list, help: "stimuli with which the donor cells were primed in those studies"}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
picture: {claims: claims, matrix: {rows: [effect_name, aspect], columns: [source_name, product], cell: direction}}
show: [effect_name, source_name, product, direction, n_studies, n_null, grade]
see_also: [cytokine-changes, contradictions, evidence-of-claim]
---*/
MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (v:Entity)-[r:INCREASES|DECREASES|AFFECTS|AMELIORATES|WORSENS|CARRIES|LOADED_WITH|RELEASES]->(o:Entity)
WHERE r.kind = 'claim' AND (v:Vesicle OR v:CellSource)
WITH scopes, v, r, o, coalesce(v.source, v.id) AS source_id,
     [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE any(d IN scopes WHERE x ENDS WITH '@' + d)
        AND ($allowed IS NULL OR (r.claim + '|' + split(x, '@')[0]) IN $allowed)] AS matched
WHERE size(matched) > 0
MATCH (s:CellSource {id: source_id})
WHERE $sources IS NULL OR size($sources) = 0 OR s.id IN $sources
WITH o, r.aspect AS aspect, count(DISTINCT s.id) AS n_sources, collect({v: v, r: r, s: s, study_ids: [x IN matched | split(x, '@')[0]]}) AS cells
UNWIND cells AS cell
WITH o, aspect, n_sources, cell.v AS v, cell.r AS r, cell.s AS s, cell.study_ids AS study_ids
RETURN s.id AS source_id, s.name AS source_name, coalesce(v.product, 'cells') AS product, o.id AS effect_id, o.name AS effect_name,
       head([l IN labels(o) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS effect_type, aspect,
       CASE WHEN r.sign > 0 THEN 'increase' WHEN r.sign < 0 THEN 'decrease' ELSE 'unknown' END AS direction, n_sources,
       COUNT { UNWIND study_ids AS one MATCH (x:Study {id: one}) RETURN DISTINCT x.id } AS n_studies, r.n_refute AS n_refute, r.n_null AS n_null,
       r.grade AS grade, EXISTS { MATCH (:Claim {id: r.claim})-[:CONTRADICTS]-(:Claim) } AS contradicted,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence)-[:USED]->(:Preparation)-[:PRIMED_BY]->(a)
                 WHERE e.study IN study_ids RETURN DISTINCT a.name AS name ORDER BY name } AS priming,
       COLLECT { UNWIND study_ids AS one MATCH (x:Study {id: one}) RETURN DISTINCT x.id AS id ORDER BY id } AS studies,
       [r.claim] AS claims, r.grade_rank AS grade_rank
ORDER BY CASE effect_type WHEN 'Disease' THEN 0 ELSE 1 END, n_sources DESC, effect_name, aspect, direction, n_studies DESC, grade_rank DESC, source_name, product, claims
SKIP $skip LIMIT $limit
