SELECT discussion.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, discussion.forum, discussion.last_activity_at, discussion.reply_count, entity.no AS no_1, discussion.activity_desc, discussion.no AS no__1 
FROM discussion JOIN entity ON entity.no = discussion.no 
WHERE discussion.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, entity.no, entity.sort_name, entity.no AS no__1 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT link.to_no AS no 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT organization.no, organization.organization_type 
FROM organization 
WHERE organization.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT initiative.no, initiative.status 
FROM initiative 
WHERE initiative.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT opportunity.no, CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END AS anon_1 
FROM opportunity 
WHERE opportunity.no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2);
