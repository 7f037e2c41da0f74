-- Settings of a service, each as JSON under its name.
create table service_setting (
    service_id blob not null references service (service_id),
    name text not null,
    value text not null,
    primary key (service_id, name)
) strict;
