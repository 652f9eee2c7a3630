// Steps of a mechanism that its study did not measure
/*---
question: Which steps of {mechanism} lack a direct measurement?
params:
  mechanism: {type: mechanism, required: true, example: "exomech:mechanism-bab0feff5a76", help: "the mechanism's id or name, as mechanism-sign-check and study records give it"}
returns:
  - {name: mechanism_id, type: curie}
  - {name: mechanism_name, type: text}
  - {name: step, type: int, help: "position of the step, from 1"}
  - {name: step_name, type: text, help: "the claim, or the background step"}
  - {name: basis, type: text, help: "how this study comes to it: inferred_by_authors, background or hypothesis"}
  - {name: n_evidence, type: int, help: "evidence items of any study for this step"}
  - {name: n_measured_elsewhere, type: int, help: "other studies that measured it"}
  - {name: suggestion, type: text, help: "the experiment that would close the gap"}
  - {name: grade, type: text}
  - {name: studies, type: study_list, help: "the mechanism's study, and those that measured the step elsewhere"}
  - {name: claims, type: claim_list, help: "empty for membership, readout and background steps"}
key: [mechanism_id, step]
picture: {claims: claims, table: true}
show: [step, step_name, basis, n_evidence, n_measured_elsewhere, suggestion, grade]
see_also: [mechanism-sign-check, evidence-of-claim]
---*/
MATCH (m:Mechanism {id: $mechanism})
WHERE ($include_retracted OR NOT m.set_aside)
UNWIND range(1, size(m.step_ids)) AS step
WITH m, step, m.step_kinds[step - 1] AS kind, m.step_ids[step - 1] AS step_id
OPTIONAL MATCH (c:Claim {id: step_id})
OPTIONAL MATCH (c)-[:HAS_OBJECT]->(o:Entity)
OPTIONAL MATCH (s0:Entity)-[b]->(o0:Entity)
WHERE kind = 'background' AND b.background = step_id
OPTIONAL MATCH (:Claim {id: m.step_ids[step - 2]})-[:HAS_OBJECT]->(claimed:Entity)
OPTIONAL MATCH (:Entity)-[earlier]->(known:Entity)
WHERE kind = 'pathway' AND earlier.background = m.step_ids[step - 2]
OPTIONAL MATCH (m)-[:ENDS_AT]->(z:Entity)
WITH m, step, kind, step_id, c, o, CASE WHEN b IS NOT NULL THEN s0.name + ' ' + type(b) + ' ' + o0.name
     ELSE coalesce(claimed.name, known.name) + CASE step_id WHEN 'member' THEN ' MEMBER_OF ' ELSE ' READOUT_OF ' END + z.name END AS background_name
WITH m, step, kind, step_id, c, o, background_name,
     COLLECT { MATCH (c)<-[:SUPPORTS]-(e:Evidence) WHERE e.study = m.study RETURN DISTINCT e.basis AS basis ORDER BY basis } AS own,
     COUNT { MATCH (c)<-[:SUPPORTS]-(e:Evidence) WHERE $include_retracted OR NOT e.set_aside } AS n_evidence,
     COLLECT { MATCH (c)<-[:SUPPORTS]-(e:Evidence) WHERE e.study <> m.study AND e.basis = 'measured' AND ($include_retracted OR NOT e.set_aside)
               RETURN DISTINCT e.study AS id ORDER BY id } AS elsewhere
WHERE NOT 'measured' IN own AND ($allowed IS NULL OR (c IS NOT NULL AND $allowed[c.id + '|' + m.study] IS NOT NULL))
RETURN m.id AS mechanism_id, m.name AS mechanism_name, step,
       coalesce(c.name, background_name, step_id) AS step_name,
       CASE WHEN kind <> 'claim' THEN 'background' WHEN 'inferred_by_authors' IN own THEN 'inferred_by_authors'
            WHEN size(own) > 0 THEN head(own) ELSE 'hypothesis' END AS basis,
       n_evidence, size(elsewhere) AS n_measured_elsewhere,
       CASE WHEN kind = 'pathway' THEN 'read the pathway itself in the same experiment: a reporter, or the phosphorylation or cleavage that reads it out'
            WHEN kind = 'background' THEN 'show the background step in the same cells: perturb the upstream node and read the downstream one'
            WHEN c.family = 'CARRIES' THEN 'quantify the cargo in the isolated vesicles, with nuclease and protease protection'
            WHEN c.family = 'LOADED_WITH' THEN 'measure how much of the cargo the loaded vesicles hold'
            WHEN c.family = 'LOADS' THEN 'compare the cargo in vesicles of treated and untreated donors'
            WHEN c.family = 'SPONGES' THEN 'pull the RNA down, or use a reporter with the wild-type and the mutant site'
            WHEN c.family = 'SEVERITY' THEN 'take the cargo away at the donor and score the disease in vivo'
            WHEN c.subject STARTS WITH 'mirbase' AND 'Gene' IN labels(o) THEN 'a reporter with the wild-type and the mutant site, then loss of the miRNA at the donor'
            ELSE 'gain and loss of the subject, with the object read in the recipient' END AS suggestion,
       c.grade AS grade, [m.study] + elsewhere AS studies, CASE WHEN c IS NULL THEN [] ELSE [c.id] END AS claims
ORDER BY mechanism_id, step
SKIP $skip LIMIT $limit
