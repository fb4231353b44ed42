SELECT json_group_array(rowid) AS gathered_1 
FROM search 
WHERE search MATCH ?;

SELECT rowid, CAST(round(? * bm25(search, ?, ?, ?)) AS INTEGER) AS round_1 
FROM search 
WHERE search MATCH ? AND +rowid IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.sort_name = ? AS anon_1 
FROM entity 
WHERE entity.kind IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AND entity.sort_name >= ? AND entity.sort_name < ?;

SELECT initiative.no, entity.no AS no_1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.started_on 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE initiative.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
