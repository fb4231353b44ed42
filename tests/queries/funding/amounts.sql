SELECT funding.no, funding.amount_minor, funding.currency, funding.amount_asc, funding.no AS no__1 
FROM funding 
WHERE funding.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT funding.no, funding.amount_minor, funding.currency, funding.awarded_on, funding.awarded_desc, funding.no AS no__1 
FROM funding 
WHERE funding.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
