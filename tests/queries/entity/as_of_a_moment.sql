SELECT change.seq 
FROM change 
WHERE change.at <= ? ORDER BY change.seq DESC
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

WITH member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) SELECT member.canonical_no, member.id 
FROM member 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND member.no != member.canonical_no AND member.published_seq IS NOT NULL ORDER BY member.canonical_no, member.id;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."claim_no", t."origins", t."updated_at", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."claim_no", t."origins", t."updated_at", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), entity_was AS NOT MATERIALIZED (SELECT * FROM main.entity_was WHERE to_seq <= ?) SELECT entity_was.no, entity_was.from_seq, entity_was.to_seq, entity_was.claim_no, entity_was.origins, entity_was.updated_at, (SELECT change.at 
FROM change 
WHERE change.seq >= entity_was.to_seq ORDER BY change.seq
 LIMIT ? OFFSET ?) AS anon_1 
FROM entity_was 
WHERE entity_was.no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) UNION ALL SELECT entity.no, entity.seq, NULL AS anon_3, entity.claim_no, entity.origins, entity.updated_at, NULL AS anon__1 
FROM entity 
WHERE entity.no IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4);

SELECT claim.no, claim.data, source.language 
FROM claim JOIN source ON source.no = claim.source_no 
WHERE claim.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND claim.state != ?;

WITH member AS NOT MATERIALIZED (SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.canonical_no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE CASE WHEN (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) THEN m.canonical_no = m.no ELSE coalesce((SELECT i.no FROM change AS c JOIN main.member AS i ON i.id = c.into_id WHERE c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))))), m.canonical_no) = m.canonical_no END UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, m.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m WHERE m.canonical_no != m.no AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9))) UNION ALL SELECT m.no, m.id, m.kind, m.source_no, m.source_id, i.no, CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM main.member AS m JOIN change AS c ON c.no = m.no JOIN main.member AS i ON i.id = c.into_id WHERE c.type = 'MERGED' AND c.seq = (SELECT max(d.seq) FROM change AS d JOIN main.member AS o ON o.id = d.into_id WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = o.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = o.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) AND i.no != m.canonical_no AND NOT (EXISTS (SELECT 1 FROM main.entity AS e WHERE e.no = m.no AND e.seq <= ?) OR EXISTS (SELECT 1 FROM main.entity_was AS w WHERE w.no = m.no AND likelihood(w.from_seq <= ?, 0.9) AND likelihood(w.to_seq > ?, 0.9)))) SELECT member.canonical_no, decision.at, decision.undone_at, decision.value 
FROM decision JOIN member ON member.no = decision.left_no JOIN member AS chief ON chief.no = member.canonical_no AND chief.kind = member.kind 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND decision.kind = ? AND decision.field = ? ORDER BY decision.no;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), funding AS NOT MATERIALIZED (SELECT t."no", t."amount_minor", t."currency", t."amount_asc", t."recipient_no", 0 AS era FROM main.funding AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'FUNDING' AND e.seq <= ?) UNION ALL SELECT t."no", t."amount_minor", t."currency", t."amount_asc", t."recipient_no", 1 AS era FROM main.funding_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), page AS MATERIALIZED 
(SELECT anon_1.no AS no 
FROM (SELECT funding.no AS no, funding.amount_asc AS k0, funding.no AS k1 
FROM funding 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY funding.amount_asc ASC, funding.no ASC
 LIMIT ? OFFSET ?) AS anon_1)
 SELECT 0, entity.id, funding.amount_minor, funding.currency, funding.recipient_no, funding.amount_asc, funding.no 
FROM funding JOIN entity ON entity.no = funding.no AND entity.era = funding.era 
WHERE funding.no IN (SELECT page.no 
FROM page) ORDER BY funding.amount_asc ASC, funding.no ASC;

WITH funding AS NOT MATERIALIZED (SELECT t."funding_type", 0 AS era FROM main.funding AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'FUNDING' AND e.seq <= ?) UNION ALL SELECT t."funding_type", 1 AS era FROM main.funding_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT anon_3."key" AS "key", anon_3."by" AS "by", count(*) AS n 
FROM (SELECT 0 AS "key", funding.funding_type AS "by" 
FROM funding 
WHERE 1 = 1 AND 1 = 1 AND funding.funding_type IS NOT NULL
 LIMIT ? OFFSET ?) AS anon_3 
WHERE 1 = 1 GROUP BY anon_3."by") AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."name", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."name", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.01) AND likelihood(t.to_seq > ?, 0.01)) SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
