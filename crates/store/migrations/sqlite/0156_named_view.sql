-- View: who sees the families that only named people see.
create table named_view (
    service_id blob not null,
    family_id blob not null,
    worker_id blob not null,
    primary key (service_id, family_id, worker_id),
    foreign key (service_id, family_id) references restricted_view (service_id, family_id)
) strict;
