-- The families of one worker.
create index family_worker_worker on family_worker (service_id, worker_id, family_id);
