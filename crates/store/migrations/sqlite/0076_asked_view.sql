-- What was asked for in the book of advice, and since when it waits no more. consulted_at is when a
-- consultation was recorded in the chronology of the family it is about.
create table asked_view (
    service_id blob not null references service (service_id),
    advice_id blob not null,
    family_id blob,
    asked_at text not null,
    answered_at text,
    consulted_at text,
    primary key (service_id, advice_id)
) strict;
