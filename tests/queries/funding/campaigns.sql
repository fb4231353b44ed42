SELECT 0, funding.funding_type, funding.programme, funding.regrant, funding.repayable, funding.from_date, funding.until_date, funding.goal_minor, funding.goal_currency, funding.raised_minor, funding.raised_currency, funding.backer_count, funding.closes_at, funding.awarded_desc, funding.no 
FROM funding 
WHERE funding.no IN (SELECT funding.no 
FROM funding 
WHERE funding.funding_type IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 AND 1 = 1 ORDER BY funding.awarded_desc ASC, funding.no ASC
 LIMIT ? OFFSET ?) ORDER BY funding.awarded_desc ASC, funding.no ASC;
