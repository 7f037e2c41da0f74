-- Which disciplines the service offers and whom each supports. offered is 0 or 1.
create table discipline (
    service_id uuid not null references service (service_id),
    discipline text collate "C" not null,
    offered bigint not null,
    serves text collate "C" not null,
    primary key (service_id, discipline)
);
