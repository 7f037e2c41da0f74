-- A keyed digest of what was typed into a form that was sent: the same form with other words is another one.
alter table submission add column said bytea not null default '';
