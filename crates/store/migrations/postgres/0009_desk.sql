-- What tells open pages that something in their sight has changed: who feels it, never what it was.
-- Written in the act's own transaction, read by every server, gone after an hour.
create table pulses (
    complaint_id    text not null references complaints (id),
    version         bigint not null,
    at              bigint not null,
    reach           text not null,
    primary key (complaint_id, version)
);
create index pulses_by_time on pulses (at);

-- Who is writing on which file at this moment.
create table presence (
    complaint_id    text not null references complaints (id),
    officer_id      text not null references officers (id),
    seen_at         bigint not null,
    primary key (complaint_id, officer_id)
);
create index presence_by_time on presence (seen_at);

-- How officers like their desk: keys, columns, the tour.
create table preferences (
    officer_id      text not null references officers (id),
    name            text not null,
    value           text not null,
    changed_at      bigint not null,
    primary key (officer_id, name)
);

create table saved_searches (
    id              text not null primary key,
    officer_id      text not null references officers (id),
    name            text not null,
    query           text not null,
    leads           boolean not null,
    saved_at        bigint not null,
    unique (officer_id, name)
);

-- 자주 쓰는 문구: one officer's own, or a department's.
create table phrases (
    id              text not null primary key,
    officer_id      text references officers (id),
    department_id   text references departments (id),
    title           text not null,
    text            text not null,
    changed_by      text not null references officers (id),
    changed_at      bigint not null
);
create index phrases_by_officer on phrases (officer_id, title, id);
create index phrases_by_department on phrases (department_id, title, id);

-- 모바일현장민원시스템 신청.
create table field_applications (
    id              text not null primary key,
    officer_id      text not null references officers (id),
    phone           text not null,
    reason          text not null,
    applied_at      bigint not null,
    state           text not null,
    answer          text not null,
    decided_by      text references officers (id),
    decided_at      bigint
);
create index field_applications_by_officer on field_applications (officer_id, applied_at, id);
create index field_applications_by_state on field_applications (state, applied_at, id);
