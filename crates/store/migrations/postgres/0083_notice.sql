-- Who is told by e-mail that a concern waits, and how far it had gone up. It is written with the concern and names nobody;
-- it is sent when sent_at says so.
create table notice (
    service_id uuid not null,
    family_id uuid not null,
    raised_at text collate "C" not null,
    worker_id uuid not null,
    reached text collate "C" not null,
    next_try text collate "C" not null,
    tries bigint not null,
    sent_at text collate "C",
    primary key (service_id, family_id, raised_at, worker_id, reached),
    foreign key (service_id, family_id) references family (service_id, family_id)
);
