// A study with its evidence and the claims on which it bears
MATCH (s:Study) WHERE s.id IN $ids
OPTIONAL MATCH p = (s)<-[:REPORTED_IN]-(:Evidence)-[:SUPPORTS|REFUTES|FOUND_NO_EFFECT]->(:Claim)
RETURN s, p
