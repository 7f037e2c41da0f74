-- Workbooks brought in.
create table import (
    service_id uuid not null references service (service_id),
    submission_id uuid not null,
    file text collate "C" not null,
    digest text collate "C" not null,
    imported_at text collate "C" not null,
    imported_by uuid not null,
    added bigint not null,
    alike bigint not null,
    children bigint not null,
    sessions bigint not null,
    primary key (service_id, submission_id)
);
