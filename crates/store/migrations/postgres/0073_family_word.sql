-- View: the words of what is listed of a family, in lower case, to find it by how one begins.
create table family_word (
    service_id uuid not null,
    family_id uuid not null,
    word text collate "C" not null,
    primary key (service_id, family_id, word),
    foreign key (service_id, family_id) references family (service_id, family_id)
);
