CREATE TABLE access_log (
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
CREATE INDEX access_log_by_account on access_log (account, seq);
CREATE INDEX access_log_by_time on access_log (at, seq);
CREATE TABLE accounts (
    login           text not null primary key,
    officer_id      text unique references officers (id),
    petitioner_id   text unique references petitioners (id),
    password_hash   text not null,
    failed          bigint not null,
    locked_until    bigint,
    must_change     boolean not null,
    changed_at      bigint not null
);
CREATE TABLE agencies (
    id      text not null primary key,
    code    text not null unique,
    name    text not null,
    kind    text not null
);
CREATE TABLE attachments (
    id              text not null primary key,
    complaint_id    text not null references complaints (id),
    name            text not null,
    type            text not null,
    size            bigint not null,
    digest          text not null,
    scan            text not null,
    at              bigint not null
);
CREATE INDEX attachments_by_complaint on attachments (complaint_id, at, id);
CREATE TABLE calendar_designations (
    date        text not null,
    added_in    bigint not null references calendar_versions (version),
    removed_in  bigint references calendar_versions (version),
    name        text not null,
    source      text not null,
    primary key (date, added_in)
);
CREATE TABLE calendar_versions (
    version     bigint not null primary key,
    at          bigint not null,
    by_officer  text references officers (id),
    note        text not null
);
CREATE TABLE chain_heads (
    name    text not null primary key,
    seq     bigint not null,
    hash    text not null
);
CREATE TABLE complaints (
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
CREATE INDEX complaints_by_agency on complaints (sealed, agency_id, stage, due_at, id);
CREATE INDEX complaints_by_department on complaints (sealed, department_id, stage, due_at, id);
CREATE INDEX complaints_by_external_number on complaints (external_number);
CREATE INDEX complaints_by_handler on complaints (sealed, handler_id, stage, due_at, id);
CREATE INDEX complaints_by_merge on complaints (merged_into, id);
CREATE INDEX complaints_by_petitioner on complaints (petitioner_id, sealed, dated_at, id);
CREATE INDEX complaints_by_stage on complaints (sealed, stage, due_at, id);
CREATE INDEX complaints_dated on complaints (sealed, dated_at, id);
CREATE INDEX complaints_due on complaints (sealed, live, due_at, id);
CREATE INDEX complaints_of_agency_dated on complaints (sealed, agency_id, dated_at, id);
CREATE INDEX complaints_of_agency_due on complaints (sealed, agency_id, live, due_at, id);
CREATE INDEX complaints_of_channel_dated on complaints (sealed, channel, dated_at, id);
CREATE INDEX complaints_of_department_dated on complaints (sealed, department_id, dated_at, id);
CREATE INDEX complaints_of_department_due on complaints (sealed, department_id, live, due_at, id);
CREATE INDEX complaints_of_handler_dated on complaints (sealed, handler_id, dated_at, id);
CREATE INDEX complaints_of_handler_due on complaints (sealed, handler_id, live, due_at, id);
CREATE INDEX complaints_of_stage_dated on complaints (sealed, stage, dated_at, id);
CREATE INDEX complaints_published on complaints (visibility, stage, ended_at, id);
CREATE TABLE departments (
    id          text not null primary key,
    agency_id   text not null references agencies (id),
    code        text not null,
    bureau      text not null,
    name        text not null,
    duties      text not null,
    unique (agency_id, code)
);
CREATE TABLE desk_items (
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
CREATE INDEX desk_items_by_agency on desk_items (item, agency_id, due_at, complaint_id, ordinal);
CREATE INDEX desk_items_by_department on desk_items (item, department_id, due_at, complaint_id, ordinal);
CREATE INDEX desk_items_by_officer on desk_items (item, officer_id, due_at, complaint_id, ordinal);
CREATE TABLE drafts (
    complaint_id    text not null primary key references complaints (id),
    officer_id      text not null references officers (id),
    result          text not null,
    body            text not null,
    saved_at        bigint not null
);
CREATE TABLE events (
    complaint_id    text not null references complaints (id),
    seq             bigint not null,
    at              bigint not null,
    name            text not null,
    by_officer      text references officers (id),
    on_behalf_of    text references officers (id),
    data            text not null,
    primary key (complaint_id, seq)
);
CREATE INDEX events_by_time on events (at);
CREATE TABLE field_applications (
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
CREATE INDEX field_applications_by_officer on field_applications (officer_id, applied_at, id);
CREATE INDEX field_applications_by_state on field_applications (state, applied_at, id);
CREATE TABLE grants (
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
CREATE INDEX grants_by_officer on grants (officer_id, from_date);
CREATE INDEX grants_by_role on grants (role, department_id, agency_id);
CREATE TABLE idempotency_keys (
    actor           text not null,
    key             text not null,
    request_hash    text not null,
    response        text not null,
    created_at      bigint not null,
    primary key (actor, key)
);
CREATE INDEX idempotency_keys_by_time on idempotency_keys (created_at);
CREATE TABLE imports (
    batch   text not null,
    line    bigint not null,
    number  text not null,
    at      bigint not null,
    primary key (batch, line)
);
CREATE TABLE job_runs (
    name            text not null primary key,
    locked_until    bigint,
    started_at      bigint not null,
    finished_at     bigint,
    result          text
);
CREATE TABLE notes (
    complaint_id    text not null references complaints (id),
    seq             bigint not null,
    kind            text not null,
    ordinal         bigint not null,
    text            text not null,
    primary key (complaint_id, seq, ordinal)
);
CREATE TABLE number_series (
    series  text not null,
    day     text not null,
    last    bigint not null,
    primary key (series, day)
);
CREATE TABLE officers (
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
CREATE INDEX officers_by_department on officers (department_id, name, id);
CREATE TABLE openings (
    id              text not null primary key,
    at              bigint not null,
    officer_id      text not null references officers (id),
    complaint_id    text references complaints (id),
    petitioner_id   text references petitioners (id),
    what            text not null,
    purpose         text not null
);
CREATE INDEX openings_by_complaint on openings (complaint_id, at);
CREATE INDEX openings_by_officer on openings (officer_id, at);
CREATE TABLE outages (
    id          text not null primary key,
    from_at     bigint not null,
    until_at    bigint,
    reason      text not null,
    declared_by text references officers (id),
    declared_at bigint not null
);
CREATE INDEX outages_by_time on outages (from_at);
CREATE TABLE outbox (
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
CREATE INDEX outbox_by_complaint on outbox (complaint_id, created_at, id);
CREATE INDEX outbox_by_key on outbox (key_id, id);
CREATE INDEX outbox_by_state on outbox (state, next_at, id);
CREATE TABLE outbox_attempts (
    notice_id   text not null references outbox (id),
    ordinal     bigint not null,
    channel     text not null,
    answer      text not null,
    success     boolean not null,
    at          bigint not null,
    primary key (notice_id, ordinal)
);
CREATE TABLE petitioners (
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
CREATE INDEX petitioners_by_email on petitioners (email_index, id);
CREATE INDEX petitioners_by_key on petitioners (key_id, id);
CREATE INDEX petitioners_by_name on petitioners (name_index, id);
CREATE INDEX petitioners_by_phone on petitioners (phone_index, id);
CREATE TABLE phrases (
    id              text not null primary key,
    officer_id      text references officers (id),
    department_id   text references departments (id),
    title           text not null,
    text            text not null,
    changed_by      text not null references officers (id),
    changed_at      bigint not null
);
CREATE INDEX phrases_by_department on phrases (department_id, title, id);
CREATE INDEX phrases_by_officer on phrases (officer_id, title, id);
CREATE TABLE preferences (
    officer_id      text not null references officers (id),
    name            text not null,
    value           text not null,
    changed_at      bigint not null,
    primary key (officer_id, name)
);
CREATE TABLE presence (
    complaint_id    text not null references complaints (id),
    officer_id      text not null references officers (id),
    seen_at         bigint not null,
    primary key (complaint_id, officer_id)
);
CREATE INDEX presence_by_time on presence (seen_at);
CREATE TABLE pulses (
    complaint_id    text not null references complaints (id),
    version         bigint not null,
    at              bigint not null,
    reach           text not null,
    primary key (complaint_id, version)
);
CREATE INDEX pulses_by_time on pulses (at);
CREATE TABLE saved_searches (
    id              text not null primary key,
    officer_id      text not null references officers (id),
    name            text not null,
    query           text not null,
    leads           boolean not null,
    saved_at        bigint not null,
    unique (officer_id, name)
);
CREATE TABLE schema_migrations (
                number bigint not null primary key, name text not null, digest text not null);
CREATE TABLE sessions (
    id              text not null primary key,
    token_hash      text not null unique,
    officer_id      text references officers (id),
    petitioner_id   text references petitioners (id),
    created_at      bigint not null,
    seen_at         bigint not null,
    expires_at      bigint not null
);
CREATE INDEX sessions_by_expiry on sessions (expires_at);
CREATE INDEX sessions_by_officer on sessions (officer_id);
CREATE TABLE settings (
    key         text not null primary key,
    value       text not null,
    changed_at  bigint not null,
    changed_by  text references officers (id)
);
CREATE TABLE stand_ins (
    id              text not null primary key,
    absent_id       text not null references officers (id),
    stand_in_id     text not null references officers (id),
    from_date       text not null,
    until_date      text not null,
    set_by          text references officers (id),
    set_at          bigint not null,
    ended_at        bigint
);
CREATE INDEX stand_ins_by_absent on stand_ins (absent_id, from_date);
CREATE INDEX stand_ins_by_stand_in on stand_ins (stand_in_id, from_date);
