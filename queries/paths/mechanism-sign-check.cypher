// Does a mechanism agree with the outcome measured?
/*---
question: Does the net sign of {mechanism} agree with the outcome that was measured?
params:
  mechanism: {type: mechanism, example: "exomech:mechanism-bab0feff5a76", help: "one mechanism; left out: all of them"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only mechanisms of studies of this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: mechanism_id, type: curie}
  - {name: mechanism_name, type: text}
  - {name: start_name, type: text}
  - {name: end_name, type: text}
  - {name: declared, type: text, help: "the net sign that the curator wrote: increase or decrease"}
  - {name: computed, type: text, help: "the product of the signs of its steps, as the graph holds them"}
  - {name: outcomes, type: text_list, help: "signs of the measured claims of its study that lead from its start straight to its end, of the aspect in which the last step changes it"}
  - {name: verdict, type: text, help: "agrees, disagrees, mixed (outcomes of both signs), or not_measured"}
  - {name: n_steps, type: int}
  - {name: n_measured_steps, type: int, help: "steps that its own study measured"}
  - {name: background, type: text_list, help: "steps known beforehand, in order, with their own references"}
  - {name: study_id, type: curie, label: Study}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list, help: "the claimed steps in order, then the outcomes"}
key: [mechanism_id]
picture: {claims: claims, table: true}
chained: true
show: [mechanism_name, declared, computed, outcomes, verdict, n_steps, n_measured_steps, background]
see_also: [unmeasured-steps, explain-effect]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
CALL () {
  MATCH (s:Entity)-[r:TARGETS|INCREASES|DECREASES|AFFECTS|SPONGES|BINDS|AMELIORATES|WORSENS]->(o:Entity)
  WHERE r.kind = 'background'
  WITH r.background AS id, r.sign AS sign, r.onward AS onward, r.aspect AS aspect, o.id AS object,
       s.name + ' ' + type(r) + ' ' + o.name + reduce(t = '', x IN r.references | t + CASE WHEN t = '' THEN ' (' ELSE ', ' END + x) + ')' AS text ORDER BY id
  RETURN collect({id: id, sign: sign, onward: onward, aspect: aspect, object: object, text: text}) AS known
}
MATCH (m:Mechanism)
WHERE ($mechanism IS NULL OR m.id = $mechanism) AND ($include_retracted OR NOT m.set_aside)
MATCH (m)-[:STARTS_AT]->(a:Entity)
MATCH (m)-[:ENDS_AT]->(z:Entity)
MATCH (m)-[:REPORTED_IN]->(study:Study)
WHERE $disease IS NULL OR any(d IN coalesce(study.indications, []) WHERE d IN scopes)
WITH m, a, z, study, CASE WHEN 'background' IN m.step_kinds THEN [k IN known WHERE k.id IN m.step_ids] ELSE [] END AS mine,
     COLLECT { MATCH (m)-[h:HAS_STEP]->(c:Claim) RETURN {position: h.position, id: c.id, sign: c.sign, onward: c.onward, object: c.object, aspect: c.aspect} AS step ORDER BY h.position } AS steps,
     COLLECT { MATCH (study)<-[:REPORTED_IN]-(e:Evidence) WHERE e.basis = 'measured'
               MATCH (e)-[:SUPPORTS]->(o:Claim) WHERE (o.subject = a.id AND o.object = z.id) OR o.id IN m.step_ids
               WITH DISTINCT o RETURN {id: o.id, subject: o.subject, object: o.object, aspect: o.aspect, sign: o.sign} AS one ORDER BY o.id } AS measured
WITH m, a, z, study, steps, measured, [s IN steps | s.id] AS step_claims, reduce(found = [], step IN m.step_ids | found + [k IN mine WHERE k.id = step | k.text]) AS background,
     [s IN steps | CASE WHEN s.position = size(m.step_ids) OR m.step_kinds[s.position] = 'pathway' THEN s.sign ELSE s.onward END]
     + [k IN mine | CASE WHEN k.id = last(m.step_ids) OR (last(m.step_kinds) = 'pathway' AND k.id = m.step_ids[size(m.step_ids) - 2]) THEN k.sign ELSE k.onward END] AS signs,
     [s IN steps WHERE last(m.step_kinds) = 'pathway' AND s.position = size(m.step_ids) - 1 | {object: s.object, aspect: s.aspect}]
     + [k IN mine WHERE last(m.step_kinds) = 'pathway' AND k.id = m.step_ids[size(m.step_ids) - 2] | {object: k.object, aspect: k.aspect}] AS before,
     [s IN steps WHERE s.position = size(m.step_ids) | s.aspect] + [k IN mine WHERE k.id = last(m.step_ids) | k.aspect] AS aspects
WITH m, a, z, study, measured, step_claims, background, aspects, signs,
     COLLECT { MATCH (z)<-[r:MEMBER_OF|READOUT_OF]-(x:Entity) WHERE any(s IN before WHERE s.object = x.id AND s.aspect IN r.aspects) RETURN r.sign AS sign ORDER BY sign } AS pathway_signs
WITH m, a, z, study, measured, step_claims, background, aspects, signs + pathway_signs[0..1] AS signs
WITH m, a, z, study, step_claims, background, CASE WHEN size(signs) < size(m.step_ids) THEN null ELSE reduce(s = 1, x IN signs | s * x) END AS computed,
     size([x IN step_claims WHERE any(o IN measured WHERE o.id = x)]) AS n_measured_steps,
     [o IN measured WHERE o.subject = a.id AND o.object = z.id AND NOT o.id IN step_claims AND (size(aspects) = 0 OR o.aspect IN aspects) AND o.sign IN [1, -1]] AS outcomes
WITH m, a, z, study, step_claims, background, computed, n_measured_steps, [o IN outcomes | o.id] AS outcome_claims,
     [o IN outcomes WHERE o.sign = 1 | 1] + [o IN outcomes WHERE o.sign = -1 | -1] AS outcome_signs
WHERE $allowed IS NULL OR any(c IN step_claims WHERE $allowed[c + '|' + m.study] IS NOT NULL)
WITH m, a, z, study, step_claims, background, computed, n_measured_steps, outcome_claims, outcome_signs,
     CASE WHEN size(outcome_signs) = 0 THEN 'not_measured' WHEN all(s IN outcome_signs WHERE s = m.net) THEN 'agrees'
          WHEN any(s IN outcome_signs WHERE s = m.net) THEN 'mixed' ELSE 'disagrees' END AS verdict
RETURN m.id AS mechanism_id, m.name AS mechanism_name, a.name AS start_name, z.name AS end_name,
       CASE WHEN m.net > 0 THEN 'increase' WHEN m.net < 0 THEN 'decrease' ELSE 'unknown' END AS declared,
       CASE WHEN computed > 0 THEN 'increase' WHEN computed < 0 THEN 'decrease' ELSE 'unknown' END AS computed,
       [s IN outcome_signs | CASE WHEN s > 0 THEN 'increase' ELSE 'decrease' END] AS outcomes, verdict,
       size(m.step_ids) AS n_steps, n_measured_steps, background, study.id AS study_id, [study.id] AS studies, step_claims + outcome_claims AS claims
ORDER BY CASE verdict WHEN 'disagrees' THEN 0 WHEN 'mixed' THEN 1 WHEN 'agrees' THEN 2 ELSE 3 END, mechanism_name, mechanism_id
SKIP $skip LIMIT $limit
