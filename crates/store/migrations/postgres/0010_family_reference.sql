-- A reference names one family of a service.
create unique index family_reference on family (service_id, reference);
