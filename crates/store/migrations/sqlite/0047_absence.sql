-- Days on which a worker of the team is away. until_day is empty while nobody knows the end.
create table absence (
    service_id blob not null,
    absence_id blob not null,
    worker_id blob not null,
    from_day text not null,
    until_day text,
    reason text not null,
    primary key (service_id, absence_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
) strict;
