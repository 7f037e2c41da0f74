-- What each press of a button did, so that the same one sent again does nothing more.
create table submission (
    service_id blob not null references service (service_id),
    submission_id blob not null,
    family_id blob,
    first_sequence integer not null,
    last_sequence integer not null,
    primary key (service_id, submission_id)
) strict;
