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
FROM json_each(?) AS anon_1))))) OR (queue_item.type NOT IN (?, ?)) AND (EXISTS (SELECT entity.no 
FROM entity JOIN member ON member.canonical_no = entity.no 
WHERE member.no = queue_item.left_no AND entity.area_no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area ON area.no = area_closure.ancestor_no 
WHERE area.code IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)))) AND (queue_item.right_no IS NULL OR (EXISTS (SELECT entity.no 
FROM entity JOIN member ON member.canonical_no = entity.no 
WHERE member.no = queue_item.right_no AND entity.area_no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area ON area.no = area_closure.ancestor_no 
WHERE area.code IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2))))) OR queue_item.type = ? AND (EXISTS (SELECT contribution.no 
FROM contribution 
WHERE contribution.id = queue_item.id AND contribution.area_no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area ON area.no = area_closure.ancestor_no 
WHERE area.code IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)))) AND NOT (EXISTS (SELECT entity.no 
FROM entity JOIN member ON member.canonical_no = entity.no 
WHERE member.no = queue_item.left_no))) AND 1 = 1 AND (queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1) AND (queue_item.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.left_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)))) OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.right_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))))) AND 1 = 1 ORDER BY queue_item.since ASC, queue_item.no ASC
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
FROM json_each(?) AS anon_1))))) OR (queue_item.type NOT IN (?, ?)) AND (EXISTS (SELECT entity.no 
FROM entity JOIN member ON member.canonical_no = entity.no 
WHERE member.no = queue_item.left_no AND entity.area_no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area ON area.no = area_closure.ancestor_no 
WHERE area.code IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)))) AND (queue_item.right_no IS NULL OR (EXISTS (SELECT entity.no 
FROM entity JOIN member ON member.canonical_no = entity.no 
WHERE member.no = queue_item.right_no AND entity.area_no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area ON area.no = area_closure.ancestor_no 
WHERE area.code IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2))))) OR queue_item.type = ? AND (EXISTS (SELECT contribution.no 
FROM contribution 
WHERE contribution.id = queue_item.id AND contribution.area_no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area ON area.no = area_closure.ancestor_no 
WHERE area.code IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)))) AND NOT (EXISTS (SELECT entity.no 
FROM entity JOIN member ON member.canonical_no = entity.no 
WHERE member.no = queue_item.left_no))) AND 1 = 1 AND (queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1 OR queue_item.type = ? AND ? = 1) AND (queue_item.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.left_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)))) OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.right_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)))));

SELECT run.no, run.source_no 
FROM run 
WHERE run.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT source.no, source.name 
FROM source 
WHERE source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
