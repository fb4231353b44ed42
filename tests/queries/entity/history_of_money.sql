SELECT 0, entity.no, entity.seq, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.seq DESC, entity.no DESC
 LIMIT ? OFFSET ?) ORDER BY entity.seq DESC, entity.no DESC;

SELECT entity_was.no, entity_was.from_seq, entity_was.to_seq, entity_was.claim_no, entity_was.origins, entity_was.updated_at, (SELECT change.at 
FROM change 
WHERE change.seq >= entity_was.to_seq ORDER BY change.seq
 LIMIT ? OFFSET ?) AS anon_1 
FROM entity_was 
WHERE entity_was.no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) UNION ALL SELECT entity.no, entity.seq, NULL AS anon_3, entity.claim_no, entity.origins, entity.updated_at, NULL AS anon__1 
FROM entity 
WHERE entity.no IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4);

SELECT claim.no, claim.data, source.language 
FROM claim JOIN source ON source.no = claim.source_no 
WHERE claim.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND claim.state != ?;

SELECT member.canonical_no, decision.at, decision.undone_at, decision.value 
FROM decision JOIN member ON member.no = decision.left_no JOIN member AS chief ON chief.no = member.canonical_no AND chief.kind = member.kind 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND decision.kind = ? AND decision.field = ? ORDER BY decision.no;
