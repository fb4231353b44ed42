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

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."name", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."id", t."name", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), event AS NOT MATERIALIZED (SELECT t."no", t."starts_at", t."starts_asc", 0 AS era FROM main.event AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'EVENT' AND e.seq <= ?) UNION ALL SELECT t."no", t."starts_at", t."starts_asc", 1 AS era FROM main.event_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), page AS MATERIALIZED 
(SELECT anon_1.no AS no 
FROM (SELECT event.no AS no, event.starts_asc AS k0, event.no AS k1 
FROM event 
WHERE event.starts_asc >= ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY event.starts_asc ASC, event.no ASC
 LIMIT ? OFFSET ?) AS anon_1)
 SELECT 0, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, event.starts_at, event.starts_asc, event.no 
FROM event JOIN entity ON entity.no = event.no AND entity.era = event.era 
WHERE event.no IN (SELECT page.no 
FROM page) ORDER BY event.starts_asc ASC, event.no ASC;

WITH event AS NOT MATERIALIZED (SELECT t."starts_asc", 0 AS era FROM main.event AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'EVENT' AND e.seq <= ?) UNION ALL SELECT t."starts_asc", 1 AS era FROM main.event_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)) SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT 0 AS "key" 
FROM event 
WHERE event.starts_asc >= ? AND 1 = 1 AND 1 = 1
 LIMIT ? OFFSET ?) AS anon_1 
WHERE 1 = 1;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."name", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."name", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), opportunity AS NOT MATERIALIZED (SELECT t."no", t."state", t."opens_at", t."closes_at", t."closes_asc", 0 AS era FROM main.opportunity AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'OPPORTUNITY' AND e.seq <= ?) UNION ALL SELECT t."no", t."state", t."opens_at", t."closes_at", t."closes_asc", 1 AS era FROM main.opportunity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), page AS MATERIALIZED 
(SELECT anon_2.no AS no 
FROM (SELECT opportunity.no AS no, opportunity.closes_asc AS k0, opportunity.no AS k1 
FROM opportunity 
WHERE CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) AND 1 = 1 AND 1 = 1 ORDER BY opportunity.closes_asc ASC, opportunity.no ASC
 LIMIT ? OFFSET ?) AS anon_2)
 SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END AS anon_1, opportunity.closes_at, opportunity.closes_asc, opportunity.no 
FROM opportunity JOIN entity ON entity.no = opportunity.no AND entity.era = opportunity.era 
WHERE opportunity.no IN (SELECT page.no 
FROM page) ORDER BY opportunity.closes_asc ASC, opportunity.no ASC;

WITH opportunity AS NOT MATERIALIZED (SELECT t."state", t."opens_at", t."closes_at", 0 AS era FROM main.opportunity AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'OPPORTUNITY' AND e.seq <= ?) UNION ALL SELECT t."state", t."opens_at", t."closes_at", 1 AS era FROM main.opportunity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)) SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT 0 AS "key" 
FROM opportunity 
WHERE CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) AND 1 = 1
 LIMIT ? OFFSET ?) AS anon_1 
WHERE 1 = 1;

WITH discussion AS NOT MATERIALIZED (SELECT t."no", t."activity_desc", 0 AS era FROM main.discussion AS t WHERE t.no IN (SELECT e.no FROM main.entity AS e WHERE e.kind = 'DISCUSSION' AND e.seq <= ?) UNION ALL SELECT t."no", t."activity_desc", 1 AS era FROM main.discussion_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), entity AS NOT MATERIALIZED (SELECT t."no", t."name", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."name", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), page AS MATERIALIZED 
(SELECT anon_1.no AS no 
FROM (SELECT discussion.no AS no, discussion.activity_desc AS k0, discussion.no AS k1 
FROM discussion 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY discussion.activity_desc ASC, discussion.no ASC
 LIMIT ? OFFSET ?) AS anon_1)
 SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no, discussion.activity_desc, discussion.no AS no_1 
FROM discussion JOIN entity ON entity.no = discussion.no AND entity.era = discussion.era 
WHERE discussion.no IN (SELECT page.no 
FROM page) ORDER BY discussion.activity_desc ASC, discussion.no ASC;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."kind", t."sort_name", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."kind", t."sort_name", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), link AS NOT MATERIALIZED (SELECT t."no", t."kind", t."from_no", t."to_no", t."to_sort", 0 AS era, t.seq FROM main.link AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."kind", t."from_no", t."to_no", t."to_sort", 1 AS era, t.from_seq FROM main.link_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)) SELECT p.value, entity.no, entity.sort_name, entity.no AS no__1 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT anon_1.no 
FROM (SELECT link.to_no AS no, link.to_sort AS k0, link.to_no AS k1 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_1) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."kind", t."name", 0 AS era, t.seq FROM main.entity AS t WHERE likelihood(t.seq <= ?, 0.01) UNION ALL SELECT t."no", t."kind", t."name", 1 AS era, t.from_seq FROM main.entity_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value", 0 AS era FROM main.text AS t WHERE likelihood((SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ?, 0.9) UNION ALL SELECT t."no", t."field", t."lang", t."value", 1 AS era FROM main.text_was AS t WHERE likelihood(+t.from_seq <= ?, 0.9) AND likelihood(t.to_seq > ?, 0.01)) SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
