-- Each change of a register: what it says from then on, and who changed it.
create table register_change (
    service_id uuid not null references service (service_id),
    number bigint not null,
    register text collate "C" not null,
    item text collate "C" not null,
    says text collate "C" not null,
    changed_at text collate "C" not null,
    changed_by uuid not null,
    primary key (service_id, number)
);
