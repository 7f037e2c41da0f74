-- What waits, of one kind, the earliest due first.
create index waiting_view_kind on waiting_view (service_id, kind, due, since, family_id, nr);
