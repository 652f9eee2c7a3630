// What changed since a release
/*---
question: Which claims were added, removed, regraded, retracted or withdrawn since an earlier release or build?
help: >
  Compares the claims of a release with those of this build, or of a later release. Each release keeps a table of its claims (curation/releases);
  "empty" stands for nothing, so that everything counts as added. Two builds are compared by giving the table of the earlier one: `exomech export
  --format claims` writes it, and claims.tsv of a data release is one. A filter keeps the claims that pass it in this build.
params:
  release: {type: str, default: empty, example: empty, help: "the earlier release: a version, or empty"}
  table: {type: str_list, max: 100000, example: ["exomech:claim-000000000000 + weak held"], help: "instead of a release, the lines of a table of claims: id, sign, grade, status and, where it is there, name; on the command line @FILE, in a body a list"}
  until: {type: str, default: current, help: "the later release: a version, or current for this build", example: current}
  change: {type: enum_list, values: [added, removed, regraded, retracted, withdrawn, restored], example: [added], help: "only these kinds; repeat the parameter"}
returns:
  - {name: before, type: text_list, from: graph}
  - {name: after, type: text_list, from: graph}
  - {name: held, type: text_list, from: graph}
  - {name: kept, type: text_list, from: graph}
  - {name: ids, type: text_list, from: graph}
  - {name: names, type: text_list, from: graph}
  - {name: papers, type: text_list, from: graph}
  - {name: claim_id, type: claim, from: post}
  - {name: claim_name, type: text, help: "of a claim that this build does not hold: the name in the earlier table, empty where that has no names", from: post}
  - {name: change, type: text, help: "added, removed, regraded, retracted, withdrawn, or restored", from: post}
  - {name: reason, type: text, from: post}
  - {name: sign, type: text, help: "increase, decrease, unknown, or none (the relation has no direction)", from: post}
  - {name: grade_before, type: text, from: post}
  - {name: grade_after, type: text, from: post}
  - {name: studies, type: study_list, help: "studies that bear on it in this build; of a claim that nothing supports any more, those that were set aside too", from: post}
  - {name: claims, type: claim_list, from: post}
key: [claim_id]
show: [claim_id, claim_name, change, grade_before, grade_after, reason]
picture: {claims: claims, table: true}
see_also: [retraction-impact, evidence-of-claim]
post: queries.changes:changes
---*/
WITH head(COLLECT { MATCH (r:Release {name: $release}) RETURN r.claims AS lines ORDER BY r.id }) AS before,
     head(COLLECT { MATCH (r:Release {name: $until}) RETURN r.claims AS lines ORDER BY r.id }) AS later,
     COLLECT { MATCH (r:Release) RETURN r.name AS name ORDER BY name } AS held,
     COLLECT { MATCH (c:Claim) RETURN c.id + '\t' + CASE WHEN c.sign IS NULL THEN '.' WHEN c.sign > 0 THEN '+' WHEN c.sign < 0 THEN '-' ELSE '0' END + '\t' + c.grade + '\t'
                 + CASE WHEN coalesce(c.retracted, false) THEN 'retracted' WHEN coalesce(c.withdrawn, false) THEN 'withdrawn' ELSE 'held' END AS line ORDER BY c.id } AS now,
     CASE WHEN $allowed IS NULL THEN null ELSE keys($allowed) END AS kept,
     COLLECT { MATCH (c:Claim) RETURN c.id AS id ORDER BY id } AS ids, COLLECT { MATCH (c:Claim) RETURN c.name AS name ORDER BY c.id } AS names,
     COLLECT { MATCH (c:Claim) RETURN reduce(t = '', s IN CASE WHEN size(coalesce(c.supporting_studies, [])) > 0 THEN c.studies ELSE COLLECT { MATCH (c)<-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]-(e:Evidence) RETURN DISTINCT e.study AS id ORDER BY id } END | CASE WHEN t = '' THEN s ELSE t + ' ' + s END) AS paper ORDER BY c.id } AS papers
RETURN before, CASE WHEN $until = 'current' THEN now ELSE later END AS after, held, kept, ids, names, papers
ORDER BY size(now)
SKIP $skip LIMIT $limit
