SELECT 0, source.name, source.publisher, source.licence_name, source.republishable, source.illustrative, source.last_success_at, source."key", source.no 
FROM source 
WHERE source.no IN (SELECT source.no 
FROM source 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY source."key" ASC, source.no ASC
 LIMIT ? OFFSET ?) ORDER BY source."key" ASC, source.no ASC;

SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no, entity.seq, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.seq DESC, entity.no DESC
 LIMIT ? OFFSET ?) ORDER BY entity.seq DESC, entity.no DESC;

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

SELECT record.no, record.source_no, record."key", record.retrieved_at 
FROM record 
WHERE record.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT source.no, source.name 
FROM source 
WHERE source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, record.url, record.retrieved_at, source.licence_name, record.document_hash, source."key", record."key" AS key_1, record.no 
FROM json_each(?) AS p JOIN (record JOIN source ON source.no = record.source_no) ON record.no IN (SELECT anon_1.no 
FROM (SELECT DISTINCT claim_record.record_no AS no, source."key" AS k0, record."key" AS k1, record.no AS k2 
FROM member JOIN claim ON claim.member_no = member.no JOIN claim_record ON claim_record.claim_no = claim.no JOIN record ON record.no = claim_record.record_no JOIN source ON source.no = record.source_no 
WHERE member.canonical_no = p.value AND claim.state = ? AND record.state = ? AND record.current = 1 AND 1 = 1 AND 1 = 1 AND 1 = 1) AS anon_1 ORDER BY k0 ASC, k1 ASC, k2 ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, source."key" ASC, record."key" ASC, record.no ASC;
