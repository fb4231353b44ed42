SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, discussion.reply_count, discussion.discussion_state, discussion.replies_desc, discussion.no 
FROM discussion JOIN entity ON entity.no = discussion.no 
WHERE discussion.no IN (SELECT discussion.no 
FROM discussion 
WHERE discussion.activity_asc >= ? AND discussion.activity_asc <= ? AND discussion.activity_asc != ? AND discussion.forum = ? AND 1 = 1 AND 1 = 1 ORDER BY discussion.replies_desc ASC, discussion.no ASC
 LIMIT ? OFFSET ?) ORDER BY discussion.replies_desc ASC, discussion.no ASC;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", discussion.discussion_state AS "by", count(*) AS n 
FROM discussion 
WHERE discussion.activity_asc >= ? AND discussion.activity_asc <= ? AND discussion.activity_asc != ? AND discussion.forum = ? AND 1 = 1 AND discussion.discussion_state IS NOT NULL GROUP BY discussion.discussion_state) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", substr(discussion.last_activity_at, ?, ?) AS "by", count(*) AS n 
FROM discussion 
WHERE discussion.forum = ? AND 1 = 1 AND substr(discussion.last_activity_at, ?, ?) IS NOT NULL GROUP BY substr(discussion.last_activity_at, ?, ?)) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;
