// Studies that report too little of their vesicles
/*---
question: Which studies leave out what is needed to judge their vesicles?
help: The reporting score is the share of eight items that the best-described preparation states. Where the methods were not read it is unknown, not low.
params:
  below: {type: float, default: 0.6, min: 0, max: 1.01, example: 0.6, help: "studies with a score lower than this"}
  unknown: {type: bool, default: true, example: true, help: "also studies whose methods were not read"}
  disease: {type: entity, label: Disease, example: "MONDO:0005265", help: "only what was reported in this disease; its kinds are meant too, unless descendants=false"}
returns:
  - {name: study_id, type: curie, label: Study}
  - {name: study_name, type: text}
  - {name: reporting, type: float, help: "0 to 1; empty: not known"}
  - {name: read, type: text}
  - {name: missing, type: text_list, help: "items that no preparation states, where the full text was read"}
  - {name: not_read, type: text_list, help: "items of which nothing is known, as the methods were not read"}
  - {name: stated, type: text_list}
  - {name: ev_track, type: text_list, help: "EV-TRACK ids"}
  - {name: disease_names, type: text_list}
  - {name: n_claims, type: int, help: "claims that the study supports"}
  - {name: doi, type: text}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [study_id]
picture: {claims: claims, table: true}
show: [study_name, read, reporting, missing, not_read, disease_names, n_claims]
see_also: [effect-by-isolation, single-group-claims]
---*/
OPTIONAL MATCH (kind:Disease)-[:IS_A*0..10]->(:Disease {id: $disease})
WHERE $descendants OR kind.id = $disease
WITH collect(DISTINCT kind.id) AS scopes
MATCH (p:Preparation)
WITH scopes, p.study AS study_id, collect(CASE WHEN p.product <> 'cells' THEN {stated: coalesce(p.reported_items, []), open: coalesce(p.missing_items, [])} ELSE null END) AS made,
     collect(DISTINCT p.ev_track) AS tracks
WHERE size(made) > 0
MATCH (study:Study {id: study_id})
WHERE ($include_retracted OR NOT study.set_aside) AND ($disease IS NULL OR any(d IN coalesce(study.indications, []) WHERE d IN scopes))
  AND ((study.reporting IS NULL AND $unknown) OR study.reporting < $below)
WITH study,
     COLLECT { UNWIND made AS one UNWIND one.stated AS item RETURN DISTINCT item ORDER BY item } AS stated,
     COLLECT { UNWIND made AS one UNWIND one.open AS item RETURN DISTINCT item ORDER BY item } AS open,
     COLLECT { UNWIND tracks AS track RETURN DISTINCT track ORDER BY track } AS ev_track,
     COLLECT { MATCH (study)<-[:REPORTED_IN]-(:Evidence)-[:SUPPORTS]->(c:Claim) WHERE $allowed IS NULL OR $allowed[c.id + '|' + study.id] IS NOT NULL
               RETURN DISTINCT c.id AS id ORDER BY id } AS claims
WHERE $allowed IS NULL OR size(claims) > 0 OR $allowed['|' + study.id] IS NOT NULL
RETURN study.id AS study_id, study.name AS study_name, study.reporting AS reporting, study.read AS read, CASE study.read WHEN 'full_text' THEN [i IN open WHERE NOT i IN stated] ELSE [] END AS missing,
       CASE study.read WHEN 'full_text' THEN [] ELSE [i IN open WHERE NOT i IN stated] END AS not_read, stated, ev_track, COLLECT { UNWIND coalesce(study.indications, []) AS one MATCH (d:Disease {id: one}) RETURN DISTINCT d.name AS name ORDER BY name } AS disease_names,
       size(claims) AS n_claims, study.doi AS doi, [study.id] AS studies, claims
ORDER BY CASE WHEN reporting IS NULL THEN 1 ELSE 0 END, reporting, study_name, study_id
SKIP $skip LIMIT $limit
