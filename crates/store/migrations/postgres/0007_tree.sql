-- The tree of a service's entries: its size, the hashes its next leaf needs, and the signed head.
-- Taking this row is what puts the writers of a service in order.
create table tree (
    service_id uuid not null primary key references service (service_id),
    size bigint not null,
    frontier bytea not null,
    root bytea not null,
    signed_at text collate "C" not null,
    signature bytea not null
);
