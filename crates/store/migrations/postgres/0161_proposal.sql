-- What one person proposes that changes somebody's rights, and a second confirms: says is what. It waits while decided_at
-- is null; who confirmed it or let it go stands in the register's log too.
create table proposal (
    service_id uuid not null,
    proposal_id uuid not null,
    worker_id uuid not null,
    says text collate "C" not null,
    proposed_at text collate "C" not null,
    proposed_by uuid not null,
    decided_at text collate "C",
    decided_by uuid,
    primary key (service_id, proposal_id),
    foreign key (service_id) references service (service_id)
);
