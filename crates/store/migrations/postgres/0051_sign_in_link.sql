-- Links that sign a worker in once. digest is the SHA-256 of the token, which is not kept. A link can be used while
-- used_at and ended_at are empty and expires_at has not passed.
create table sign_in_link (
    digest bytea not null primary key,
    service_id uuid not null,
    worker_id uuid not null,
    made_by uuid not null,
    made_at text collate "C" not null,
    expires_at text collate "C" not null,
    used_at text collate "C",
    ended_at text collate "C",
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
);
