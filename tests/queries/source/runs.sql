SELECT source."key", source.name, source.connector, source.policy, source.state, source.entity_count, source.last_success_at, source.next_run_at, source.attribution, source.url, source.licence_spdx, source.licence_name, source.licence_url, source.licence_state, source.republishable, source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, run.no, run.started_at, run.ended_at, run.outcome, run.coverage, run.fetched_count, run.created_count, run.retired_count, run.quarantined_count, run.no AS no__1 
FROM json_each(?) AS p JOIN run ON run.no IN (SELECT run.no AS no 
FROM run 
WHERE run.source_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY run.no DESC
 LIMIT ? OFFSET ?) ORDER BY p.value, run.no DESC;

SELECT p.value, problem.code, problem.message, problem.record, problem.field, problem.no 
FROM json_each(?) AS p JOIN problem ON problem.no IN (SELECT problem.no AS no 
FROM problem 
WHERE problem.run_no = p.value AND (? = 1 OR (SELECT source_of.source_no 
FROM run AS source_of 
WHERE source_of.no = problem.run_no) IN (SELECT source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1))) AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY problem.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, problem.no ASC;

SELECT source."key", source.last_success_at, source.no 
FROM source 
WHERE source."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, run.no, run.no AS no__1 
FROM json_each(?) AS p JOIN run ON run.no IN (SELECT run.no AS no 
FROM run 
WHERE run.source_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY run.no DESC
 LIMIT ? OFFSET ?) ORDER BY p.value, run.no DESC;
