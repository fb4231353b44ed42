SELECT 0, queue_item.id, queue_item.type, queue_item.since, queue_item.report, queue_item.run_no, queue_item.match_no, queue_item.no, queue_item.since AS since__1, queue_item.no AS no__1 
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
WHERE member.no = queue_item.left_no))) AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY queue_item.since ASC, queue_item.no ASC
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
WHERE member.no = queue_item.left_no))) AND 1 = 1 AND 1 = 1;

SELECT run.no, run.no AS no__1, run.outcome 
FROM run 
WHERE run.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT "match".no, "match".per_mille, (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no) AS anon_1, (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no) AS anon_2 
FROM "match" 
WHERE "match".no IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3);

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT DISTINCT queue_about.no, entity.no AS no_1, entity.sort_name, entity.no AS no__1 
FROM queue_about JOIN member ON member.no = queue_about.member_no JOIN entity ON entity.no = member.canonical_no 
WHERE queue_about.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 ORDER BY queue_about.no, entity.sort_name, entity.no;

SELECT entity.no, entity.kind, entity.no AS no__1, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT queue_item.id, queue_item.id AS id__1, queue_item.type, queue_item.run_no 
FROM queue_item 
WHERE queue_item.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND (? = 1 OR queue_item.type IN (?, ?) AND queue_item.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) OR (queue_item.type NOT IN (?, ?)) AND (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.left_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)))) AND (queue_item.right_no IS NULL OR (EXISTS (SELECT entity_source.no 
FROM entity_source JOIN member ON member.canonical_no = entity_source.no 
WHERE member.no = queue_item.right_no AND entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2))))) OR (queue_item.type NOT IN (?, ?)) AND (EXISTS (SELECT entity.no 
FROM entity JOIN member ON member.canonical_no = entity.no 
WHERE member.no = queue_item.left_no AND entity.area_no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area ON area.no = area_closure.ancestor_no 
WHERE area.code IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)))) AND (queue_item.right_no IS NULL OR (EXISTS (SELECT entity.no 
FROM entity JOIN member ON member.canonical_no = entity.no 
WHERE member.no = queue_item.right_no AND entity.area_no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area ON area.no = area_closure.ancestor_no 
WHERE area.code IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))))) OR queue_item.type = ? AND (EXISTS (SELECT contribution.no 
FROM contribution 
WHERE contribution.id = queue_item.id AND contribution.area_no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area ON area.no = area_closure.ancestor_no 
WHERE area.code IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)))) AND NOT (EXISTS (SELECT entity.no 
FROM entity JOIN member ON member.canonical_no = entity.no 
WHERE member.no = queue_item.left_no)));

SELECT run.no, run.no AS no__1 
FROM run 
WHERE run.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
