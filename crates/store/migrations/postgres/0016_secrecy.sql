-- A file of a list is made anew when a complaint that may stand in it was sealed: how often, beside its attempts.
alter table exports add column remade bigint not null default 0;
