SELECT member.id, entity.kind, entity.no 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, record.no, record."key", record.url, record.retrieved_at, source.last_success_at, record.document_hash, record.source_no, source.licence_spdx, source.licence_state, source."key" AS key_1, record."key" AS key__1, record.no AS no__1 
FROM json_each(?) AS p JOIN (record JOIN source ON source.no = record.source_no) ON record.no IN (SELECT anon_1.no 
FROM (SELECT DISTINCT claim_record.record_no AS no, source."key" AS k0, record."key" AS k1, record.no AS k2 
FROM member JOIN claim ON claim.member_no = member.no JOIN claim_record ON claim_record.claim_no = claim.no JOIN record ON record.no = claim_record.record_no JOIN source ON source.no = record.source_no 
WHERE member.canonical_no = p.value AND claim.state = ? AND record.state = ? AND record.current = 1 AND 1 = 1 AND 1 = 1 AND 1 = 1) AS anon_1 ORDER BY k0 ASC, k1 ASC, k2 ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, source."key" ASC, record."key" ASC, record.no ASC;

SELECT source.no, source."key" 
FROM source 
WHERE source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
