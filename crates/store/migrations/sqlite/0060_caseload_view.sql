-- View: who supports whom now, made from what is shared with the social worker alone. Days that are
-- compared with the present day are compared when they are read.
create table caseload_view (
    service_id blob not null,
    family_id blob not null,
    nr integer not null,
    person_id blob not null,
    person_reference text not null,
    person_name text,
    worker_id blob not null,
    discipline text not null,
    kind text not null,
    key_worker text not null,
    stage text not null,
    consent text,
    paused text,
    since text not null,
    last_touch text,
    appointment_day text,
    appointment_time text,
    next_try text,
    primary key (service_id, family_id, nr),
    foreign key (service_id, family_id) references family (service_id, family_id)
) strict;
