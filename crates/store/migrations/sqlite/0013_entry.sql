-- The chronologies. Rows are added and never changed. named holds the ids of the chosen workers;
-- happened_on is the day an entry is put in order by; leaf is its place in the tree.
create table entry (
    service_id blob not null,
    family_id blob not null,
    sequence integer not null,
    kind text not null,
    version integer not null,
    visibility text not null,
    named text not null,
    happened text not null,
    happened_on text not null,
    recorded_at text not null,
    recorded_by blob not null,
    corrects integer,
    submission_id blob not null,
    body blob not null,
    leaf integer not null,
    leaf_hash blob not null,
    primary key (service_id, family_id, sequence),
    foreign key (service_id, family_id) references family (service_id, family_id)
) strict;
