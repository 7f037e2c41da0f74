-- What each press of a button did, so that the same one sent again does nothing more.
create table submission (
    service_id uuid not null references service (service_id),
    submission_id uuid not null,
    family_id uuid,
    first_sequence bigint not null,
    last_sequence bigint not null,
    primary key (service_id, submission_id)
);
