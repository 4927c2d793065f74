-- The fixture of the store's test `contract`: where a lamp stands is its street, and shall be its place.
create table lamps (id text not null primary key, street text);
create index lamps_by_street on lamps (street);
