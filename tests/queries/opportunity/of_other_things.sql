SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.sort_name ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name ASC, entity.no ASC;

SELECT p.value, (SELECT count(*) AS count_1 
FROM (SELECT 1 
FROM link 
WHERE link.to_no = p.value
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1 
FROM json_each(?) AS p;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.seq, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT link.from_no AS no 
FROM link JOIN opportunity ON opportunity.no = link.from_no JOIN entity ON entity.no = link.from_no 
WHERE link.to_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.seq DESC, link.from_no DESC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.seq DESC, entity.no DESC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.to_no AS "key", link.from_no AS no 
FROM link JOIN opportunity ON opportunity.no = link.from_no 
WHERE link.kind = ? AND link.to_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT event.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, event.initiative_no, entity.no AS no_1, event.starts_asc, event.no AS no__1 
FROM event JOIN entity ON entity.no = event.no 
WHERE event.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.seq, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT opportunity.no AS no 
FROM event JOIN opportunity ON opportunity.initiative_no = event.initiative_no JOIN entity ON entity.no = opportunity.no 
WHERE event.no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.seq DESC, opportunity.no DESC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.seq DESC, entity.no DESC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT event.no AS "key", opportunity.no AS no 
FROM event JOIN opportunity ON opportunity.initiative_no = event.initiative_no 
WHERE event.no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT funding.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no AS no_1, funding.awarded_desc, funding.no AS no__1 
FROM funding JOIN entity ON entity.no = funding.no 
WHERE funding.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.seq, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT funding.within_no AS no 
FROM funding JOIN entity ON entity.no = funding.within_no 
WHERE funding.no = p.value AND funding.within_no IS NOT NULL AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.seq DESC, funding.within_no DESC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.seq DESC, entity.no DESC;

SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no, story.published_desc, story.no AS no_1 
FROM story JOIN entity ON entity.no = story.no 
WHERE story.no IN (SELECT story.no 
FROM story 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY story.published_desc ASC, story.no ASC
 LIMIT ? OFFSET ?) ORDER BY story.published_desc ASC, story.no ASC;

SELECT p.value, (SELECT count(*) AS count_1 
FROM (SELECT 1 
FROM link 
WHERE link.from_no = p.value
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1 
FROM json_each(?) AS p;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.seq, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT link.to_no AS no 
FROM link JOIN opportunity ON opportunity.no = link.to_no JOIN entity ON entity.no = link.to_no 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.seq DESC, link.to_no DESC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.seq DESC, entity.no DESC;
