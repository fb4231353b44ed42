SELECT change.at 
FROM change 
WHERE change.seq <= ? ORDER BY change.seq DESC
 LIMIT ? OFFSET ?;

SELECT NOT (EXISTS (SELECT 1 
FROM entity 
WHERE entity.kind IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AND entity.seq <= ?
 LIMIT ? OFFSET ?)) AS anon_1, NOT (EXISTS (SELECT 1 
FROM entity_was 
WHERE entity_was.kind IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AND entity_was.from_seq <= ?
 LIMIT ? OFFSET ?)) AS anon_2, NOT (EXISTS (SELECT 1 
FROM entity_was 
WHERE entity_was.kind IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AND entity_was.to_seq > ?
 LIMIT ? OFFSET ?)) AS anon_3;

SELECT (SELECT count(*) AS count_1 
FROM (SELECT entity_area.no AS no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."name", t."area_no", t."updated_at", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."name", t."area_no", t."updated_at", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), entity_area AS NOT MATERIALIZED (SELECT t."no", t."area_no", 0 AS era FROM main.entity_area AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."area_no", 1 AS era FROM main.entity_area_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), organization AS NOT MATERIALIZED (SELECT t."no", t."organization_type", 0 AS era FROM main.organization AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'ORGANIZATION' AND e.seq <= ?) UNION ALL SELECT t."no", t."organization_type", 1 AS era FROM main.organization_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), start AS MATERIALIZED 
(SELECT entity_area.no AS no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2))), 
page AS MATERIALIZED 
(SELECT anon_1.no AS no 
FROM (SELECT organization.no AS no, entity.seq AS k0, entity.no AS k1 
FROM organization JOIN entity ON entity.no = organization.no AND entity.era = organization.era 
WHERE entity.no IN (SELECT start.no 
FROM start) AND organization.organization_type IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) AND 1 = 1 AND 1 = 1 ORDER BY entity.seq ASC, entity.no ASC
 LIMIT ? OFFSET ?) AS anon_1)
 SELECT 0, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.updated_at, entity.no, entity.seq, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT page.no 
FROM page) ORDER BY entity.seq ASC, entity.no ASC;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."area_no", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."area_no", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), entity_area AS NOT MATERIALIZED (SELECT t."no", t."area_no", 0 AS era FROM main.entity_area AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."area_no", 1 AS era FROM main.entity_area_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), organization AS NOT MATERIALIZED (SELECT t."no", t."organization_type", 0 AS era FROM main.organization AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'ORGANIZATION' AND e.seq <= ?) UNION ALL SELECT t."no", t."organization_type", 1 AS era FROM main.organization_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), start AS MATERIALIZED 
(SELECT entity_area.no AS no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)))
 SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT 0 AS "key" 
FROM organization JOIN entity ON entity.no = organization.no AND entity.era = organization.era 
WHERE entity.no IN (SELECT start.no 
FROM start) AND organization.organization_type IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) AND 1 = 1
 LIMIT ? OFFSET ?) AS anon_1 
WHERE 1 = 1;

WITH entity_source AS NOT MATERIALIZED (SELECT t."no", t."source_no", 0 AS era FROM main.entity_source AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."source_no", 1 AS era FROM main.entity_source_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT entity_source.no, source.name, source.publisher, source.attribution, source.licence_name, source.licence_state, source.illustrative, source."key" 
FROM entity_source JOIN source ON source.no = entity_source.source_no 
WHERE entity_source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) ORDER BY entity_source.no, source."key";

WITH entity_theme AS NOT MATERIALIZED (SELECT t."no", t."theme_no", t."direct", 0 AS era FROM main.entity_theme AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."theme_no", t."direct", 1 AS era FROM main.entity_theme_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT entity_theme.no, theme."key", theme."key" AS k0 
FROM entity_theme JOIN theme ON theme.no = entity_theme.theme_no 
WHERE entity_theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 AND entity_theme.direct = 1 ORDER BY entity_theme.no, k0;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."sort_name", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."name", t."sort_name", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), initiative AS NOT MATERIALIZED (SELECT t."no", t."lead_no", 0 AS era FROM main.initiative AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'INITIATIVE' AND e.seq <= ?) UNION ALL SELECT t."no", t."lead_no", 1 AS era FROM main.initiative_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), link AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."to_sort", t."contested", 0 AS era, t.seq FROM main.link AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."to_sort", t."contested", 1 AS era, t.from_seq FROM main.link_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT p.value, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.lead_no, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN (initiative JOIN entity ON entity.no = initiative.no AND entity.era = initiative.era) ON initiative.no IN (SELECT anon_1.no 
FROM (SELECT anon_2.no AS no 
FROM (SELECT anon_3.no AS no 
FROM (SELECT link.to_no AS no, link.to_sort AS k0, link.to_no AS k1 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND link.contested = 0 AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_3) AS anon_2 UNION SELECT anon_4.no AS no 
FROM (SELECT anon_5.no AS no 
FROM (SELECT link.to_no AS no, link.to_sort AS k0, link.to_no AS k1 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_5) AS anon_4) AS anon_1) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

WITH link AS NOT MATERIALIZED (SELECT t."kind", t."from_no", t."to_no", t."contested", 0 AS era, t.seq FROM main.link AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."kind", t."from_no", t."to_no", t."contested", 1 AS era, t.from_seq FROM main.link_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT anon_2."key" AS "key" 
FROM (SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.contested = 0 AND link.from_no IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) UNION SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.from_no IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4)) AS anon_2 
WHERE 1 = 1 AND 1 = 1
 LIMIT ? OFFSET ?) AS anon_1 
WHERE 1 = 1 GROUP BY anon_1."key";

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT entity.no, entity.id 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
