-- View: the rows the evaluation counts, packed. Families are dealt into buckets so that a few long
-- texts come back from the reading of a million short ones; rows lie in the order they are read in.
create table cohort_view (
    service_id uuid not null,
    bucket bigint not null,
    family_id uuid not null,
    latest_on text collate "C" not null,
    packed text collate "C" not null,
    primary key (service_id, bucket, family_id),
    foreign key (service_id, family_id) references family (service_id, family_id)
);
