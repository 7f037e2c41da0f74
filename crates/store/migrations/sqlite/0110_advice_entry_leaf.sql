-- The place of an entry of the book of advice in the tree of entries; empty for one that was written
-- before the tree held the book, until the store is opened.
alter table advice_entry add column leaf integer;
