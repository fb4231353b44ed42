SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = funding.no AND text.field = ? AND text.lang = ?), funding.purpose) AS coalesce_1, funding.awarded_desc, funding.no 
FROM funding 
WHERE funding.no IN (SELECT funding.no 
FROM funding 
WHERE funding.awarded_asc >= ? AND funding.awarded_asc <= ? AND funding.awarded_asc != ? AND 1 = 1 AND 1 = 1 ORDER BY funding.awarded_desc ASC, funding.no ASC
 LIMIT ? OFFSET ?) ORDER BY funding.awarded_desc ASC, funding.no ASC;

SELECT anon_1."key", anon_1.value, anon_1.n, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", there.id AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, there.id) AS place 
FROM (SELECT 0 AS "key", funding.funder_no AS "by", count(*) AS n 
FROM funding 
WHERE funding.awarded_asc >= ? AND funding.awarded_asc <= ? AND funding.awarded_asc != ? AND 1 = 1 AND funding.funder_no IS NOT NULL GROUP BY funding.funder_no) AS anon_2 JOIN entity AS there ON there.no = anon_2."by") AS anon_1 JOIN entity AS there ON there.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", substr(funding.awarded_on, ?, ?) AS "by", count(*) AS n 
FROM funding 
WHERE 1 = 1 AND 1 = 1 AND substr(funding.awarded_on, ?, ?) IS NOT NULL GROUP BY substr(funding.awarded_on, ?, ?)) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", funding.funding_type AS "by", count(*) AS n 
FROM funding 
WHERE funding.awarded_asc >= ? AND funding.awarded_asc <= ? AND funding.awarded_asc != ? AND 1 = 1 AND funding.funding_type IS NOT NULL GROUP BY funding.funding_type) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;
