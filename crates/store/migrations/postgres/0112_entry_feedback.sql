-- Feedback, wherever it stands: quotes are read from it.
create index entry_feedback on entry (service_id, family_id, sequence) where kind = 'feedback';
