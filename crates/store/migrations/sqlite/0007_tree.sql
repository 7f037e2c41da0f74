-- The tree of a service's entries: its size, the hashes its next leaf needs, and the signed head.
-- Taking this row is what puts the writers of a service in order.
create table tree (
    service_id blob not null primary key references service (service_id),
    size integer not null,
    frontier blob not null,
    root blob not null,
    signed_at text not null,
    signature blob not null
) strict;
