-- Settings of a service, each as JSON under its name.
create table service_setting (
    service_id uuid not null references service (service_id),
    name text collate "C" not null,
    value text collate "C" not null,
    primary key (service_id, name)
);
