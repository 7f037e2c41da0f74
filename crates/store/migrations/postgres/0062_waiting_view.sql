-- View: what waits for somebody, made from what is shared with the social worker alone. Without a
-- worker it waits for the team; due 9999-12-31 is no day. No words of notes.
create table waiting_view (
    service_id uuid not null,
    family_id uuid not null,
    nr bigint not null,
    kind text collate "C" not null,
    worker_id uuid,
    person_id uuid,
    person_reference text collate "C" not null,
    person_name text collate "C",
    discipline text collate "C" not null,
    since text collate "C" not null,
    due text collate "C" not null,
    missing bigint not null,
    primary key (service_id, family_id, nr),
    foreign key (service_id, family_id) references family (service_id, family_id)
);
