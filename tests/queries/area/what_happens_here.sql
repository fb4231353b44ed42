SELECT area.code, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1, area.no 
FROM area 
WHERE area.code IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT opportunity.no 
FROM opportunity JOIN entity ON entity.no = opportunity.no 
WHERE CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND entity.kind = ?;

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.seq, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT event.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, event.starts_at, event.starts_asc, event.no AS no__1 
FROM event JOIN entity ON entity.no = event.no 
WHERE event.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT discussion.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, discussion.activity_desc, discussion.no AS no__1 
FROM discussion JOIN entity ON entity.no = discussion.no 
WHERE discussion.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT story.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, story.published_desc, story.no AS no__1 
FROM story JOIN entity ON entity.no = story.no 
WHERE story.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
