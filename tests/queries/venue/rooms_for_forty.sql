SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, venue.capacity, venue.facilities, venue.street, venue.postcode, venue.country, coalesce((SELECT text.value 
FROM text 
WHERE text.no = venue.no AND text.field = ? AND text.lang = ?), venue.terms) AS coalesce_2, venue.owner_no, venue.capacity_asc, venue.no 
FROM venue JOIN entity ON entity.no = venue.no 
WHERE venue.no IN (SELECT venue.no 
FROM venue 
WHERE venue.capacity >= ? AND venue.bookable = ? AND 1 = 1 AND 1 = 1 ORDER BY venue.capacity_asc ASC, venue.no ASC
 LIMIT ? OFFSET ?) ORDER BY venue.capacity_asc ASC, venue.no ASC;

SELECT 0, count(*) AS count_1 
FROM venue 
WHERE venue.capacity >= ? AND venue.bookable = ? AND 1 = 1;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", venue.venue_type AS "by", count(*) AS n 
FROM venue 
WHERE venue.capacity >= ? AND venue.bookable = ? AND 1 = 1 AND venue.venue_type IS NOT NULL GROUP BY venue.venue_type) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", there.id AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, there.id) AS place 
FROM (SELECT 0 AS "key", venue.owner_no AS "by", count(*) AS n 
FROM venue 
WHERE venue.capacity >= ? AND venue.bookable = ? AND 1 = 1 AND venue.owner_no IS NOT NULL GROUP BY venue.owner_no) AS anon_2 JOIN entity AS there ON there.no = anon_2."by") AS anon_1 JOIN entity AS there ON there.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", area.code AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, area.code) AS place 
FROM (SELECT 0 AS "key", entity_area.area_no AS "by", count(*) AS n 
FROM venue JOIN entity ON entity.no = venue.no JOIN entity_area ON entity_area.no = entity.no 
WHERE venue.capacity >= ? AND venue.bookable = ? AND 1 = 1 AND entity_area.area_no IS NOT NULL GROUP BY entity_area.area_no) AS anon_2 JOIN area ON area.no = anon_2."by") AS anon_1 JOIN area ON area.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
