-- Days on which the service is closed, besides weekends and bank holidays.
create table closed_day (
    service_id blob not null references service (service_id),
    day text not null,
    name text not null,
    primary key (service_id, day)
) strict;
