-- What is kept as it was written: the database itself refuses to change it or to take it away.

-- 기준값: where the chain of the access log stood, once a day.
create table access_anchors (
    seq     bigint not null primary key,
    hash    text not null,
    at      bigint not null
);

create trigger access_log_unchanged before update on access_log begin
    select raise(abort, 'access_log is append-only');
end;
create trigger access_log_undeleted before delete on access_log begin
    select raise(abort, 'access_log is append-only');
end;
create trigger access_anchors_unchanged before update on access_anchors begin
    select raise(abort, 'access_anchors is append-only');
end;
create trigger access_anchors_undeleted before delete on access_anchors begin
    select raise(abort, 'access_anchors is append-only');
end;
create trigger events_unchanged before update on events begin
    select raise(abort, 'events is append-only');
end;
create trigger events_undeleted before delete on events begin
    select raise(abort, 'events is append-only');
end;
create trigger openings_unchanged before update on openings begin
    select raise(abort, 'openings is append-only');
end;
create trigger openings_undeleted before delete on openings begin
    select raise(abort, 'openings is append-only');
end;
create trigger access_reviews_unchanged before update on access_reviews begin
    select raise(abort, 'access_reviews is append-only');
end;
create trigger access_reviews_undeleted before delete on access_reviews begin
    select raise(abort, 'access_reviews is append-only');
end;

-- What was done to one case: its number, or its number and what of it.
create index access_log_by_subject on access_log (subject, seq);

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
create trigger complaints_anonymised before update of anonymised_at on complaints begin
    select raise(abort, 'the complaint is on hold') where new.anonymised_at is not null
        and exists (select 1 from holds where complaint_id = new.id and lifted_at is null);
    select raise(abort, 'nobody has decided to anonymise the complaint') where new.anonymised_at is not null
        and not exists (select 1 from retention_reviews where complaint_id = new.id and decision = 'anonymise');
    select raise(abort, 'anonymising is not undone') where old.anonymised_at is not null;
end;
create trigger petitioners_held before update of erased_at on petitioners
    when new.erased_at is not null and exists (select 1 from complaints c join holds h on h.complaint_id = c.id
        where c.petitioner_id = new.id and h.lifted_at is null) begin
    select raise(abort, 'a complaint of the petitioner is on hold');
end;
create trigger holds_undeleted before delete on holds begin
    select raise(abort, 'holds are lifted, not deleted');
end;
create trigger retention_reviews_unchanged before update on retention_reviews begin
    select raise(abort, 'retention_reviews is append-only');
end;
create trigger retention_reviews_undeleted before delete on retention_reviews begin
    select raise(abort, 'retention_reviews is append-only');
end;
