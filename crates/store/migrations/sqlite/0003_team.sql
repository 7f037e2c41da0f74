-- Teams of the service and of Social Care.
create table team (
    service_id blob not null references service (service_id),
    team_id blob not null,
    name text not null,
    primary key (service_id, team_id)
) strict;
