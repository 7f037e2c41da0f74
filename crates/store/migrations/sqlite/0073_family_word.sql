-- View: the words of what is listed of a family, in lower case, to find it by how one begins.
create table family_word (
    service_id blob not null,
    family_id blob not null,
    word text not null,
    primary key (service_id, family_id, word),
    foreign key (service_id, family_id) references family (service_id, family_id)
) strict, without rowid;
