-- Where the team works, in words.
alter table team add column area text not null default '';
