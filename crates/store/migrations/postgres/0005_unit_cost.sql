-- The catalogue of unit costs. value is an exact decimal of pounds.
create table unit_cost (
    service_id uuid not null references service (service_id),
    code text collate "C" not null,
    place bigint not null,
    description text collate "C" not null,
    agency text collate "C" not null,
    unit text collate "C" not null,
    value text collate "C" not null,
    price_year text collate "C" not null,
    source text collate "C" not null,
    note text collate "C" not null,
    primary key (service_id, code)
);
