-- How many leaves of the tree are looks: the others are entries.
alter table tree add column looks integer not null default 0;
