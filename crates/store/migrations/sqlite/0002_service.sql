-- A service: a team and its area.
create table service (
    service_id blob not null primary key,
    name text not null
) strict;
