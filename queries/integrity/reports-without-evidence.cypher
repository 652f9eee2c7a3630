// Reports of an edge that no evidence of the claim bears out
/*---
question: Which edges name a study that supports the claim by no evidence?
returns:
  - {name: claim, type: claim}
  - {name: report, type: text}
---*/
MATCH (:Entity)-[r]->(:Entity)
WHERE r.claim IS NOT NULL
UNWIND coalesce(r.reports, []) + coalesce(r.reports_retracted, []) + coalesce(r.measured_in, []) AS report
WITH DISTINCT r.claim AS claim, report, split(report, '@')[0] AS study
WHERE NOT EXISTS { MATCH (c:Claim)<-[:SUPPORTS]-(e:Evidence) WHERE c.id = claim AND e.study = study }
RETURN claim, report
ORDER BY claim, report
LIMIT 100
