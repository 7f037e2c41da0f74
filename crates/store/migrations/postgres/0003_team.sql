-- Teams of the service and of Social Care.
create table team (
    service_id uuid not null references service (service_id),
    team_id uuid not null,
    name text collate "C" not null,
    primary key (service_id, team_id)
);
