-- A family, and the sequence of the last entry of its chronology.
create table family (
    service_id blob not null references service (service_id),
    family_id blob not null,
    reference text,
    sequence integer not null,
    primary key (service_id, family_id)
) strict;
