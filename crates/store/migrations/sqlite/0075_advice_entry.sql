-- The book of advice: consultations and advice about no recorded family, and what was asked for.
-- Rows are added and never changed. advice_id is the submission that wrote it; number its place in
-- the book, which no page shows.
create table advice_entry (
    service_id blob not null references service (service_id),
    number integer not null,
    advice_id blob not null,
    happened text not null,
    recorded_at text not null,
    recorded_by blob not null,
    body blob not null,
    primary key (service_id, number)
) strict;
