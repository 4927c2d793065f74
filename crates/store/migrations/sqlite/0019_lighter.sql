-- What an act costs: indexes of what few files have are kept of those few.

drop index complaints_by_merge;
create index complaints_by_merge on complaints (merged_into, id) where merged_into is not null;
drop index complaints_by_external_number;
create index complaints_by_external_number on complaints (external_number) where external_number is not null;
drop index complaints_published;
create index complaints_published on complaints (visibility, stage, ended_at, id) where ended_at is not null;
