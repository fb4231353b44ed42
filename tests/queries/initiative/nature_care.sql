SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT initiative.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.area_no, initiative.lead_no, entity.no AS no_1, entity.sort_name, entity.no AS no__1 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE initiative.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, funding.awarded_on, funding.amount_minor, funding.currency, funding.funder_no, funding.awarded_desc, funding.no 
FROM json_each(?) AS p JOIN funding ON funding.no IN (SELECT funding.no AS no 
FROM funding 
WHERE funding.initiative_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY funding.awarded_desc ASC, funding.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, funding.awarded_desc ASC, funding.no ASC;

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, record.source_no, record.retrieved_at, source."key", record."key" AS key_1, record.no 
FROM json_each(?) AS p JOIN (record JOIN source ON source.no = record.source_no) ON record.no IN (SELECT anon_1.no 
FROM (SELECT DISTINCT claim_record.record_no AS no, source."key" AS k0, record."key" AS k1, record.no AS k2 
FROM member JOIN claim ON claim.member_no = member.no JOIN claim_record ON claim_record.claim_no = claim.no JOIN record ON record.no = claim_record.record_no JOIN source ON source.no = record.source_no 
WHERE member.canonical_no = p.value AND claim.state = ? AND record.state = ? AND record.current = 1 AND 1 = 1 AND 1 = 1 AND 1 = 1) AS anon_1 ORDER BY k0 ASC, k1 ASC, k2 ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, source."key" ASC, record."key" ASC, record.no ASC;

SELECT source.no, source.name 
FROM source 
WHERE source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
