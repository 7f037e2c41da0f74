-- By what devices know the owner of passkeys: handle is random, and says nothing of who it is.
create table passkey_owner (
    service_id uuid not null,
    worker_id uuid not null,
    handle bytea not null,
    primary key (service_id, worker_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
);
