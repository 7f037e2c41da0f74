-- The post of a worker of the team and what they can take on. weekly_minutes is a whole number of quarter hours.
create table practitioner (
    service_id uuid not null,
    worker_id uuid not null,
    home_agency text collate "C" not null,
    employment text collate "C",
    from_day text collate "C",
    until_day text collate "C",
    weekly_minutes bigint,
    ceiling bigint,
    social_work_qualified text collate "C",
    primary key (service_id, worker_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
);
