-- The keys of a family, one for each class of visibility, wrapped under the installation's key.
create table family_key (
    service_id blob not null,
    family_id blob not null,
    class text not null,
    wrapped blob not null,
    primary key (service_id, family_id, class),
    foreign key (service_id, family_id) references family (service_id, family_id)
) strict;
