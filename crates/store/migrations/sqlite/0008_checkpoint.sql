-- Earlier signed heads of the tree, to hold against the entries.
create table checkpoint (
    service_id blob not null references service (service_id),
    size integer not null,
    root blob not null,
    signed_at text not null,
    signature blob not null,
    primary key (service_id, size)
) strict;
