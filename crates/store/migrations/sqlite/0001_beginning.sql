-- The organisation -------------------------------------------------------------------------------

create table agencies (
    id      text not null primary key,
    code    text not null unique,
    name    text not null,
    kind    text not null
);

create table departments (
    id          text not null primary key,
    agency_id   text not null references agencies (id),
    code        text not null,
    bureau      text not null,
    name        text not null,
    duties      text not null,
    unique (agency_id, code)
);

create table officers (
    id              text not null primary key,
    agency_id       text not null references agencies (id),
    department_id   text not null references departments (id),
    login           text not null unique,
    name            text not null,
    title           text not null,
    email           text not null,
    phone           text not null,
    duty            text not null,
    origin          text not null,
    active          boolean not null
);
create index officers_by_department on officers (department_id, name, id);

-- Never deleted: who held which duty is kept at least three years (개인정보의 안전성 확보조치 기준 제5조).
create table grants (
    id              text not null primary key,
    officer_id      text not null references officers (id),
    role            text not null,
    agency_id       text references agencies (id),
    department_id   text references departments (id),
    from_date       text not null,
    until_date      text,
    granted_by      text references officers (id),
    granted_at      bigint not null,
    ended_by        text references officers (id),
    ended_at        bigint
);
create index grants_by_officer on grants (officer_id, from_date);
create index grants_by_role on grants (role, department_id, agency_id);

create table stand_ins (
    id              text not null primary key,
    absent_id       text not null references officers (id),
    stand_in_id     text not null references officers (id),
    from_date       text not null,
    until_date      text not null,
    set_by          text references officers (id),
    set_at          bigint not null,
    ended_at        bigint
);
create index stand_ins_by_stand_in on stand_ins (stand_in_id, from_date);
create index stand_ins_by_absent on stand_ins (absent_id, from_date);

-- People who file: every personal field is sealed, the *_index columns are blind ------------------

create table petitioners (
    id              text not null primary key,
    name            text,
    phone           text,
    email           text,
    address         text,
    identity        text,
    name_index      text,
    phone_index     text,
    email_index     text,
    secret_hash     text,
    key_id          text not null,
    created_at      bigint not null,
    erased_at       bigint
);
create index petitioners_by_name on petitioners (name_index, id);
create index petitioners_by_phone on petitioners (phone_index, id);
create index petitioners_by_email on petitioners (email_index, id);
create index petitioners_by_key on petitioners (key_id, id);

-- Getting in -------------------------------------------------------------------------------------

create table accounts (
    login           text not null primary key,
    officer_id      text unique references officers (id),
    petitioner_id   text unique references petitioners (id),
    password_hash   text not null,
    failed          bigint not null,
    locked_until    bigint,
    must_change     boolean not null,
    changed_at      bigint not null
);

create table sessions (
    id              text not null primary key,
    token_hash      text not null unique,
    officer_id      text references officers (id),
    petitioner_id   text references petitioners (id),
    created_at      bigint not null,
    seen_at         bigint not null,
    expires_at      bigint not null
);
create index sessions_by_expiry on sessions (expires_at);
create index sessions_by_officer on sessions (officer_id);

-- Days that are not counted ----------------------------------------------------------------------

create table calendar_versions (
    version     bigint not null primary key,
    at          bigint not null,
    by_officer  text references officers (id),
    note        text not null
);

create table calendar_designations (
    date        text not null,
    added_in    bigint not null references calendar_versions (version),
    removed_in  bigint references calendar_versions (version),
    name        text not null,
    source      text not null,
    primary key (date, added_in)
);

-- 민원 처리에 관한 법률 시행령 제6조의2: the system is down and the clocks stand.
create table outages (
    id          text not null primary key,
    from_at     bigint not null,
    until_at    bigint,
    reason      text not null,
    declared_by text references officers (id),
    declared_at bigint not null
);
create index outages_by_time on outages (from_at);

-- The complaint ----------------------------------------------------------------------------------

create table complaints (
    id                  text not null primary key,
    application_number  text not null unique,
    number              text unique,
    version             bigint not null,
    stage               text not null,
    channel             text not null,
    kind                text,
    category            text,
    visibility          text not null,
    sealed              boolean not null,
    agency_id           text references agencies (id),
    department_id       text references departments (id),
    handler_id          text references officers (id),
    petitioner_id       text not null references petitioners (id),
    title               text not null,
    body                text not null,
    place               text,
    external_number     text,
    merged_into         text references complaints (id),
    filed_at            bigint not null,
    received_at         bigint,
    due_at              bigint not null,
    ended_at            bigint,
    live                boolean not null,
    dated_at            bigint not null,
    last_event_at       bigint not null,
    badge               text,
    hops                bigint not null,
    rating              bigint,
    calendar_version    bigint not null,
    file                text not null
);
-- Where it lies × how it is listed: by stage (counts too), live by due date, everything by date.
create index complaints_by_department on complaints (sealed, department_id, stage, due_at, id);
create index complaints_by_agency on complaints (sealed, agency_id, stage, due_at, id);
create index complaints_by_handler on complaints (sealed, handler_id, stage, due_at, id);
create index complaints_by_stage on complaints (sealed, stage, due_at, id);
create index complaints_of_department_due on complaints (sealed, department_id, live, due_at, id);
create index complaints_of_agency_due on complaints (sealed, agency_id, live, due_at, id);
create index complaints_of_handler_due on complaints (sealed, handler_id, live, due_at, id);
create index complaints_due on complaints (sealed, live, due_at, id);
create index complaints_of_department_dated on complaints (sealed, department_id, dated_at, id);
create index complaints_of_agency_dated on complaints (sealed, agency_id, dated_at, id);
create index complaints_of_handler_dated on complaints (sealed, handler_id, dated_at, id);
create index complaints_of_channel_dated on complaints (sealed, channel, dated_at, id);
create index complaints_dated on complaints (sealed, dated_at, id);
create index complaints_of_stage_dated on complaints (sealed, stage, dated_at, id);
create index complaints_by_merge on complaints (merged_into, id);
create index complaints_published on complaints (visibility, stage, ended_at, id);
create index complaints_by_petitioner on complaints (petitioner_id, sealed, dated_at, id);
create index complaints_by_external_number on complaints (external_number);

