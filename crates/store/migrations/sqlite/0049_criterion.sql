-- The criteria of the threshold, in their order.
create table criterion (
    service_id blob not null references service (service_id),
    code text not null,
    place integer not null,
    says text not null,
    primary key (service_id, code)
) strict;
