-- View: who supports whom now, made from what is shared with the social worker alone. Days that are
-- compared with the present day are compared when they are read.
create table caseload_view (
    service_id uuid not null,
    family_id uuid not null,
    nr bigint not null,
    person_id uuid not null,
    person_reference text collate "C" not null,
    person_name text collate "C",
    worker_id uuid not null,
    discipline text collate "C" not null,
    kind text collate "C" not null,
    key_worker text collate "C" not null,
    stage text collate "C" not null,
    consent text collate "C",
    paused text collate "C",
    since text collate "C" not null,
    last_touch text collate "C",
    appointment_day text collate "C",
    appointment_time text collate "C",
    next_try text collate "C",
    primary key (service_id, family_id, nr),
    foreign key (service_id, family_id) references family (service_id, family_id)
);
