-- The chronologies. Rows are added and never changed. named holds the ids of the chosen workers;
-- happened_on is the day an entry is put in order by; leaf is its place in the tree.
create table entry (
    service_id uuid not null,
    family_id uuid not null,
    sequence bigint not null,
    kind text collate "C" not null,
    version bigint not null,
    visibility text collate "C" not null,
    named text collate "C" not null,
    happened text collate "C" not null,
    happened_on text collate "C" not null,
    recorded_at text collate "C" not null,
    recorded_by uuid not null,
    corrects bigint,
    submission_id uuid not null,
    body bytea not null,
    leaf bigint not null,
    leaf_hash bytea not null,
    primary key (service_id, family_id, sequence),
    foreign key (service_id, family_id) references family (service_id, family_id)
);
