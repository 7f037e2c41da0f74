-- Passkeys. credential is what the device calls it, public_key the key that its signatures are checked with as devices
-- write it (COSE), counter the last number the device gave: 0 where it does not count. may_be_copied is 1 if the device
-- may copy it to others of its owner. name is its owner's; used_at is empty until it was used.
create table passkey (
    service_id blob not null,
    worker_id blob not null,
    passkey_id blob not null,
    credential blob not null,
    public_key blob not null,
    counter integer not null,
    may_be_copied integer not null,
    name text not null,
    added_at text not null,
    used_at text,
    primary key (service_id, worker_id, passkey_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
) strict;
