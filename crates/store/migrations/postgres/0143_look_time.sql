-- What was looked at in a time.
create index look_time on look (service_id, looked_at);
