-- Challenges that a passkey has answered, so that no answer works twice: digest is SHA-256. Each goes an hour later, when
-- it is long too old to be answered.
create table used_challenge (
    digest bytea not null primary key,
    used_at text collate "C" not null
);
