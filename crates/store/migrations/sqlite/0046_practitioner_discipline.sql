-- The disciplines of a worker of the team, the main one first.
create table practitioner_discipline (
    service_id blob not null,
    worker_id blob not null,
    place integer not null,
    discipline text not null,
    primary key (service_id, worker_id, place),
    foreign key (service_id, worker_id) references practitioner (service_id, worker_id)
) strict;
