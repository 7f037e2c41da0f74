-- The last day on which somebody belongs to the service; empty for those who have not left.
alter table worker add column until_day text;
