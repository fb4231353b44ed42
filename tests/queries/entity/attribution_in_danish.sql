SELECT 0, entity.no, funding.awarded_desc, funding.no AS no_1 
FROM funding JOIN entity ON entity.no = funding.no 
WHERE funding.no IN (SELECT funding.no 
FROM funding 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY funding.awarded_desc ASC, funding.no ASC
 LIMIT ? OFFSET ?) ORDER BY funding.awarded_desc ASC, funding.no ASC;

SELECT entity_source.no, source.name, source.publisher, source.attribution, source.licence_name, source.licence_state, source.illustrative, source."key" 
FROM entity_source JOIN source ON source.no = entity_source.source_no 
WHERE entity_source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) ORDER BY entity_source.no, source."key";
