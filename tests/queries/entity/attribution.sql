SELECT (SELECT count(*) AS count_1 
FROM (SELECT entity_source.no AS no 
FROM entity_source 
WHERE entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1;

SELECT 0, entity.id, entity.no, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT organization.no 
FROM organization JOIN entity ON entity.no = organization.no 
WHERE entity.no IN (SELECT entity_source.no 
FROM entity_source 
WHERE entity_source.source_no IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1))) AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.sort_name ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name ASC, entity.no ASC;

SELECT entity_source.no, source.name, source.publisher, source.attribution, source.licence_name, source.licence_state, source.illustrative 
FROM entity_source JOIN source ON source.no = entity_source.source_no 
WHERE entity_source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) ORDER BY entity_source.no, source."key";
