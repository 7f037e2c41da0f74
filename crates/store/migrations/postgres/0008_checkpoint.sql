-- Earlier signed heads of the tree, to hold against the entries.
create table checkpoint (
    service_id uuid not null references service (service_id),
    size bigint not null,
    root bytea not null,
    signed_at text collate "C" not null,
    signature bytea not null,
    primary key (service_id, size)
);
