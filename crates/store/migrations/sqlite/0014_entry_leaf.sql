-- The order in which entries were stored.
create unique index entry_leaf on entry (service_id, leaf);
