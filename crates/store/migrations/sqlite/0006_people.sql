-- 사용자·권한·대직·인사 연계 -----------------------------------------------------------------------

-- A department that is no more keeps its row, and its name in the history; another goes on with its work.
alter table departments add column ended_at bigint;
alter table departments add column successor_id text references departments (id);

create index officers_by_name on officers (name, id);
create index officers_by_agency on officers (agency_id, name, id);

-- Why it was given and why it ended; whose powers were used, when by a stand-in.
alter table grants add column granted_for text references officers (id);
alter table grants add column reason text;
alter table grants add column ended_for text references officers (id);
alter table grants add column end_reason text;
create index grants_by_agency on grants (agency_id, role, granted_at, id);
create index grants_by_time on grants (role, granted_at, id);

alter table stand_ins add column ended_by text references officers (id);

-- What stand-ins did, for whoever comes back.
create index events_for_somebody on events (on_behalf_of, at, complaint_id, seq) where on_behalf_of is not null;

create table grant_requests (
    id              text not null primary key,
    officer_id      text not null references officers (id),
    role            text not null,
    agency_id       text not null references agencies (id),
    department_id   text not null references departments (id),
    reason          text not null,
    asked_at        bigint not null,
    state           text not null,
    decided_by      text references officers (id),
    decided_for     text references officers (id),
    decided_at      bigint,
    answer          text,
    grant_id        text references grants (id),
    seen_at         bigint
);
create index grant_requests_by_agency on grant_requests (agency_id, state, asked_at, id);
create index grant_requests_by_officer on grant_requests (officer_id, asked_at, id);
create unique index grant_requests_once on grant_requests (officer_id, role, department_id) where state = 'open';

-- 인사 연계: every feed that came, what it changed, and by whose word. The feed itself goes once it is applied.
create table staff_feeds (
    id              text not null primary key,
    came_at         bigint not null,
    source          text not null,
    by_officer      text references officers (id),
    state           text not null,
    feed            text,
    settled_at      bigint,
    said            text not null
);
create index staff_feeds_by_time on staff_feeds (came_at, id);
create index staff_feeds_by_state on staff_feeds (state, settled_at);
