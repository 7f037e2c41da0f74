-- Who somebody is to the council's identity provider. digest is the SHA-256 of issuer and subject, by which they are
-- found; the subject is not kept. issuer is kept, so that a service that has another provider now knows whom to invite.
create table provider_account (
    digest bytea not null primary key,
    issuer text collate "C" not null,
    service_id uuid not null,
    worker_id uuid not null,
    bound_at text collate "C" not null,
    foreign key (service_id, worker_id) references worker (service_id, worker_id)
);
