-- What somebody has typed and not sent, sealed. It is nobody else's to see. form is the address of
-- the form; the id is the submission it becomes when it is sent.
create table draft (
    service_id blob not null references service (service_id),
    worker_id blob not null,
    draft_id blob not null,
    form text not null,
    saved_at text not null,
    body blob not null,
    primary key (service_id, worker_id, draft_id)
) strict;
