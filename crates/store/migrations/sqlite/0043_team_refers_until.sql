-- The last day on which the team may refer; empty while there is no end.
alter table team add column refers_until text;
