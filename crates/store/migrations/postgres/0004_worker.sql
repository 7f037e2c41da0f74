-- People who sign in or are named in chronologies. name_search is the name in lower case.
create table worker (
    service_id uuid not null references service (service_id),
    worker_id uuid not null,
    name text collate "C" not null,
    name_search text collate "C" not null,
    role text collate "C" not null,
    team_id uuid,
    primary key (service_id, worker_id),
    foreign key (service_id, team_id) references team (service_id, team_id)
);
