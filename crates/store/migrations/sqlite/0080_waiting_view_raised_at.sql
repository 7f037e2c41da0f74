-- When a concern was raised; nothing for all else that waits.
alter table waiting_view add column raised_at text;
