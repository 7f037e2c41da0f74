-- What somebody is told of what others did that touches them, with neither names nor words. It is shown until seen_at says
-- that they have read it, and is sent by e-mail when sent_at says so.
create table message (
    service_id uuid not null,
    worker_id uuid not null,
    kind text collate "C" not null,
    about uuid not null,
    told_at text collate "C" not null,
    next_try text collate "C" not null,
    tries bigint not null,
    sent_at text collate "C",
    seen_at text collate "C",
    primary key (service_id, worker_id, kind, about, told_at),
    foreign key (service_id) references service (service_id)
);
