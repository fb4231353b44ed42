SELECT member.id, entity.kind, entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.summary) AS coalesce_2, entity.url, entity.area_no 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT organization.no, organization.organization_type, organization.cvr, organization.website 
FROM organization 
WHERE organization.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT venue.no, venue.venue_type, venue.street, venue.postcode, venue.locality, venue.country, venue.capacity, venue.facilities, coalesce((SELECT text.value 
FROM text 
WHERE text.no = venue.no AND text.field = ? AND text.lang = ?), venue.accessibility) AS coalesce_1, venue.bookable, venue.booking_url, coalesce((SELECT text.value 
FROM text 
WHERE text.no = venue.no AND text.field = ? AND text.lang = ?), venue.terms) AS coalesce_2, venue.owner_no 
FROM venue 
WHERE venue.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT initiative.no, initiative.status, initiative.started_on, initiative.lead_no 
FROM initiative 
WHERE initiative.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, evaluation.outcome, evaluation.published_desc, evaluation.no 
FROM json_each(?) AS p JOIN evaluation ON evaluation.no IN (SELECT evaluation.no AS no 
FROM evaluation 
WHERE evaluation.of_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY evaluation.published_desc ASC, evaluation.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, evaluation.published_desc ASC, evaluation.no ASC;

SELECT opportunity.no, opportunity.direction, opportunity.opportunity_type, CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END AS anon_1, opportunity.opens_at, opportunity.closes_at, opportunity.from_date, opportunity.until_date, opportunity.remote, opportunity.hours_per_week, opportunity.places, opportunity.skills, coalesce((SELECT text.value 
FROM text 
WHERE text.no = opportunity.no AND text.field = ? AND text.lang = ?), opportunity.eligibility) AS coalesce_1, opportunity.amount_minor, opportunity.currency, opportunity.apply_url, opportunity.by_no, opportunity.initiative_no 
FROM opportunity 
WHERE opportunity.no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT event.no, event.starts_at, event.ends_at, event.all_day, event.timezone, event.event_status, event.attendance, event.series, event.free, event.ticket_url, event.organizer_no, event.venue_no, event.initiative_no 
FROM event 
WHERE event.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT funding.no, funding.funding_type, coalesce((SELECT text.value 
FROM text 
WHERE text.no = funding.no AND text.field = ? AND text.lang = ?), funding.purpose) AS coalesce_1, funding.amount_minor, funding.currency, funding.awarded_on, funding.within_no 
FROM funding 
WHERE funding.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT opportunity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END AS anon_1 
FROM opportunity JOIN entity ON entity.no = opportunity.no 
WHERE opportunity.no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2);

SELECT agreement.no, agreement.agreement_type, agreement.initiative_no, agreement.venue_no, agreement.valid_from, agreement.valid_to, agreement.document_url 
FROM agreement 
WHERE agreement.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT link.from_no AS no 
FROM link 
WHERE link.to_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.from_sort ASC, link.from_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT evaluation.no, evaluation.outcome, coalesce((SELECT text.value 
FROM text 
WHERE text.no = evaluation.no AND text.field = ? AND text.lang = ?), evaluation.method) AS coalesce_1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = evaluation.no AND text.field = ? AND text.lang = ?), evaluation.findings) AS coalesce_2, evaluation.published_on, evaluation.evaluator_no, evaluation.document_url, evaluation.cost_minor, evaluation.cost_currency, evaluation.duration_months, evaluation.people_involved, evaluation.of_no 
FROM evaluation 
WHERE evaluation.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT story.no, story.story_type, story.published_on, coalesce((SELECT text.value 
FROM text 
WHERE text.no = story.no AND text.field = ? AND text.lang = ?), story.text) AS coalesce_1, story.publisher_no 
FROM story 
WHERE story.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, entity.no, entity.sort_name, entity.no AS no__1 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT link.to_no AS no 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT discussion.no, discussion.forum, discussion.discussion_state, discussion.started_at, discussion.last_activity_at, discussion.reply_count, discussion.supporter_count 
FROM discussion 
WHERE discussion.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, entity.no, entity.sort_name, entity.no AS no__1 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT link.to_no AS no 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
