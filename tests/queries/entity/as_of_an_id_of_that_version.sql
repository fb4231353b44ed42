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

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."kind", t."name", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT member.id, entity.kind, entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
