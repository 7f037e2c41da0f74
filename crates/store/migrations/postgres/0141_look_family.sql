-- Who has looked at a family.
create index look_family on look (service_id, family_id, leaf);
