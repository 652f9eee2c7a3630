// What priming does to cargo
/*---
question: Which priming changes which vesicle cargo, and by how much?
params:
  stimulus: {type: entity, label: [Stimulus, Drug, SmallMolecule, Lipid, Gene, Complex, Family, MiRNA, Process], example: "HGNC:5438", help: "only this stimulus, by id or name"}
  cargo: {type: entity, label: CARGO, example: "mirbase.mature:MIMAT0000443", help: "only this cargo, by id or name"}
  sign: {type: sign, example: increase, help: "only cargo that rises, or that falls"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: stimulus_id, type: curie}
  - {name: stimulus_name, type: text}
  - {name: doses, type: text_list, help: "dose and hours as stated"}
  - {name: hours, type: float_list, help: "hours of priming as stated; empty where they are not"}
  - {name: cargo_id, type: curie}
  - {name: cargo_name, type: text}
  - {name: cargo_type, type: text}
  - {name: direction, type: text, help: "increase or decrease of the cargo in the vesicle"}
  - {name: fold_change, type: float, help: "median of the fold changes that are stated; null where none is curated"}
  - {name: fold_changes, type: float_list, help: "as stated by the studies; empty where none is stated"}
  - {name: changes_stated, type: text_list, help: "sizes stated in other units: value, unit"}
  - {name: cargo_effects, type: text_list, help: "what the cargo itself was seen to do, best graded first, at most five"}
  - {name: source_names, type: text_list}
  - {name: sample_sizes, type: int_list, help: "sample sizes as stated"}
  - {name: n_support, type: int}
  - {name: n_refute, type: int}
  - {name: n_null, type: int}
  - {name: grade, type: text}
  - {name: dois, type: text_list}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
  - {name: grade_rank, type: int, help: "0 unsupported, 1 weak, 2 moderate, 3 strong"}
key: [claims]
show: [stimulus_name, cargo_name, direction, doses, fold_change, source_names, cargo_effects, grade]
picture: {claims: claims}
opposed: {actor: stimulus_name, end: cargo_name, sign: direction}
see_also: [priming-losses, effects-of-cargo]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (a:Entity)-[r:LOADS|UNLOADS]->(c:Entity)
WHERE r.kind = 'claim' AND ($stimulus IS NULL OR a.id = $stimulus) AND ($cargo IS NULL OR c.id = $cargo) AND ($sign IS NULL OR r.sign = $sign)
WITH scopes, a, r, c, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
      WHERE ($disease IS NULL OR any(d IN scopes WHERE x ENDS WITH '@' + d))
        AND ($allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)] AS matched
WHERE size(matched) > 0
WITH a, r, c, [x IN matched | split(x, '@')[0]] AS study_ids
WITH a, r, c, study_ids,
     COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN study_ids AND e.effect_unit = 'fold'
               RETURN e.effect AS effect ORDER BY effect } AS folds
RETURN a.id AS stimulus_id, a.name AS stimulus_name,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence)-[:USED]->(:Preparation)-[p:PRIMED_BY]->(a)
                 WHERE e.study IN study_ids AND (p.dose IS NOT NULL OR p.hours IS NOT NULL)
                 WITH CASE WHEN p.dose IS NULL THEN '' ELSE toString(p.dose) + ' ' + coalesce(p.unit, '') END AS dose,
                      CASE WHEN p.hours IS NULL THEN '' ELSE toString(p.hours) + ' h' END AS hours
                 WITH trim(dose + ' ' + hours) AS text RETURN DISTINCT text ORDER BY text } AS doses,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence)-[:USED]->(:Preparation)-[p:PRIMED_BY]->(a) WHERE e.study IN study_ids AND p.hours IS NOT NULL
                 RETURN DISTINCT p.hours AS hours ORDER BY hours } AS hours,
       c.id AS cargo_id, c.name AS cargo_name, head([l IN labels(c) WHERE l <> 'Entity' AND l <> 'Cytokine']) AS cargo_type,
       CASE WHEN r.sign > 0 THEN 'increase' ELSE 'decrease' END AS direction,
       CASE size(folds) WHEN 0 THEN null ELSE (folds[(size(folds) - 1) / 2] + folds[size(folds) / 2]) / 2.0 END AS fold_change,
       COLLECT { UNWIND folds AS fold RETURN DISTINCT fold ORDER BY fold } AS fold_changes,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN study_ids AND e.effect IS NOT NULL AND coalesce(e.effect_unit, '') <> 'fold'
                 WITH toString(e.effect) + coalesce(' ' + e.effect_unit, '') AS text RETURN DISTINCT text ORDER BY text } AS changes_stated,
       COLLECT { MATCH (c)-[f:TARGETS|INCREASES|DECREASES|AMELIORATES|WORSENS]->(o:Entity) WHERE f.kind = 'claim' AND size(f.reports) > 0
                 WITH type(f) + ' ' + o.name AS text, max(f.grade_rank) AS best ORDER BY best DESC, text LIMIT 5 RETURN text } AS cargo_effects,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence), (s:CellSource) WHERE e.study IN study_ids AND s.id = e.source
                 RETURN DISTINCT s.name AS name ORDER BY name } AS source_names,
       COLLECT { MATCH (:Claim {id: r.claim})<-[:SUPPORTS]-(e:Evidence) WHERE e.study IN study_ids AND e.n IS NOT NULL RETURN e.n AS n ORDER BY n } AS sample_sizes,
       r.n_support AS n_support, r.n_refute AS n_refute, r.n_null AS n_null, r.grade AS grade,
       COLLECT { UNWIND study_ids AS one MATCH (study:Study {id: one}) WHERE study.doi IS NOT NULL RETURN DISTINCT study.doi AS doi ORDER BY doi } AS dois,
       COLLECT { UNWIND study_ids AS one RETURN DISTINCT one ORDER BY one } AS studies,
       [r.claim] AS claims, r.grade_rank AS grade_rank
ORDER BY grade_rank DESC, CASE WHEN fold_change IS NULL THEN 1 ELSE 0 END, n_support DESC, stimulus_name, cargo_name, claims
SKIP $skip LIMIT $limit
