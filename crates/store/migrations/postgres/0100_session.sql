-- Who is signed in. digest is the SHA-256 of the token in the browser's cookie, which is not kept; session_id names a
-- session to its owner. stage says how far they have come: 'whole', or 'second_factor' while one has to be set up
-- first. proven_at is when they last showed who they are. browser is no more than "Firefox on Windows".
create table session (
    digest bytea not null primary key,
    session_id uuid not null,
    service_id uuid not null,
    worker_id uuid not null,
    stage text collate "C" not null,
    started_at text collate "C" not null,
    last_seen_at text collate "C" not null,
    proven_at text collate "C" not null,
    browser text collate "C" not null,
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
);
