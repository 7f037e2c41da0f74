-- Where the team works, in words.
alter table team add column area text collate "C" not null default '';
