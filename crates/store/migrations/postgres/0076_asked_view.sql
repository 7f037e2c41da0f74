-- What was asked for in the book of advice, and since when it waits no more. consulted_at is when a
-- consultation was recorded in the chronology of the family it is about.
create table asked_view (
    service_id uuid not null references service (service_id),
    advice_id uuid not null,
    family_id uuid,
    asked_at text collate "C" not null,
    answered_at text collate "C",
    consulted_at text collate "C",
    primary key (service_id, advice_id)
);
