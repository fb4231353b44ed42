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

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."updated_at", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."name", t."updated_at", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT member.id, entity.kind, entity.no, entity.id AS id_1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.updated_at, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_2, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_3, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_4, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_5, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_6, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_7, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_8, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_9, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_10 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

WITH member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) SELECT member.canonical_no, member.id 
FROM member 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND member.no != member.canonical_no AND member.published_seq IS NOT NULL ORDER BY member.canonical_no, member.id;

WITH entity_source AS NOT MATERIALIZED (SELECT t."no", t."source_no", 0 AS era FROM main.entity_source AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."source_no", 1 AS era FROM main.entity_source_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT entity_source.no, source.name, source.publisher, source.attribution, source.licence_name, source.licence_state, source.illustrative, source."key" 
FROM entity_source JOIN source ON source.no = entity_source.source_no 
WHERE entity_source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) ORDER BY entity_source.no, source."key";

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."area_no", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."area_no", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), entity_area AS NOT MATERIALIZED (SELECT t."no", t."area_no", 0 AS era FROM main.entity_area AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."area_no", 1 AS era FROM main.entity_area_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), initiative AS NOT MATERIALIZED (SELECT t."no", t."lead_no", 0 AS era FROM main.initiative AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'INITIATIVE' AND e.seq <= ?) UNION ALL SELECT t."no", t."lead_no", 1 AS era FROM main.initiative_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), link AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."to_sort", t."contested", 0 AS era, t.seq FROM main.link AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."to_sort", t."contested", 1 AS era, t.from_seq FROM main.link_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT p.value, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.lead_no, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN (initiative JOIN entity ON entity.no = initiative.no AND entity.era = initiative.era) ON initiative.no IN (SELECT anon_1.no 
FROM (SELECT anon_2.no AS no 
FROM (SELECT anon_3.no AS no 
FROM (SELECT link.to_no AS no, link.to_sort AS k0, link.to_no AS k1 
FROM link JOIN entity ON entity.no = link.to_no 
WHERE link.from_no = p.value AND link.kind = ? AND link.contested = 0 AND entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4)) AND entity_area.no = entity.no)) AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_3) AS anon_2 UNION SELECT anon_5.no AS no 
FROM (SELECT anon_6.no AS no 
FROM (SELECT link.to_no AS no, link.to_sort AS k0, link.to_no AS k1 
FROM link JOIN entity ON entity.no = link.to_no 
WHERE link.from_no = p.value AND link.kind = ? AND entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_7.value 
FROM json_each(?) AS anon_7)) AND entity_area.no = entity.no)) AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_6) AS anon_5) AS anon_1) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."kind", t."area_no", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."kind", t."area_no", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), entity_area AS NOT MATERIALIZED (SELECT t."no", t."area_no", 0 AS era FROM main.entity_area AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."area_no", 1 AS era FROM main.entity_area_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), link AS NOT MATERIALIZED (SELECT t."no", t."kind", t."from_no", t."to_no", t."contested", 0 AS era, t.seq FROM main.link AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."kind", t."from_no", t."to_no", t."contested", 1 AS era, t.from_seq FROM main.link_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT anon_2."key" AS "key" 
FROM (SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.contested = 0 AND link.from_no IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) UNION SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.from_no IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4)) AS anon_2 JOIN entity ON entity.no = anon_2.no 
WHERE entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_5.value 
FROM json_each(?) AS anon_5)) AND entity_area.no = entity.no)) AND 1 = 1
 LIMIT ? OFFSET ?) AS anon_1 
WHERE 1 = 1 GROUP BY anon_1."key";

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."name", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."name", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT entity.no, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

WITH initiative AS NOT MATERIALIZED (SELECT t."no", t."lead_no", 0 AS era FROM main.initiative AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'INITIATIVE' AND e.seq <= ?) UNION ALL SELECT t."no", t."lead_no", 1 AS era FROM main.initiative_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT initiative.no, initiative.lead_no 
FROM initiative 
WHERE initiative.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

WITH member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) SELECT member.canonical_no, member.id 
FROM member 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND member.no != member.canonical_no AND member.published_seq IS NOT NULL ORDER BY member.canonical_no, member.id;

WITH entity_source AS NOT MATERIALIZED (SELECT t."no", t."source_no", 0 AS era FROM main.entity_source AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."source_no", 1 AS era FROM main.entity_source_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT entity_source.no, source.name, source.publisher, source.attribution, source.licence_name, source.licence_state, source.illustrative, source."key" 
FROM entity_source JOIN source ON source.no = entity_source.source_no 
WHERE entity_source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) ORDER BY entity_source.no, source."key";

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT entity.no, entity.id 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT member.id, entity.kind, entity.no, entity.id AS id_1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.updated_at, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_2, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_3, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_4, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_5, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_6, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_7, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_8, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_9, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_10 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT member.canonical_no, member.id 
FROM member 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND member.no != member.canonical_no AND member.published_seq IS NOT NULL ORDER BY member.canonical_no, member.id;

SELECT entity_source.no, source.name, source.publisher, source.attribution, source.licence_name, source.licence_state, source.illustrative, source."key" 
FROM entity_source JOIN source ON source.no = entity_source.source_no 
WHERE entity_source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) ORDER BY entity_source.no, source."key";

