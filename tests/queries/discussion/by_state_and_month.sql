SELECT discussion.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, discussion.reply_count, discussion.discussion_state, discussion.replies_desc, discussion.no AS no__1 
FROM discussion JOIN entity ON entity.no = discussion.no 
WHERE discussion.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
