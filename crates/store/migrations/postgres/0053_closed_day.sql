-- Days on which the service is closed, besides weekends and bank holidays.
create table closed_day (
    service_id uuid not null references service (service_id),
    day text collate "C" not null,
    name text collate "C" not null,
    primary key (service_id, day)
);
