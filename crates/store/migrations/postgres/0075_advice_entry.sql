-- The book of advice: consultations and advice about no recorded family, and what was asked for.
-- Rows are added and never changed. advice_id is the submission that wrote it; number its place in
-- the book, which no page shows.
create table advice_entry (
    service_id uuid not null references service (service_id),
    number bigint not null,
    advice_id uuid not null,
    happened text collate "C" not null,
    recorded_at text collate "C" not null,
    recorded_by uuid not null,
    body bytea not null,
    primary key (service_id, number)
);
