-- What somebody has typed and not sent, sealed. It is nobody else's to see. form is the address of
-- the form; the id is the submission it becomes when it is sent.
create table draft (
    service_id uuid not null references service (service_id),
    worker_id uuid not null,
    draft_id uuid not null,
    form text collate "C" not null,
    saved_at text collate "C" not null,
    body bytea not null,
    primary key (service_id, worker_id, draft_id)
);
