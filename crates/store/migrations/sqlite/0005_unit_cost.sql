-- The catalogue of unit costs. value is an exact decimal of pounds.
create table unit_cost (
    service_id blob not null references service (service_id),
    code text not null,
    place integer not null,
    description text not null,
    agency text not null,
    unit text not null,
    value text not null,
    price_year text not null,
    source text not null,
    note text not null,
    primary key (service_id, code)
) strict;
