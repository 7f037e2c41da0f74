-- Links that sign a worker in once. digest is the SHA-256 of the token, which is not kept. A link can be used while
-- used_at and ended_at are empty and expires_at has not passed.
create table sign_in_link (
    digest blob not null primary key,
    service_id blob not null,
    worker_id blob not null,
    made_by blob not null,
    made_at text not null,
    expires_at text not null,
    used_at text,
    ended_at text,
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
) strict;
