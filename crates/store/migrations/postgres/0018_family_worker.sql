-- View: the workers of a family, made from what is shared with the social worker alone.
create table family_worker (
    service_id uuid not null,
    family_id uuid not null,
    worker_id uuid not null,
    part text collate "C" not null,
    primary key (service_id, family_id, worker_id, part),
    foreign key (service_id, family_id) references family (service_id, family_id)
);
