SELECT 0, funding.amount_minor, funding.currency, funding.amount_asc, funding.no 
FROM funding 
WHERE funding.no IN (SELECT funding.no 
FROM funding 
WHERE funding.currency = ? AND funding.amount_minor BETWEEN ? AND ? AND 1 = 1 AND 1 = 1 ORDER BY funding.amount_asc ASC, funding.no ASC
 LIMIT ? OFFSET ?) ORDER BY funding.amount_asc ASC, funding.no ASC;

SELECT 0, count(*) AS count_1 
FROM funding 
WHERE funding.currency = ? AND funding.amount_minor BETWEEN ? AND ? AND 1 = 1;

SELECT 0, funding.amount_minor, funding.currency, funding.awarded_on, funding.awarded_desc, funding.no 
FROM funding 
WHERE funding.no IN (SELECT funding.no 
FROM funding 
WHERE funding.currency = ? AND funding.amount_minor BETWEEN ? AND ? AND 1 = 1 AND 1 = 1 ORDER BY funding.awarded_desc ASC, funding.no ASC
 LIMIT ? OFFSET ?) ORDER BY funding.awarded_desc ASC, funding.no ASC;

SELECT 0, count(*) AS count_1 
FROM funding 
WHERE funding.currency = ? AND funding.amount_minor BETWEEN ? AND ? AND 1 = 1;
