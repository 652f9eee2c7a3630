// All names
/*---
question: What are all things called?
params:
  labels: {type: str_list, help: "labels to look under; null: all that have names"}
returns:
  - {name: id, type: curie}
  - {name: name, type: text}
  - {name: labels, type: text_list}
  - {name: synonyms, type: text_list}
  - {name: preferred_for, type: text_list}
  - {name: xrefs, type: text_list}
---*/
MATCH (n:Entity|DiseaseModel|Study|Trial)
WHERE n.name IS NOT NULL AND ($labels IS NULL OR any(l IN labels(n) WHERE l IN $labels))
RETURN n.id AS id, n.name AS name, labels(n) AS labels, coalesce(n.synonyms, []) AS synonyms,
       coalesce(n.preferred_for, []) AS preferred_for, coalesce(n.xrefs, []) AS xrefs
ORDER BY id
