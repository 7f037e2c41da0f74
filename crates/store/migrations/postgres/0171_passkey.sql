-- Passkeys. credential is what the device calls it, public_key the key that its signatures are checked with as devices
-- write it (COSE), counter the last number the device gave: 0 where it does not count. may_be_copied is 1 if the device
-- may copy it to others of its owner. name is its owner's; used_at is empty until it was used.
create table passkey (
    service_id uuid not null,
    worker_id uuid not null,
    passkey_id uuid not null,
    credential bytea not null,
    public_key bytea not null,
    counter bigint not null,
    may_be_copied bigint not null,
    name text collate "C" not null,
    added_at text collate "C" not null,
    used_at text collate "C",
    primary key (service_id, worker_id, passkey_id),
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
);
