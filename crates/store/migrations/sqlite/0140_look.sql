-- Who looked at what: a row for each page, list or file that showed somebody, written before it is sent. Rows are added
-- and never changed. family_id is the family if one alone was shown; families has the ids of all of them where they are
-- more, 16 bytes each; others counts what is of no recorded family. page is the route, without any id. asked is a keyed
-- digest of what was asked for (search words, filter), never the words. leaf is its place in the tree.
create table look (
    service_id blob not null,
    leaf integer not null,
    looked_at text not null,
    worker_id blob not null,
    session_id blob not null,
    kind text not null,
    page text not null,
    family_id blob,
    families blob not null,
    others integer not null,
    asked blob not null,
    leaf_hash blob not null,
    primary key (service_id, leaf)
) strict;
