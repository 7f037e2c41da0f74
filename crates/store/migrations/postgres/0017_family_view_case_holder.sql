-- The families of one social worker.
create index family_view_case_holder on family_view (service_id, case_holder, reference, family_id);
