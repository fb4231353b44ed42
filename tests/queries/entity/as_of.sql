SELECT change.at 
FROM change 
WHERE change.seq <= ? ORDER BY change.seq DESC
 LIMIT ? OFFSET ?;

WITH entity_area AS NOT MATERIALIZED (SELECT t."no", t."area_no", t."how" FROM main.entity_area AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."area_no", t."how" FROM main.entity_area_was AS t WHERE t.from_seq <= ? AND to_seq > ?) SELECT (SELECT count(*) AS count_1 
FROM (SELECT entity_area.no AS no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."summary", t."description", t."url", t."image_url", t."image_alt", t."image_credit", t."area_no", t."latitude_e7", t."longitude_e7", t."location_precision", t."contact_role", t."contact_email", t."contact_phone", t."contact_page", t."claim_no", t."origins", t."version", t."first_seen_at", t."updated_at", t.seq FROM main.entity AS t WHERE t.seq <= ? UNION ALL SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."summary", t."description", t."url", t."image_url", t."image_alt", t."image_credit", t."area_no", t."latitude_e7", t."longitude_e7", t."location_precision", t."contact_role", t."contact_email", t."contact_phone", t."contact_page", t."claim_no", t."origins", t."version", t."first_seen_at", t."updated_at", t.from_seq FROM main.entity_was AS t WHERE t.from_seq <= ? AND to_seq > ?), entity_area AS NOT MATERIALIZED (SELECT t."no", t."area_no", t."how" FROM main.entity_area AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."area_no", t."how" FROM main.entity_area_was AS t WHERE t.from_seq <= ? AND to_seq > ?), organization AS NOT MATERIALIZED (SELECT t."no", t."organization_type", t."cvr", t."website", t."part_of_no", t."confirmed" FROM main.organization AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."organization_type", t."cvr", t."website", t."part_of_no", t."confirmed" FROM main.organization_was AS t WHERE t.from_seq <= ? AND to_seq > ?), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value" FROM main.text AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."field", t."lang", t."value" FROM main.text_was AS t WHERE t.from_seq <= ? AND to_seq > ?) SELECT 0, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.updated_at, entity.no, entity.seq, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.no 
FROM (SELECT organization.no AS no, entity.seq AS k0, entity.no AS k1 
FROM organization JOIN entity ON entity.no = organization.no 
WHERE entity.no IN (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2))) AND organization.organization_type IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) AND 1 = 1 AND 1 = 1 ORDER BY entity.seq ASC, entity.no ASC
 LIMIT ? OFFSET ?) AS anon_1) ORDER BY entity.seq ASC, entity.no ASC;

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."summary", t."description", t."url", t."image_url", t."image_alt", t."image_credit", t."area_no", t."latitude_e7", t."longitude_e7", t."location_precision", t."contact_role", t."contact_email", t."contact_phone", t."contact_page", t."claim_no", t."origins", t."version", t."first_seen_at", t."updated_at", t.seq FROM main.entity AS t WHERE t.seq <= ? UNION ALL SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."summary", t."description", t."url", t."image_url", t."image_alt", t."image_credit", t."area_no", t."latitude_e7", t."longitude_e7", t."location_precision", t."contact_role", t."contact_email", t."contact_phone", t."contact_page", t."claim_no", t."origins", t."version", t."first_seen_at", t."updated_at", t.from_seq FROM main.entity_was AS t WHERE t.from_seq <= ? AND to_seq > ?), entity_area AS NOT MATERIALIZED (SELECT t."no", t."area_no", t."how" FROM main.entity_area AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."area_no", t."how" FROM main.entity_area_was AS t WHERE t.from_seq <= ? AND to_seq > ?), organization AS NOT MATERIALIZED (SELECT t."no", t."organization_type", t."cvr", t."website", t."part_of_no", t."confirmed" FROM main.organization AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."organization_type", t."cvr", t."website", t."part_of_no", t."confirmed" FROM main.organization_was AS t WHERE t.from_seq <= ? AND to_seq > ?) SELECT 0, count(*) AS count_1 
FROM organization JOIN entity ON entity.no = organization.no 
WHERE entity.no IN (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1))) AND organization.organization_type IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) AND 1 = 1;

WITH entity_source AS NOT MATERIALIZED (SELECT t."no", t."source_no" FROM main.entity_source AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."source_no" FROM main.entity_source_was AS t WHERE t.from_seq <= ? AND to_seq > ?) SELECT entity_source.no, source.name, source.publisher, source.attribution, source.licence_name, source.licence_state, source.illustrative 
FROM entity_source JOIN source ON source.no = entity_source.source_no 
WHERE entity_source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) ORDER BY entity_source.no, source."key";

