-- What is kept as it was written: the database itself refuses to change it or to take it away.

-- 기준값: where the chain of the access log stood, once a day.
create table access_anchors (
    seq     bigint not null primary key,
    hash    text not null,
    at      bigint not null
);

create function stays() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;
create trigger access_log_unchanged before update or delete on access_log
    for each row execute function stays();
create trigger access_log_unemptied before truncate on access_log
    for each statement execute function stays();
create trigger access_anchors_unchanged before update or delete on access_anchors
    for each row execute function stays();
create trigger access_anchors_unemptied before truncate on access_anchors
    for each statement execute function stays();
create trigger events_unchanged before update or delete on events
    for each row execute function stays();
create trigger events_unemptied before truncate on events
    for each statement execute function stays();
create trigger openings_unchanged before update or delete on openings
    for each row execute function stays();
create trigger openings_unemptied before truncate on openings
    for each statement execute function stays();
create trigger access_reviews_unchanged before update or delete on access_reviews
    for each row execute function stays();
create trigger access_reviews_unemptied before truncate on access_reviews
    for each statement execute function stays();
