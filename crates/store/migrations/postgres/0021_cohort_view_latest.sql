-- The families of which anything happened after a day.
create index cohort_view_latest on cohort_view (service_id, latest_on, family_id);
