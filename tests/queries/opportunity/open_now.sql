SELECT opportunity.no 
FROM opportunity JOIN entity ON entity.no = opportunity.no 
WHERE CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND entity.kind = ?;

SELECT opportunity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, opportunity.opportunity_type, opportunity.direction, CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END AS anon_1, opportunity.opens_at, opportunity.closes_at, opportunity.amount_minor, opportunity.currency, opportunity.by_no, opportunity.initiative_no, opportunity.skills, opportunity.closes_asc, opportunity.no AS no__1 
FROM opportunity JOIN entity ON entity.no = opportunity.no 
WHERE opportunity.no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2);

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END AS "by", count(*) AS n 
FROM opportunity 
WHERE opportunity.closes_asc >= ? AND opportunity.closes_asc <= ? AND opportunity.closes_asc != ? AND 1 = 1 AND CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END IS NOT NULL GROUP BY CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT there.no, there.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM entity AS there 
WHERE there.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
