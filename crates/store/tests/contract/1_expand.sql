alter table lamps add column place text;
create index lamps_by_place on lamps (place);
