SELECT 0, initiative.started_on, initiative.started_asc, initiative.no 
FROM initiative 
WHERE initiative.no IN (SELECT initiative.no 
FROM initiative 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY initiative.started_asc DESC, initiative.no DESC
 LIMIT ? OFFSET ?) ORDER BY initiative.started_asc DESC, initiative.no DESC;

SELECT 0, initiative.started_on, initiative.started_desc, initiative.no 
FROM initiative 
WHERE initiative.no IN (SELECT initiative.no 
FROM initiative 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY initiative.started_desc ASC, initiative.no ASC
 LIMIT ? OFFSET ?) ORDER BY initiative.started_desc ASC, initiative.no ASC;
