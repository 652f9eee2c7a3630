// Claims of studies whose evidence passes the common filters
/*---
question: Which pairs of claim and study have an evidence item that passes all filters at once?
help: >
  One row with one list of "claim|study". A filter that is null is not set. min_grade and min_level are asked of the claim,
  which uses all of its evidence; everything else is asked of one evidence item. Claims of a kind that cannot reach a level (carriage,
  delivery) are held to the highest level that they can reach. A study without any evidence item stands as "|study" where one of its preparations and
  one of its contexts pass, and its year and reporting score; what only a claim or an evidence item has (min_grade, min_level, basis) it cannot pass.
params:
  species: {type: species_list, help: donor species}
  recipient_species: {type: species_list, help: species of the recipient}
  sources: {type: str_list, help: "ids of cell sources, subtypes included where asked for"}
  priming: {type: str_list, help: ids of what the donor cells were primed with}
  primed: {type: bool, help: "whether they were primed at all; null: not asked"}
  isolation: {type: str_list, help: isolation methods}
  system: {type: str_list, help: systems}
  min_rank: {type: int, help: rank of the weakest grade}
  min_level: {type: int, help: ladder level}
  min_reporting: {type: float, help: reporting score}
  basis: {type: str_list, help: bases}
  year_from: {type: int, help: first year}
  year_to: {type: int, help: last year}
  include_retracted: {type: bool, help: count retracted studies and withdrawn records}
returns:
  - {name: allowed, type: text_list}
---*/
MATCH (e:Evidence)-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(c:Claim)
WHERE ($include_retracted OR NOT coalesce(e.set_aside, false))
  AND ($species IS NULL OR e.species IN $species)
  AND ($recipient_species IS NULL OR e.recipient_species IN $recipient_species)
  AND ($sources IS NULL OR e.source IN $sources)
  AND (($priming IS NULL AND $primed IS NULL)
       OR ($priming IS NOT NULL AND any(p IN coalesce(e.priming, []) WHERE p IN $priming))
       OR ($primed IS NOT NULL AND e.primed = $primed))
  AND ($isolation IS NULL OR any(i IN coalesce(e.isolation, []) WHERE i IN $isolation))
  AND ($system IS NULL OR e.system IN $system)
  AND ($basis IS NULL OR e.basis IN $basis)
  AND ($min_reporting IS NULL OR e.reporting >= $min_reporting)
  AND ($year_from IS NULL OR e.year >= $year_from)
  AND ($year_to IS NULL OR e.year <= $year_to)
  AND ($min_rank IS NULL OR c.grade_rank >= $min_rank)
  AND ($min_level IS NULL OR c.level >= CASE
        WHEN c.family IN ['LOADED_WITH', 'RELEASES', 'LOADS'] THEN 0
        WHEN c.family = 'CARRIES' THEN 1
        WHEN c.family = 'DELIVERED_TO' AND $min_level > 2 THEN 2
        ELSE $min_level END)
WITH collect(DISTINCT c.id + '|' + e.study) AS claimed
RETURN claimed + COLLECT { MATCH (s:Study)
         WHERE $min_rank IS NULL AND $min_level IS NULL AND $basis IS NULL
           AND ($include_retracted OR NOT s.set_aside)
           AND ($min_reporting IS NULL OR s.reporting >= $min_reporting)
           AND ($year_from IS NULL OR s.year >= $year_from)
           AND ($year_to IS NULL OR s.year <= $year_to)
           AND NOT EXISTS { MATCH (e:Evidence)-[:REPORTED_IN]->(s) RETURN e }
           AND (($species IS NULL AND $sources IS NULL AND $priming IS NULL AND $primed IS NULL AND $isolation IS NULL)
                OR EXISTS { MATCH (p:Preparation) WHERE p.study = s.id
                      AND ($species IS NULL OR p.species IN $species)
                      AND ($sources IS NULL OR p.source IN $sources)
                      AND (($priming IS NULL AND $primed IS NULL)
                           OR ($priming IS NOT NULL AND any(x IN coalesce(p.priming, []) WHERE x IN $priming))
                           OR ($primed IS NOT NULL AND p.primed = $primed))
                      AND ($isolation IS NULL OR any(i IN coalesce(p.isolation, []) WHERE i IN $isolation)) RETURN p })
           AND (($recipient_species IS NULL AND $system IS NULL)
                OR EXISTS { MATCH (x:Context) WHERE x.study = s.id
                      AND ($recipient_species IS NULL OR x.recipient_species IN $recipient_species)
                      AND ($system IS NULL OR x.system IN $system) RETURN x })
         RETURN '|' + s.id AS key ORDER BY key } AS allowed
