-- Who looked at what: a row for each page, list or file that showed somebody, written before it is sent. Rows are added
-- and never changed. family_id is the family if one alone was shown; families has the ids of all of them where they are
-- more, 16 bytes each; others counts what is of no recorded family. page is the route, without any id. asked is a keyed
-- digest of what was asked for (search words, filter), never the words. leaf is its place in the tree.
create table look (
    service_id uuid not null,
    leaf bigint not null,
    looked_at text collate "C" not null,
    worker_id uuid not null,
    session_id uuid not null,
    kind text collate "C" not null,
    page text collate "C" not null,
    family_id uuid,
    families bytea not null,
    others bigint not null,
    asked bytea not null,
    leaf_hash bytea not null,
    primary key (service_id, leaf)
);
