-- What a link is good for: 'any' way in that there is, or 'password' alone, which takes the worker off the provider.
alter table sign_in_link add column way text not null default 'any';
