-- Statistics, 독촉장, and the inspector's monthly check --------------------------------------------------

-- How a file ended: written once, in the act that ended it. Statistics of what was handled read this narrow
-- table and never the files.
create table outcomes (
    complaint_id    text not null primary key references complaints (id),
    sealed          boolean not null,
    agency_id       text references agencies (id),
    department_id   text references departments (id),
    handler_id      text references officers (id),
    kind            text,
    channel         text not null,
    stage           text not null,
    ended_at        bigint not null,
    late            boolean not null,
    allowed_minutes bigint,
    saved_minutes   bigint
);
create index outcomes_ended on outcomes (sealed, ended_at, complaint_id);
create index outcomes_of_agency on outcomes (sealed, agency_id, ended_at, complaint_id);
create index outcomes_of_department on outcomes (sealed, department_id, ended_at, complaint_id);
create index outcomes_of_handler on outcomes (sealed, handler_id, ended_at, complaint_id);
-- Few are late: the city's list of them must not read all the others.
create index outcomes_late on outcomes (sealed, ended_at, complaint_id) where late;
-- What ended before this table was there; its working time is not known and counts for nothing.
insert into outcomes
    select id, sealed, agency_id, department_id, handler_id, kind, channel, stage, ended_at,
           (stage = 'answered' and ended_at > due_at), null, null
    from complaints where live = false and ended_at is not null;

-- Intake of the whole city over a period, without opening a file.
create index complaints_taken_in on complaints
    (sealed, dated_at, agency_id, department_id, kind, channel, live, due_at, hops);

-- 독촉장 발부 대장: to which department's head it went at that time.
create table reminders (
    complaint_id    text not null references complaints (id),
    seq             bigint not null,
    at              bigint not null,
    agency_id       text references agencies (id),
    department_id   text references departments (id),
    by_officer      text references officers (id),
    due_at          bigint not null,
    primary key (complaint_id, seq)
);
create index reminders_by_time on reminders (at, complaint_id, seq);
create index reminders_of_agency on reminders (agency_id, at, complaint_id, seq);
create index reminders_of_department on reminders (department_id, at, complaint_id, seq);
insert into reminders
    select e.complaint_id, e.seq, e.at, c.agency_id, c.department_id, e.by_officer, c.due_at
    from events e join complaints c on c.id = e.complaint_id where e.name = 'reminded';

-- 월별 점검 (시행규칙 제7조): one a month and place; the city's own has an empty place.
create table monthly_checks (
    month       text not null,
    place       text not null,
    done_by     text not null references officers (id),
    done_at     bigint not null,
    note        text not null,
    primary key (month, place)
);
