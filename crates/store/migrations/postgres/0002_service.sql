-- A service: a team and its area.
create table service (
    service_id uuid not null primary key,
    name text collate "C" not null
);
