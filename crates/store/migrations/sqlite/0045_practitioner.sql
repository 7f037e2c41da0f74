-- The post of a worker of the team and what they can take on. weekly_minutes is a whole number of quarter hours.
create table practitioner (
    service_id blob not null,
    worker_id blob not null,
    home_agency text not null,
    employment text,
    from_day text,
    until_day text,
    weekly_minutes integer,
    ceiling integer,
    social_work_qualified text,
    primary key (service_id, worker_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
) strict;
