-- The links of a worker, to end those not used when another is made.
create index sign_in_link_worker on sign_in_link (service_id, worker_id);
