-- A worker is one person to the provider.
create unique index provider_account_worker on provider_account (service_id, worker_id);
