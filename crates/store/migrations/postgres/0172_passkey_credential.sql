-- A passkey is one person's in the whole installation.
create unique index passkey_credential on passkey (credential);
