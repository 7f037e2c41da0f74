-- Whose the team is: service or social_care.
alter table team add column kind text not null default 'social_care';
