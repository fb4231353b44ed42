SELECT funding.no, funding.funding_type, funding.programme, funding.regrant, funding.repayable, funding.from_date, funding.until_date, funding.goal_minor, funding.goal_currency, funding.raised_minor, funding.raised_currency, funding.backer_count, funding.closes_at, funding.awarded_desc, funding.no AS no__1 
FROM funding 
WHERE funding.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