create table events (
    complaint_id    text not null references complaints (id),
    seq             bigint not null,
    at              bigint not null,
    name            text not null,
    by_officer      text references officers (id),
    on_behalf_of    text references officers (id),
    data            text not null,
    primary key (complaint_id, seq)
);
create index events_by_time on events (at);

-- What people typed while acting; apart from the events so that it can be erased.
create table notes (
    complaint_id    text not null references complaints (id),
    seq             bigint not null,
    kind            text not null,
    ordinal         bigint not null,
    text            text not null,
    primary key (complaint_id, seq, ordinal)
);

create table desk_items (
    complaint_id    text not null references complaints (id),
    item            text not null,
    ordinal         bigint not null,
    agency_id       text references agencies (id),
    department_id   text references departments (id),
    officer_id      text references officers (id),
    due_at          bigint not null,
    since           bigint not null,
    primary key (complaint_id, item, ordinal)
);
create index desk_items_by_department on desk_items (item, department_id, due_at, complaint_id, ordinal);
create index desk_items_by_officer on desk_items (item, officer_id, due_at, complaint_id, ordinal);
create index desk_items_by_agency on desk_items (item, agency_id, due_at, complaint_id, ordinal);

create table drafts (
    complaint_id    text not null primary key references complaints (id),
    officer_id      text not null references officers (id),
    result          text not null,
    body            text not null,
    saved_at        bigint not null
);

create table attachments (
    id              text not null primary key,
    complaint_id    text not null references complaints (id),
    name            text not null,
    type            text not null,
    size            bigint not null,
    digest          text not null,
    scan            text not null,
    at              bigint not null
);
create index attachments_by_complaint on attachments (complaint_id, at, id);

-- Notices: written in the act's own transaction, delivered afterwards -----------------------------

create table outbox (
    id              text not null primary key,
    complaint_id    text not null references complaints (id),
    event_seq       bigint not null,
    audience        text not null,
    officer_id      text references officers (id),
    petitioner_id   text references petitioners (id),
    channels        text not null,
    subject         text not null,
    body            text not null,
    key_id          text not null,
    delivery_key    text not null unique,
    state           text not null,
    attempts        bigint not null,
    created_at      bigint not null,
    next_at         bigint not null,
    locked_until    bigint
);
create index outbox_by_state on outbox (state, next_at, id);
create index outbox_by_complaint on outbox (complaint_id, created_at, id);
create index outbox_by_key on outbox (key_id, id);

create table outbox_attempts (
    notice_id   text not null references outbox (id),
    ordinal     bigint not null,
    channel     text not null,
    answer      text not null,
    success     boolean not null,
    at          bigint not null,
    primary key (notice_id, ordinal)
);

-- The office's own books -------------------------------------------------------------------------

create table idempotency_keys (
    actor           text not null,
    key             text not null,
    request_hash    text not null,
    response        text not null,
    created_at      bigint not null,
    primary key (actor, key)
);
create index idempotency_keys_by_time on idempotency_keys (created_at);

create table openings (
    id              text not null primary key,
    at              bigint not null,
    officer_id      text not null references officers (id),
    complaint_id    text references complaints (id),
    petitioner_id   text references petitioners (id),
    what            text not null,
    purpose         text not null
);
create index openings_by_complaint on openings (complaint_id, at);
create index openings_by_officer on openings (officer_id, at);

-- Each line's hash covers the line before: a change or a gap shows. Kept at least two years.
create table access_log (
    seq         bigint not null primary key,
    at          bigint not null,
    account     text,
    ip          text,
    action      text not null,
    subject     text,
    outcome     text not null,
    prev_hash   text not null,
    hash        text not null
);
create index access_log_by_time on access_log (at, seq);
create index access_log_by_account on access_log (account, seq);

-- The last line of a chain, so that a cut-off end shows too.
create table chain_heads (
    name    text not null primary key,
    seq     bigint not null,
    hash    text not null
);
insert into chain_heads (name, seq, hash) values ('access_log', 0, '');

create table settings (
    key         text not null primary key,
    value       text not null,
    changed_at  bigint not null,
    changed_by  text references officers (id)
);

create table job_runs (
    name            text not null primary key,
    locked_until    bigint,
    started_at      bigint not null,
    finished_at     bigint,
    result          text
);

create table number_series (
    series  text not null,
    day     text not null,
    last    bigint not null,
    primary key (series, day)
);

create table imports (
    batch   text not null,
    line    bigint not null,
    number  text not null,
    at      bigint not null,
    primary key (batch, line)
);
