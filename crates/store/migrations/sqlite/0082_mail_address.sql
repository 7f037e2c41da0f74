-- Where somebody is told by e-mail that a concern waits. Nobody who is not here is.
create table mail_address (
    service_id blob not null,
    worker_id blob not null,
    address text not null,
    primary key (service_id, worker_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
) strict;
