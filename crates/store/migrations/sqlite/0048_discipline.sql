-- Which disciplines the service offers and whom each supports. offered is 0 or 1.
create table discipline (
    service_id blob not null references service (service_id),
    discipline text not null,
    offered integer not null,
    serves text not null,
    primary key (service_id, discipline)
) strict;
