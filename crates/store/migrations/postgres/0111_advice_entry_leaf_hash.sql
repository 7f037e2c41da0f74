-- The hash of an entry of the book of advice as a leaf of the tree.
alter table advice_entry add column leaf_hash bytea;
