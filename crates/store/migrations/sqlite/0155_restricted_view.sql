-- View: the families that only named people see.
create table restricted_view (
    service_id blob not null,
    family_id blob not null,
    primary key (service_id, family_id),
    foreign key (service_id, family_id) references family (service_id, family_id)
) strict;
