-- How soon a concern is to be seen to; nothing for all else that waits.
alter table waiting_view add column urgency text collate "C";
