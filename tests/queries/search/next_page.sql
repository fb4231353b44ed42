SELECT json_group_array(rowid) AS gathered_1 
FROM search 
WHERE search MATCH ?;

SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT rowid, CAST(round(? * bm25(search, ?, ?, ?)) AS INTEGER) AS round_1 
FROM search 
WHERE search MATCH ? AND +rowid IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.sort_name = ? AS anon_1 
FROM entity 
WHERE entity.kind IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AND entity.sort_name >= ? AND entity.sort_name < ?;

SELECT entity.no, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
