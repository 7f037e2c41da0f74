-- How a worker signs in. name_folded is the sign-in name in lower case, by which it is found. password is the argon2id
-- text of the password, empty until its owner has set one.
create table account (
    service_id uuid not null,
    worker_id uuid not null,
    name text collate "C" not null,
    name_folded text collate "C" not null,
    password text collate "C",
    password_at text collate "C",
    primary key (service_id, worker_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
);
