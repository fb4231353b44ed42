SELECT member.id, entity.kind, entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT initiative.no, initiative.lead_no 
FROM initiative 
WHERE initiative.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, link.id, link.kind, link.contested, link.confidence_percent, link.since, link.until, link.url, link.from_no, link.to_no, link.no, link.kind AS kind__1, CASE WHEN (link.from_no = p.value) THEN link.to_sort ELSE link.from_sort END AS anon_1, CASE WHEN (link.from_no = p.value) THEN link.to_no ELSE link.from_no END AS anon_2, link.no AS no__1 
FROM json_each(?) AS p JOIN link ON link.no IN (SELECT anon_3.no 
FROM (SELECT anon_4.no AS no 
FROM (SELECT link.no AS no 
FROM link 
WHERE link.to_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.kind ASC, link.from_sort ASC, link.from_no ASC, link.no ASC
 LIMIT ? OFFSET ?) AS anon_4 UNION SELECT anon_5.no AS no 
FROM (SELECT link.no AS no 
FROM link 
WHERE link.to_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.kind ASC, link.from_sort ASC, link.from_no ASC, link.no ASC
 LIMIT ? OFFSET ?) AS anon_5) AS anon_3) ORDER BY p.value, link.kind ASC, CASE WHEN (link.from_no = p.value) THEN link.to_sort ELSE link.from_sort END ASC, CASE WHEN (link.from_no = p.value) THEN link.to_no ELSE link.from_no END ASC, link.no ASC;

SELECT entity.no, entity.kind, entity.no AS no__1, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.kind, entity.no AS no__1, entity.id 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, record.no, record.source_no, source."key", record."key" AS key_1, record.no AS no__1 
FROM json_each(?) AS p JOIN (record JOIN source ON source.no = record.source_no) ON record.no IN (SELECT anon_1.no 
FROM (SELECT DISTINCT claim_record.record_no AS no, source."key" AS k0, record."key" AS k1, record.no AS k2 
FROM link_claim JOIN claim ON claim.no = link_claim.claim_no JOIN claim_record ON claim_record.claim_no = claim.no JOIN record ON record.no = claim_record.record_no JOIN source ON source.no = record.source_no 
WHERE link_claim.link_no = p.value AND claim.state = ? AND record.state = ? AND record.current = 1 AND 1 = 1 AND 1 = 1 AND 1 = 1) AS anon_1 ORDER BY k0 ASC, k1 ASC, k2 ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, source."key" ASC, record."key" ASC, record.no ASC;

SELECT source.no, source.name 
FROM source 
WHERE source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
