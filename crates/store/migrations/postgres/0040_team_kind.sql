-- Whose the team is: service or social_care.
alter table team add column kind text collate "C" not null default 'social_care';
