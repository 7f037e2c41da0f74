-- The sessions of a worker, to list and to end them.
create index session_worker on session (service_id, worker_id);
