// Retracted studies and withdrawn records among the reports of an edge
/*---
question: Which edges count a retracted study, or a withdrawn record, as a report or as a measurement?
returns:
  - {name: claim, type: claim}
  - {name: study, type: study}
---*/
MATCH (s:Study)
WHERE s.set_aside
WITH collect(s.id) AS fallen
MATCH (:Entity)-[r]->(:Entity)
WHERE any(x IN coalesce(r.reports, []) + coalesce(r.measured_in, []) WHERE split(x, '@')[0] IN fallen)
UNWIND coalesce(r.reports, []) + coalesce(r.measured_in, []) AS report
WITH DISTINCT coalesce(r.claim, r.background) AS claim, split(report, '@')[0] AS study, fallen
WHERE study IN fallen
RETURN claim, study
ORDER BY claim, study
LIMIT 100
