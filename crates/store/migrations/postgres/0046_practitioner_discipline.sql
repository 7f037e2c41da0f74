-- The disciplines of a worker of the team, the main one first.
create table practitioner_discipline (
    service_id uuid not null,
    worker_id uuid not null,
    place bigint not null,
    discipline text collate "C" not null,
    primary key (service_id, worker_id, place),
    foreign key (service_id, worker_id) references practitioner (service_id, worker_id)
);
