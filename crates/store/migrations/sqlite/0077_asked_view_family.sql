-- What waits for a consultation about a family.
create index asked_view_family on asked_view (service_id, family_id) where answered_at is null;
