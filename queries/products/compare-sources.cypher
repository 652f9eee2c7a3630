// MSC sources compared in a disease
/*---
question: How do MSC sources compare in {disease}?
help: >
  One row a cell of the table source by effect. The rows of one effect stand together, so that its sources can be compared: severity first, then the effects on which most
  sources were tested. What was tested and not found has a row too, with the direction none and n_studies 0.
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
  - {name: direction, type: text, help: "increase, decrease or unknown, of severity for a disease; none: tested, and no study of the disease found the effect"}
  - {name: tested, type: text, help: "the direction that was asked: increase, decrease or unknown"}
  - {name: n_sources, type: int, help: "cell sources with a finding on this effect, none too, under the same filters"}
  - {name: n_studies, type: int, help: "studies that support it in the disease"}
  - {name: n_refute, type: int, help: "studies of the disease that found the opposite"}
  - {name: n_null, type: int, help: "studies of the disease that looked and found no effect"}
  - {name: grade, type: text}
  - {name: contradicted, type: bool, help: "some evidence in the graph opposes the claim"}
  - {name: priming, type: text_list, help: "stimuli with which the donor cells were primed in those studies"}
  - {name: studies, type: study_list, help: "those that support it in the disease"}
  - {name: against, type: study_list, help: "those of the disease that found no such effect, or the opposite; one may be on both sides"}
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
MATCH (x:Study)
WHERE any(d IN coalesce(x.indications, []) WHERE d IN scopes)
MATCH (x)<-[:REPORTED_IN]-(e:Evidence)-[b:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(c:Claim)
WHERE ($include_retracted OR NOT e.set_aside) AND e.basis <> 'hypothesis' AND ($allowed IS NULL OR $allowed[c.id + '|' + x.id] IS NOT NULL)
  AND c.relation IN ['INCREASES', 'DECREASES', 'AFFECTS', 'AMELIORATES', 'WORSENS', 'CARRIES', 'LOADED_WITH', 'RELEASES']
WITH c, x.id AS study, type(b) AS bearing
ORDER BY c.id, study
WITH c, collect(DISTINCT CASE bearing WHEN 'SUPPORTS' THEN study ELSE null END) AS study_ids,
     collect(DISTINCT CASE bearing WHEN 'REFUTES' THEN study ELSE null END) AS refute, collect(DISTINCT CASE bearing WHEN 'FOUND_NO_EFFECT' THEN study ELSE null END) AS nulls
MATCH (c)-[:HAS_SUBJECT]->(v:Entity)
WHERE v:Vesicle OR v:CellSource
MATCH (c)-[:HAS_OBJECT]->(o:Entity)
MATCH (s:CellSource {id: coalesce(v.source, v.id)})
WHERE $sources IS NULL OR size($sources) = 0 OR s.id IN $sources
WITH o, c.aspect AS aspect, count(DISTINCT s.id) AS n_sources, collect({v: v, c: c, s: s, study_ids: study_ids, refute: refute, nulls: nulls}) AS cells
UNWIND cells AS cell
WITH o, aspect, n_sources, cell.v AS v, cell.c AS c, cell.s AS s, cell.study_ids AS study_ids, cell.refute AS refute, cell.nulls AS nulls,
     CASE WHEN cell.c.sign > 0 THEN 'increase' WHEN cell.c.sign < 0 THEN 'decrease' ELSE 'unknown' END AS tested
RETURN s.id AS source_id, s.name AS source_name, coalesce(v.product, 'cells') AS product, o.id AS effect_id, o.name AS effect_name,
       head([l IN labels(o) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS effect_type, aspect,
       CASE size(study_ids) WHEN 0 THEN 'none' ELSE tested END AS direction, tested, n_sources,
       size(study_ids) AS n_studies, size(refute) AS n_refute, size(nulls) AS n_null,
       c.grade AS grade, EXISTS { MATCH (:Claim {id: c.id})-[:CONTRADICTS]-(:Claim) } AS contradicted,
       COLLECT { MATCH (:Claim {id: c.id})<-[:SUPPORTS]-(e:Evidence)-[:USED]->(:Preparation)-[:PRIMED_BY]->(a)
                 WHERE e.study IN study_ids RETURN DISTINCT a.name AS name ORDER BY name } AS priming,
       study_ids AS studies, COLLECT { UNWIND refute + nulls AS one RETURN DISTINCT one ORDER BY one } AS against,
       [c.id] AS claims, c.grade_rank AS grade_rank
ORDER BY CASE effect_type WHEN 'Disease' THEN 0 ELSE 1 END, n_sources DESC, effect_name, aspect, direction, n_studies DESC, grade_rank DESC, source_name, product, claims
SKIP $skip LIMIT $limit
