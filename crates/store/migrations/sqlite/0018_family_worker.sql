-- View: the workers of a family, made from what is shared with the social worker alone.
create table family_worker (
    service_id blob not null,
    family_id blob not null,
    worker_id blob not null,
    part text not null,
    primary key (service_id, family_id, worker_id, part),
    foreign key (service_id, family_id) references family (service_id, family_id)
) strict;
