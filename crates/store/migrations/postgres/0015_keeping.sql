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

-- What was done to one case: its number, or its number and what of it.
create index access_log_by_subject on access_log (subject collate "C", seq);

-- 보존기간: what was decided of a file, its holds, and whether the person and the words are gone.
alter table complaints add column keep_until text;
alter table complaints add column anonymised_at bigint;
alter table outcomes add column disposed boolean not null default false;
create index outcomes_to_review on outcomes (ended_at, complaint_id) where not sealed and not disposed;
create index outcomes_of_agency_to_review on outcomes (agency_id, ended_at, complaint_id)
    where not sealed and not disposed;

create table retention_reviews (
    id              text not null primary key,
    complaint_id    text not null references complaints (id),
    decision        text not null,
    keep_until      text,
    reason          text not null,
    by_officer      text not null references officers (id),
    at              bigint not null
);
create index retention_reviews_by_complaint on retention_reviews (complaint_id, at);

-- 처분 동결.
create table holds (
    id              text not null primary key,
    complaint_id    text not null references complaints (id),
    reason          text not null,
    put_by          text not null references officers (id),
    put_at          bigint not null,
    lifted_by       text references officers (id),
    lifted_at       bigint,
    lift_reason     text
);
create unique index holds_standing on holds (complaint_id) where lifted_at is null;
create index holds_by_time on holds (put_at, id) where lifted_at is null;

-- Nobody anonymises what is on hold, or what nobody has decided about; neither is ever undone.
create function may_anonymise() returns trigger language plpgsql as $$
begin
    if old.anonymised_at is not null then
        raise exception 'anonymising is not undone';
    end if;
    if exists (select 1 from holds where complaint_id = new.id and lifted_at is null) then
        raise exception 'the complaint is on hold';
    end if;
    if not exists (select 1 from retention_reviews where complaint_id = new.id and decision = 'anonymise') then
        raise exception 'nobody has decided to anonymise the complaint';
    end if;
    return new;
end $$;
create trigger complaints_anonymised before update of anonymised_at on complaints
    for each row when (new.anonymised_at is distinct from old.anonymised_at) execute function may_anonymise();
create function may_erase() returns trigger language plpgsql as $$
begin
    if exists (select 1 from complaints c join holds h on h.complaint_id = c.id
        where c.petitioner_id = new.id and h.lifted_at is null) then
        raise exception 'a complaint of the petitioner is on hold';
    end if;
    return new;
end $$;
create trigger petitioners_held before update of erased_at on petitioners
    for each row when (new.erased_at is not null) execute function may_erase();
create trigger holds_undeleted before delete on holds for each row execute function stays();
create trigger retention_reviews_unchanged before update or delete on retention_reviews
    for each row execute function stays();
create trigger retention_reviews_unemptied before truncate on retention_reviews
    for each statement execute function stays();
