-- The keys of a family, one for each class of visibility, wrapped under the installation's key.
create table family_key (
    service_id uuid not null,
    family_id uuid not null,
    class text collate "C" not null,
    wrapped bytea not null,
    primary key (service_id, family_id, class),
    foreign key (service_id, family_id) references family (service_id, family_id)
);
