-- The first day on which the team may refer; empty for a team that may not.
alter table team add column refers_from text collate "C";
