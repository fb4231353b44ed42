SELECT member.id, entity.kind, entity.no 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT member.canonical_no, member.no, claim.no AS no_1, source."key", source.trust, source.language, claim.data, claim.raw, claim.since_run, claim.since_fields 
FROM member JOIN claim ON claim.member_no = member.no JOIN source ON source.no = claim.source_no 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND claim.state = ? ORDER BY claim.no;

SELECT member.canonical_no, member.no, decision.kind, decision.field, decision.value 
FROM decision JOIN member ON member.no = decision.left_no JOIN member AS chief ON chief.no = member.canonical_no AND chief.kind = member.kind 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND (decision.kind = ? OR decision.kind = ?) AND decision.undone_at IS NULL ORDER BY decision.no;

SELECT claim_record.claim_no, min(record.no) AS min_1 
FROM claim_record JOIN record ON record.no = claim_record.record_no 
WHERE claim_record.claim_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND record.state = ? AND record.current = 1 GROUP BY claim_record.claim_no;

SELECT record.no, record.no AS no__1 
FROM record 
WHERE record.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT record.no, record.no AS no__1 
FROM record 
WHERE record.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
