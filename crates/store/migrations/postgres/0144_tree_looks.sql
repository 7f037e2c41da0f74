-- How many leaves of the tree are looks: the others are entries.
alter table tree add column looks bigint not null default 0;
