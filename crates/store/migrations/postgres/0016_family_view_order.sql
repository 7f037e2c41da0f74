-- The order of the list.
create index family_view_order on family_view (service_id, reference, family_id);
