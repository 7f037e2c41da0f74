-- What somebody is told of what others did that touches them, with neither names nor words. It is shown until seen_at says
-- that they have read it, and is sent by e-mail when sent_at says so.
create table message (
    service_id blob not null,
    worker_id blob not null,
    kind text not null,
    about blob not null,
    told_at text not null,
    next_try text not null,
    tries integer not null,
    sent_at text,
    seen_at text,
    primary key (service_id, worker_id, kind, about, told_at),
    foreign key (service_id) references service (service_id)
) strict;
