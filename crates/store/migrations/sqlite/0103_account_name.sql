-- A sign-in name is one person's in the whole installation.
create unique index account_name on account (name_folded);
