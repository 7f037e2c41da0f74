-- How a worker signs in. name_folded is the sign-in name in lower case, by which it is found. password is the argon2id
-- text of the password, empty until its owner has set one.
create table account (
    service_id blob not null,
    worker_id blob not null,
    name text not null,
    name_folded text not null,
    password text,
    password_at text,
    primary key (service_id, worker_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
) strict;