WITH entity_theme AS NOT MATERIALIZED (SELECT t."no", t."theme_no", t."direct" FROM main.entity_theme AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."theme_no", t."direct" FROM main.entity_theme_was AS t WHERE t.from_seq <= ? AND to_seq > ?) SELECT entity_theme.no, theme."key" 
FROM entity_theme JOIN theme ON theme.no = entity_theme.theme_no 
WHERE entity_theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 AND entity_theme.direct = 1 ORDER BY entity_theme.no, theme."key";

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."summary", t."description", t."url", t."image_url", t."image_alt", t."image_credit", t."area_no", t."latitude_e7", t."longitude_e7", t."location_precision", t."contact_role", t."contact_email", t."contact_phone", t."contact_page", t."claim_no", t."origins", t."version", t."first_seen_at", t."updated_at", t.seq FROM main.entity AS t WHERE t.seq <= ? UNION ALL SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."summary", t."description", t."url", t."image_url", t."image_alt", t."image_credit", t."area_no", t."latitude_e7", t."longitude_e7", t."location_precision", t."contact_role", t."contact_email", t."contact_phone", t."contact_page", t."claim_no", t."origins", t."version", t."first_seen_at", t."updated_at", t.from_seq FROM main.entity_was AS t WHERE t.from_seq <= ? AND to_seq > ?), initiative AS NOT MATERIALIZED (SELECT t."no", t."status", t."started_on", t."started_asc", t."started_desc", t."ended_on", t."lead_no", t."adapted_from_no" FROM main.initiative AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."status", t."started_on", t."started_asc", t."started_desc", t."ended_on", t."lead_no", t."adapted_from_no" FROM main.initiative_was AS t WHERE t.from_seq <= ? AND to_seq > ?), link AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."from_sort", t."to_sort", t."since", t."until", t."url", t."confidence_percent", t."contested", t.seq FROM main.link AS t WHERE t.seq <= ? UNION ALL SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."from_sort", t."to_sort", t."since", t."until", t."url", t."confidence_percent", t."contested", t.from_seq FROM main.link_was AS t WHERE t.from_seq <= ? AND to_seq > ?), text AS NOT MATERIALIZED (SELECT t."no", t."field", t."lang", t."value" FROM main.text AS t WHERE (SELECT e.seq FROM main.entity AS e WHERE e.no = t.no) <= ? UNION ALL SELECT t."no", t."field", t."lang", t."value" FROM main.text_was AS t WHERE t.from_seq <= ? AND to_seq > ?) SELECT p.value, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.lead_no, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN (initiative JOIN entity ON entity.no = initiative.no) ON initiative.no IN (SELECT anon_1.no 
FROM (SELECT anon_2.no AS no 
FROM (SELECT anon_3.no AS no 
FROM (SELECT link.to_no AS no, link.to_sort AS k0, link.to_no AS k1 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND link.contested = 0 AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_3) AS anon_2 UNION SELECT anon_4.no AS no 
FROM (SELECT anon_5.no AS no 
FROM (SELECT link.to_no AS no, link.to_sort AS k0, link.to_no AS k1 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) AS anon_5) AS anon_4) AS anon_1) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

WITH link AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."from_sort", t."to_sort", t."since", t."until", t."url", t."confidence_percent", t."contested", t.seq FROM main.link AS t WHERE t.seq <= ? UNION ALL SELECT t."no", t."id", t."kind", t."from_no", t."to_no", t."from_sort", t."to_sort", t."since", t."until", t."url", t."confidence_percent", t."contested", t.from_seq FROM main.link_was AS t WHERE t.from_seq <= ? AND to_seq > ?) SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.contested = 0 AND link.from_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) UNION SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.from_no IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

WITH entity AS NOT MATERIALIZED (SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."summary", t."description", t."url", t."image_url", t."image_alt", t."image_credit", t."area_no", t."latitude_e7", t."longitude_e7", t."location_precision", t."contact_role", t."contact_email", t."contact_phone", t."contact_page", t."claim_no", t."origins", t."version", t."first_seen_at", t."updated_at", t.seq FROM main.entity AS t WHERE t.seq <= ? UNION ALL SELECT t."no", t."id", t."kind", t."name", t."sort_name", t."summary", t."description", t."url", t."image_url", t."image_alt", t."image_credit", t."area_no", t."latitude_e7", t."longitude_e7", t."location_precision", t."contact_role", t."contact_email", t."contact_phone", t."contact_page", t."claim_no", t."origins", t."version", t."first_seen_at", t."updated_at", t.from_seq FROM main.entity_was AS t WHERE t.from_seq <= ? AND to_seq > ?) SELECT entity.no, entity.id 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
