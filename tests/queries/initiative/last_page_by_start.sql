SELECT initiative.no, initiative.started_on, initiative.started_asc, initiative.no AS no__1 
FROM initiative 
WHERE initiative.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT initiative.no, initiative.started_on, initiative.started_desc, initiative.no AS no__1 
FROM initiative 
WHERE initiative.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
