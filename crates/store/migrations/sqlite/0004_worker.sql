-- People who sign in or are named in chronologies. name_search is the name in lower case.
create table worker (
    service_id blob not null references service (service_id),
    worker_id blob not null,
    name text not null,
    name_search text not null,
    role text not null,
    team_id blob,
    primary key (service_id, worker_id),
    foreign key (service_id, team_id) references team (service_id, team_id)
) strict;
