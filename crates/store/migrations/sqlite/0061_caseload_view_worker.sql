-- Whom one worker supports.
create index caseload_view_worker on caseload_view (service_id, worker_id, person_reference);
