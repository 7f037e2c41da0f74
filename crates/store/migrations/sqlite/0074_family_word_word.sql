-- The families with a word.
create index family_word_word on family_word (service_id, word, family_id);
