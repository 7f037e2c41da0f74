-- What waits for one worker.
create index waiting_view_worker on waiting_view (service_id, worker_id, due);
