-- What administrators keep ------------------------------------------------------------------------

-- Raised with every change of organisation, calendar or outages: whoever decides compares it first.
create table facts_versions (
    name        text primary key,
    version     bigint not null
);
insert into facts_versions (name, version) values ('facts', 1);

-- 민원분류: the choices of a form, from one day to another. Ended, never deleted.
create table categories (
    id          text primary key,
    name        text not null,
    kind        text,
    from_date   text not null,
    until_date  text,
    changed_at  bigint not null,
    changed_by  text references officers (id)
);
create index categories_by_name on categories (name, id);

-- 민원처리기준표(법 제36조): the period of each 법정민원, with where it is written.
create table task_periods (
    id          text primary key,
    name        text not null,
    period      text not null,
    category    text,
    basis       text not null,
    from_date   text not null,
    until_date  text,
    changed_at  bigint not null,
    changed_by  text references officers (id)
);
create index task_periods_by_name on task_periods (name, id);

-- 답변 템플릿: for a kind, a category and a place, or for all where one is empty.
create table answer_templates (
    id              text primary key,
    name            text not null,
    kind            text,
    category        text,
    agency_id       text references agencies (id),
    department_id   text references departments (id),
    body            text not null,
    version         bigint not null,
    ended_at        bigint,
    changed_at      bigint not null,
    changed_by      text references officers (id)
);
create index answer_templates_by_agency on answer_templates (agency_id, name, id);
create index answer_templates_by_name on answer_templates (name, id);

-- 알림 문구: what stands in for the words of the program.
create table notice_texts (
    template    text not null,
    reader      text not null,
    channel     text not null,
    subject     text not null,
    body        text not null,
    changed_at  bigint not null,
    changed_by  text references officers (id),
    primary key (template, reader, channel)
);

-- Sealed like subject and body: the texts of channels that have words of their own.
alter table outbox add column channel_texts text;
create index outbox_by_creation on outbox (created_at, id);
create index outbox_by_state_and_creation on outbox (state, created_at, id);

-- 월별 점검(개인정보의 안전성 확보조치 기준 제8조 제2항): who looked at a month, and what stood out.
create table access_reviews (
    id          text primary key,
    month       text not null,
    reviewer_id text not null references officers (id),
    remarks     text not null,
    findings    text not null,
    at          bigint not null
);
create index access_reviews_by_month on access_reviews (month, at);
create index access_log_by_account_and_time on access_log (account, at, seq);
create index openings_by_time on openings (at, officer_id);
