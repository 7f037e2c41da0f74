-- View: the list of families, made from what is shared with the social worker alone.
create table family_view (
    service_id uuid not null,
    family_id uuid not null,
    reference text collate "C" not null,
    area text collate "C" not null,
    status text collate "C" not null,
    case_holder uuid,
    referred_on text collate "C",
    people text collate "C" not null,
    search text collate "C" not null,
    primary key (service_id, family_id),
    foreign key (service_id, family_id) references family (service_id, family_id)
);
