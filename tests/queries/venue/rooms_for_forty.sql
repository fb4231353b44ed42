SELECT venue.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, venue.capacity, venue.facilities, venue.street, venue.postcode, venue.country, coalesce((SELECT text.value 
FROM text 
WHERE text.no = venue.no AND text.field = ? AND text.lang = ?), venue.terms) AS coalesce_2, venue.owner_no, venue.capacity_asc, venue.no AS no__1 
FROM venue JOIN entity ON entity.no = venue.no 
WHERE venue.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT there.no, there.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM entity AS there 
WHERE there.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, area.code, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
