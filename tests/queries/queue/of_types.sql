SELECT 0, queue_item.id, queue_item.type, queue_item.run_no, queue_item.since, queue_item.no 
FROM queue_item 
WHERE (? = 1 OR queue_item.type IN (?, ?) AND queue_item.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)) OR (queue_item.type NOT IN (?, ?)) AND (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.left_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)))) AND (queue_item.right_no IS NULL OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.right_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)))))) AND 1 = 1 AND (queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1) AND (queue_item.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.left_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)))) OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.right_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2))))) AND 1 = 1 ORDER BY queue_item.since ASC, queue_item.no ASC
 LIMIT ? OFFSET ?;

SELECT 0, count(*) AS count_1 
FROM queue_item 
WHERE (? = 1 OR queue_item.type IN (?, ?) AND queue_item.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)) OR (queue_item.type NOT IN (?, ?)) AND (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.left_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)))) AND (queue_item.right_no IS NULL OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.right_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)))))) AND 1 = 1 AND (queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1) AND (queue_item.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.left_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)))) OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.right_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)))));

SELECT run.no, run.source_no 
FROM run 
WHERE run.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT source.no, source.name 
FROM source 
WHERE source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
