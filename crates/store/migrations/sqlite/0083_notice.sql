-- Who is told by e-mail that a concern waits, and how far it had gone up. It is written with the concern and names nobody;
-- it is sent when sent_at says so.
create table notice (
    service_id blob not null,
    family_id blob not null,
    raised_at text not null,
    worker_id blob not null,
    reached text not null,
    next_try text not null,
    tries integer not null,
    sent_at text,
    primary key (service_id, family_id, raised_at, worker_id, reached),
    foreign key (service_id, family_id) references family (service_id, family_id)
) strict;
