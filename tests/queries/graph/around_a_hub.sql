SELECT member.id, entity.no, entity.kind 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT link.no, link.kind, link.from_no, link.to_no, link.no AS no__1 
FROM link 
WHERE link.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, record.source_no, source."key", record."key" AS key_1, record.no 
FROM json_each(?) AS p JOIN (record JOIN source ON source.no = record.source_no) ON record.no IN (SELECT anon_1.no 
FROM (SELECT DISTINCT claim_record.record_no AS no, source."key" AS k0, record."key" AS k1, record.no AS k2 
FROM link_claim JOIN claim ON claim.no = link_claim.claim_no JOIN claim_record ON claim_record.claim_no = claim.no JOIN record ON record.no = claim_record.record_no JOIN source ON source.no = record.source_no 
WHERE link_claim.link_no = p.value AND claim.state = ? AND record.state = ? AND record.current = 1 AND 1 = 1 AND 1 = 1 AND 1 = 1) AS anon_1 ORDER BY k0 ASC, k1 ASC, k2 ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, source."key" ASC, record."key" ASC, record.no ASC;

SELECT source.no, source."key" 
FROM source 
WHERE source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
