-- View: the list of families, made from what is shared with the social worker alone.
create table family_view (
    service_id blob not null,
    family_id blob not null,
    reference text not null,
    area text not null,
    status text not null,
    case_holder blob,
    referred_on text,
    people text not null,
    search text not null,
    primary key (service_id, family_id),
    foreign key (service_id, family_id) references family (service_id, family_id)
) strict;
