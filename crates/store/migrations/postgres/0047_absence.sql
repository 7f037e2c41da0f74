-- Days on which a worker of the team is away. until_day is empty while nobody knows the end.
create table absence (
    service_id uuid not null,
    absence_id uuid not null,
    worker_id uuid not null,
    from_day text collate "C" not null,
    until_day text collate "C",
    reason text collate "C" not null,
    primary key (service_id, absence_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
);
