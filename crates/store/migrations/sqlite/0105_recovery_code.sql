-- Codes that stand in for a lost telephone, once each. digest is the SHA-256 of worker and code, which is not kept.
create table recovery_code (
    service_id blob not null,
    worker_id blob not null,
    digest blob not null,
    primary key (service_id, worker_id, digest),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
) strict;