SELECT p.value, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.lead_no, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN (initiative JOIN entity ON entity.no = initiative.no) ON initiative.no IN (SELECT anon_1.no 
FROM (SELECT anon_2.no AS no 
FROM (SELECT link.to_no AS no 
FROM link JOIN entity ON entity.no = link.to_no 
WHERE link.from_no = p.value AND link.kind = ? AND link.contested = 0 AND entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) AND entity_area.no = entity.no)) AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_2 UNION SELECT anon_4.no AS no 
FROM (SELECT link.to_no AS no 
FROM link JOIN entity ON entity.no = link.to_no 
WHERE link.from_no = p.value AND link.kind = ? AND entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_5.value 
FROM json_each(?) AS anon_5)) AND entity_area.no = entity.no)) AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_4) AS anon_1) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.contested = 0 AND link.from_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) UNION SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.from_no IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) AS anon_1 JOIN entity ON entity.no = anon_1.no 
WHERE entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4)) AND entity_area.no = entity.no)) AND 1 = 1 GROUP BY anon_1."key";

SELECT entity.no, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.code, area.code AS code__1 
FROM area 
WHERE area.code IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

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

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."updated_at", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."name", t."updated_at", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)), member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)) SELECT member.id, entity.kind, entity.no, entity.id AS id_1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.updated_at, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_2, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_3, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_4, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_5, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_6, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_7, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_8, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_9, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_10 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

WITH member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) SELECT member.canonical_no, member.id 
FROM member 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND member.no != member.canonical_no AND member.published_seq IS NOT NULL ORDER BY member.canonical_no, member.id;

WITH entity_source AS NOT MATERIALIZED (SELECT t."no", t."source_no", 0 AS era FROM main.entity_source AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."source_no", 1 AS era FROM main.entity_source_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)) SELECT entity_source.no, source.name, source.publisher, source.attribution, source.licence_name, source.licence_state, source.illustrative, source."key" 
FROM entity_source JOIN source ON source.no = entity_source.source_no 
WHERE entity_source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) ORDER BY entity_source.no, source."key";

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."area_no", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."area_no", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)), entity_area AS NOT MATERIALIZED (SELECT t."no", t."area_no", 0 AS era FROM main.entity_area AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."area_no", 1 AS era FROM main.entity_area_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)), initiative AS NOT MATERIALIZED (SELECT t."no", t."lead_no", 0 AS era FROM main.initiative AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'INITIATIVE' AND e.seq <= ?) UNION ALL SELECT t."no", t."lead_no", 1 AS era FROM main.initiative_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)), link AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."to_sort", t."contested", 0 AS era, t.seq FROM main.link AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."to_sort", t."contested", 1 AS era, t.from_seq FROM main.link_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)) SELECT p.value, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.lead_no, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN (initiative JOIN entity ON entity.no = initiative.no AND entity.era = initiative.era) ON initiative.no IN (SELECT anon_1.no 
FROM (SELECT anon_2.no AS no 
FROM (SELECT anon_3.no AS no 
FROM (SELECT link.to_no AS no, link.to_sort AS k0, link.to_no AS k1 
FROM link JOIN entity ON entity.no = link.to_no 
WHERE link.from_no = p.value AND link.kind = ? AND link.contested = 0 AND entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4)) AND entity_area.no = entity.no)) AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_3) AS anon_2 UNION SELECT anon_5.no AS no 
FROM (SELECT anon_6.no AS no 
FROM (SELECT link.to_no AS no, link.to_sort AS k0, link.to_no AS k1 
FROM link JOIN entity ON entity.no = link.to_no 
WHERE link.from_no = p.value AND link.kind = ? AND entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_7.value 
FROM json_each(?) AS anon_7)) AND entity_area.no = entity.no)) AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_6) AS anon_5) AS anon_1) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."kind", t."area_no", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."kind", t."area_no", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)), entity_area AS NOT MATERIALIZED (SELECT t."no", t."area_no", 0 AS era FROM main.entity_area AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."area_no", 1 AS era FROM main.entity_area_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)), link AS NOT MATERIALIZED (SELECT t."no", t."kind", t."from_no", t."to_no", t."contested", 0 AS era, t.seq FROM main.link AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."kind", t."from_no", t."to_no", t."contested", 1 AS era, t.from_seq FROM main.link_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)) SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT anon_2."key" AS "key" 
FROM (SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.contested = 0 AND link.from_no IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) UNION SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.from_no IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4)) AS anon_2 JOIN entity ON entity.no = anon_2.no 
WHERE entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_5.value 
FROM json_each(?) AS anon_5)) AND entity_area.no = entity.no)) AND 1 = 1
 LIMIT ? OFFSET ?) AS anon_1 
WHERE 1 = 1 GROUP BY anon_1."key";

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

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."updated_at", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."name", t."updated_at", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)), member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)) SELECT member.id, entity.kind, entity.no, entity.id AS id_1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.updated_at, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_2, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_3, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_4, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_5, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_6, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_7, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_8, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_9, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_10 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

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

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."updated_at", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."name", t."updated_at", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)), member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.9)) SELECT member.id, entity.kind, entity.no, entity.id AS id_1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.updated_at, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_2, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_3, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_4, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_5, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_6, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_7, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_8, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_9, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_10 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
