-- Workbooks brought in.
create table import (
    service_id blob not null references service (service_id),
    submission_id blob not null,
    file text not null,
    digest text not null,
    imported_at text not null,
    imported_by blob not null,
    added integer not null,
    alike integer not null,
    children integer not null,
    sessions integer not null,
    primary key (service_id, submission_id)
) strict;
