-- What one person proposes that changes somebody's rights, and a second confirms: says is what. It waits while decided_at
-- is null; who confirmed it or let it go stands in the register's log too.
create table proposal (
    service_id blob not null,
    proposal_id blob not null,
    worker_id blob not null,
    says text not null,
    proposed_at text not null,
    proposed_by blob not null,
    decided_at text,
    decided_by blob,
    primary key (service_id, proposal_id),
    foreign key (service_id) references service (service_id)
) strict;
