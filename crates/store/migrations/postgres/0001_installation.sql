-- What this installation must be able to open with its key, so that a wrong key is refused at once.
create table installation (
    installation_id bigint not null primary key check (installation_id = 1),
    key_check bytea not null
);
