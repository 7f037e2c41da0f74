-- Each change of a register: what it says from then on, and who changed it.
create table register_change (
    service_id blob not null references service (service_id),
    number integer not null,
    register text not null,
    item text not null,
    says text not null,
    changed_at text not null,
    changed_by blob not null,
    primary key (service_id, number)
) strict;
