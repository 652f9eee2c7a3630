// Retracted studies and withdrawn records among the reports of an edge
/*---
question: Which edges count a retracted study, or a withdrawn record, as a report or as a measurement?
returns:
  - {name: claim, type: claim}
  - {name: study, type: study}
---*/
MATCH (s:Study)
WHERE s.set_aside
MATCH (:Entity)-[r]->(:Entity)
WHERE any(x IN coalesce(r.reports, []) + coalesce(r.measured_in, []) WHERE split(x, '@')[0] = s.id)
RETURN coalesce(r.claim, r.background) AS claim, s.id AS study
ORDER BY claim, study
LIMIT 100
