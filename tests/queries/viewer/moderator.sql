SELECT entity.no, entity.id 
FROM (SELECT member.canonical_no AS canonical_no 
FROM decision JOIN member ON member.no = decision.left_no 
WHERE decision."by" IN (SELECT ? || every.prefix AS name 
FROM api_key AS its JOIN api_key AS every ON every.prefix = coalesce(its.stem, its.prefix) OR every.stem = coalesce(its.stem, its.prefix) 
WHERE its.prefix = substr(?, ?) UNION SELECT ? AS name) AND decision.kind = ? AND decision.undone_at IS NULL AND decision.value IN (?, ?) UNION SELECT member.canonical_no AS canonical_no 
FROM member 
WHERE member.id IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) UNION SELECT organization.no AS no 
FROM organization 
WHERE organization.cvr = ?) AS anon_1 JOIN organization ON organization.no = anon_1.canonical_no JOIN entity ON entity.no = organization.no 
WHERE EXISTS (SELECT decision.no 
FROM decision 
WHERE decision.left_no IN (SELECT member.no 
FROM member 
WHERE member.canonical_no = entity.no) AND (decision.kind || ?) = ? AND coalesce(decision.undone_at, ?) = ?) ORDER BY entity.sort_name, entity.no
 LIMIT ? OFFSET ?;
