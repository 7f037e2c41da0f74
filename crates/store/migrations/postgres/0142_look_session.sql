-- What a session has seen.
create index look_session on look (service_id, session_id, leaf);
