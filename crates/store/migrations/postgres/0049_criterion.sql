-- The criteria of the threshold, in their order.
create table criterion (
    service_id uuid not null references service (service_id),
    code text collate "C" not null,
    place bigint not null,
    says text collate "C" not null,
    primary key (service_id, code)
);
