-- What a worker's authenticator application and this program both know, sealed. pending is a key that is shown and not
-- confirmed yet; secret is the one that codes are asked of. last_step is the half minute of the last code that was used.
create table second_factor (
    service_id blob not null,
    worker_id blob not null,
    pending blob not null,
    secret blob not null,
    confirmed_at text,
    last_step integer not null,
    primary key (service_id, worker_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
) strict;
