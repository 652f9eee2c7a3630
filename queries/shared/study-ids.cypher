// Studies by id, PubMed id, DOI, PMC id or name
/*---
question: Which study may a text mean?
params:
  ids: {type: str_list, help: "the text as an identifier, in its spellings, with and without prefix"}
  doi: {type: str, help: "the text as a DOI, lower case"}
  key: {type: str, help: normal form of the text}
returns:
  - {name: id, type: study}
  - {name: name, type: text}
---*/
MATCH (s:Study)
WHERE s.id IN $ids OR toLower(coalesce(s.doi, '')) = $doi OR s.pmid IN $ids OR s.pmcid IN $ids OR $key IN coalesce(s.keys, [])
RETURN s.id AS id, s.name AS name
ORDER BY id
