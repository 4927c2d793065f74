drop index lamps_by_street;
alter table lamps drop column street;
