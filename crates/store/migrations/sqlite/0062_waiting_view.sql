-- View: what waits for somebody, made from what is shared with the social worker alone. Without a
-- worker it waits for the team; due 9999-12-31 is no day. No words of notes.
create table waiting_view (
    service_id blob not null,
    family_id blob not null,
    nr integer not null,
    kind text not null,
    worker_id blob,
    person_id blob,
    person_reference text not null,
    person_name text,
    discipline text not null,
    since text not null,
    due text not null,
    missing integer not null,
    primary key (service_id, family_id, nr),
    foreign key (service_id, family_id) references family (service_id, family_id)
) strict;
