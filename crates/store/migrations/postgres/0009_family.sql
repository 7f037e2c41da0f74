-- A family, and the sequence of the last entry of its chronology.
create table family (
    service_id uuid not null references service (service_id),
    family_id uuid not null,
    reference text collate "C",
    sequence bigint not null,
    primary key (service_id, family_id)
);
