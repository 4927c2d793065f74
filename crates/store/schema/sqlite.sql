CREATE TRIGGER access_anchors_unchanged before update on access_anchors begin
    select raise(abort, 'access_anchors is append-only');
end;
CREATE TRIGGER access_anchors_undeleted before delete on access_anchors begin
    select raise(abort, 'access_anchors is append-only');
end;
CREATE TABLE access_anchors (
    seq     bigint not null primary key,
    hash    text not null,
    at      bigint not null
);
CREATE TRIGGER access_log_unchanged before update on access_log begin
    select raise(abort, 'access_log is append-only');
end;
CREATE TRIGGER access_log_undeleted before delete on access_log begin
    select raise(abort, 'access_log is append-only');
end;
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
CREATE INDEX access_log_by_account_and_time on access_log (account, at, seq);
CREATE INDEX access_log_by_subject on access_log (subject, seq);
CREATE INDEX access_log_by_time on access_log (at, seq);
CREATE TRIGGER access_reviews_unchanged before update on access_reviews begin
    select raise(abort, 'access_reviews is append-only');
end;
CREATE TRIGGER access_reviews_undeleted before delete on access_reviews begin
    select raise(abort, 'access_reviews is append-only');
end;
CREATE TABLE access_reviews (
    id          text not null primary key,
    month       text not null,
    reviewer_id text not null references officers (id),
    remarks     text not null,
    findings    text not null,
    at          bigint not null
);
CREATE INDEX access_reviews_by_month on access_reviews (month, at);
CREATE TABLE account_notice_attempts (
    notice_id   text not null references account_notices (id),
    ordinal     bigint not null,
    channel     text not null,
    answer      text not null,
    success     boolean not null,
    at          bigint not null,
    primary key (notice_id, ordinal)
);
CREATE TABLE account_notices (
    id              text not null primary key,
    officer_id      text not null references officers (id),
    change          text not null,
    -- Where they were reached at that moment, sealed; none where nothing but their own page is left.
    address         text,
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
CREATE INDEX account_notices_by_key on account_notices (key_id, id);
CREATE INDEX account_notices_by_officer on account_notices (officer_id, created_at, id);
CREATE INDEX account_notices_by_state on account_notices (state, next_at, id);
CREATE INDEX account_notices_by_time on account_notices (created_at, id);
CREATE TRIGGER accounts_delete_raises after delete on accounts begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER accounts_insert_raises after insert on accounts begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER accounts_update_raises after update of login, officer_id, must_change on accounts begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TABLE accounts (
    login           text not null primary key,
    officer_id      text unique references officers (id),
    petitioner_id   text unique references petitioners (id),
    password_hash   text not null,
    must_change     boolean not null,
    changed_at      bigint not null
);
CREATE TABLE agencies (
    id      text not null primary key,
    code    text not null unique,
    name    text not null,
    kind    text not null
);
CREATE TABLE answer_templates (
    id              text not null primary key,
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
CREATE INDEX answer_templates_by_agency on answer_templates (agency_id, name, id);
CREATE INDEX answer_templates_by_name on answer_templates (name, id);
CREATE TABLE approval_documents (
    complaint_id    text not null references complaints (id),
    round           bigint not null,
    state           text not null,
    sent_at         bigint not null,
    document        text,
    taken_at        bigint,
    heard           text,
    heard_at        bigint,
    trouble         text,
    trouble_at      bigint,
    ask_at          bigint not null,
    ended_at        bigint,
    primary key (complaint_id, round)
);
CREATE INDEX approval_documents_to_ask on approval_documents (state, ask_at, complaint_id, round);
CREATE TABLE approval_routes (
    agency_id   text not null primary key references agencies (id),
    route       text not null,
    changed_at  bigint not null,
    changed_by  text references officers (id)
);
CREATE TABLE attachments (
    id              text not null primary key,
    complaint_id    text references complaints (id),    -- none while the complaint is still being written
    bundle          text,                               -- waits here to be sent; none once it is on the file
    part            text not null,
    officer_id      text references officers (id),      -- none: the petitioner's own
    name            text not null,
    type            text not null,
    size            bigint not null,                    -- bytes
    digest          text not null,                      -- SHA-256 of what is kept
    preview         boolean not null,
    arrived         boolean not null,
    scan            text not null,
    finding         text,                               -- what the scanner called it, or why it could not look
    scan_at         bigint,                             -- when it is to be scanned (again); none when it is settled
    at              bigint not null
);
CREATE INDEX attachments_arriving on attachments (at, id) where not arrived;
CREATE INDEX attachments_by_bundle on attachments (bundle, at, id) where complaint_id is null;
CREATE INDEX attachments_by_complaint on attachments (complaint_id, at, id);
CREATE INDEX attachments_to_scan on attachments (scan_at, id) where scan_at is not null;
CREATE INDEX attachments_unsent on attachments (at, id) where complaint_id is null;
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
CREATE TABLE categories (
    id          text not null primary key,
    name        text not null,
    kind        text,
    from_date   text not null,
    until_date  text,
    changed_at  bigint not null,
    changed_by  text references officers (id)
);
CREATE INDEX categories_by_name on categories (name, id);
CREATE TABLE chain_heads (
    name    text not null primary key,
    seq     bigint not null,
    hash    text not null
);
CREATE TRIGGER complaints_anonymised before update of anonymised_at on complaints begin
    select raise(abort, 'the complaint is on hold') where new.anonymised_at is not null
        and exists (select 1 from holds where complaint_id = new.id and lifted_at is null);
    select raise(abort, 'nobody has decided to anonymise the complaint') where new.anonymised_at is not null
        and not exists (select 1 from retention_reviews where complaint_id = new.id and decision = 'anonymise');
    select raise(abort, 'anonymising is not undone') where old.anonymised_at is not null;
end;
CREATE TRIGGER complaints_come after insert on complaints
    when not new.sealed begin
    insert into sum_changes (day, agency_id, department_id, kind, channel, taken_in, live, hops, hopped)
    values ((new.dated_at + 32400000000) / 86400000000, coalesce(new.agency_id, ''), coalesce(new.department_id, ''),
        coalesce(new.kind, ''), new.channel, 1, new.live, new.hops, (new.hops > 0));
end;
CREATE TRIGGER complaints_enter after update of sealed, agency_id, department_id, kind, channel, dated_at, live, hops on complaints
    when not new.sealed
        and ((old.sealed, old.agency_id, old.department_id, old.kind, old.channel, old.dated_at, old.live, old.hops)
        is not (new.sealed, new.agency_id, new.department_id, new.kind, new.channel, new.dated_at, new.live, new.hops)) begin
    insert into sum_changes (day, agency_id, department_id, kind, channel, taken_in, live, hops, hopped)
    values ((new.dated_at + 32400000000) / 86400000000, coalesce(new.agency_id, ''), coalesce(new.department_id, ''),
        coalesce(new.kind, ''), new.channel, 1, new.live, new.hops, (new.hops > 0));
end;
CREATE TRIGGER complaints_fall after delete on complaints
    when not old.sealed begin
    insert into stage_changes (agency_id, department_id, handler_id, stage, total)
    values (old.agency_id, old.department_id, old.handler_id, old.stage, -1);
end;
CREATE TRIGGER complaints_go after delete on complaints
    when not old.sealed begin
    insert into sum_changes (day, agency_id, department_id, kind, channel, taken_in, live, hops, hopped)
    values ((old.dated_at + 32400000000) / 86400000000, coalesce(old.agency_id, ''), coalesce(old.department_id, ''),
        coalesce(old.kind, ''), old.channel, -1, -old.live, -old.hops, -(old.hops > 0));
end;
CREATE TRIGGER complaints_leave after update of sealed, agency_id, department_id, kind, channel, dated_at, live, hops on complaints
    when not old.sealed
        and ((old.sealed, old.agency_id, old.department_id, old.kind, old.channel, old.dated_at, old.live, old.hops)
        is not (new.sealed, new.agency_id, new.department_id, new.kind, new.channel, new.dated_at, new.live, new.hops)) begin
    insert into sum_changes (day, agency_id, department_id, kind, channel, taken_in, live, hops, hopped)
    values ((old.dated_at + 32400000000) / 86400000000, coalesce(old.agency_id, ''), coalesce(old.department_id, ''),
        coalesce(old.kind, ''), old.channel, -1, -old.live, -old.hops, -(old.hops > 0));
end;
CREATE TRIGGER complaints_stand after insert on complaints
    when not new.sealed begin
    insert into stage_changes (agency_id, department_id, handler_id, stage, total)
    values (new.agency_id, new.department_id, new.handler_id, new.stage, 1);
end;
CREATE TRIGGER complaints_step_off after update of sealed, agency_id, department_id, handler_id, stage on complaints
    when not old.sealed
        and ((old.sealed, old.agency_id, old.department_id, old.handler_id, old.stage)
        is not (new.sealed, new.agency_id, new.department_id, new.handler_id, new.stage)) begin
    insert into stage_changes (agency_id, department_id, handler_id, stage, total)
    values (old.agency_id, old.department_id, old.handler_id, old.stage, -1);
end;
CREATE TRIGGER complaints_step_on after update of sealed, agency_id, department_id, handler_id, stage on complaints
    when not new.sealed
        and ((old.sealed, old.agency_id, old.department_id, old.handler_id, old.stage)
        is not (new.sealed, new.agency_id, new.department_id, new.handler_id, new.stage)) begin
    insert into stage_changes (agency_id, department_id, handler_id, stage, total)
    values (new.agency_id, new.department_id, new.handler_id, new.stage, 1);
end;
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
, ordinal bigint, keep_until text, anonymised_at bigint);
CREATE INDEX complaints_by_agency on complaints (sealed, agency_id, stage, due_at, id);
CREATE INDEX complaints_by_department on complaints (sealed, department_id, stage, due_at, id);
CREATE INDEX complaints_by_external_number on complaints (external_number) where external_number is not null;
CREATE INDEX complaints_by_handler on complaints (sealed, handler_id, stage, due_at, id);
CREATE INDEX complaints_by_merge on complaints (merged_into, id) where merged_into is not null;
CREATE UNIQUE INDEX complaints_by_ordinal on complaints (ordinal);
CREATE INDEX complaints_by_petitioner on complaints (petitioner_id, sealed, dated_at, id);
CREATE INDEX complaints_by_stage on complaints (sealed, stage, due_at, id);
CREATE INDEX complaints_dated on complaints (sealed, dated_at, id);
CREATE INDEX complaints_due on complaints (sealed, due_at, id) where live;
CREATE INDEX complaints_of_agency_dated on complaints (sealed, agency_id, dated_at, id, kind, channel, ordinal);
CREATE INDEX complaints_of_agency_due on complaints (sealed, agency_id, due_at, id) where live;
CREATE INDEX complaints_of_channel_dated on complaints (sealed, channel, dated_at, id);
CREATE INDEX complaints_of_department_dated on complaints (sealed, department_id, dated_at, id, kind, channel, ordinal);
CREATE INDEX complaints_of_department_due on complaints (sealed, department_id, due_at, id) where live;
CREATE INDEX complaints_of_handler_dated on complaints (sealed, handler_id, dated_at, id, kind, channel, ordinal);
CREATE INDEX complaints_of_handler_due on complaints (sealed, handler_id, due_at, id) where live;
CREATE INDEX complaints_of_stage_dated on complaints (sealed, stage, dated_at, id, kind, channel, ordinal);
CREATE INDEX complaints_open_at_place on complaints (place) where visibility = 'open' and live and not sealed;
CREATE INDEX complaints_overdue on complaints (due_at, id, dated_at, agency_id, department_id, kind, channel)
    where live and not sealed;
CREATE INDEX complaints_published on complaints (visibility, stage, ended_at, id) where ended_at is not null;
CREATE INDEX complaints_received_late on complaints (dated_at, ordinal)
    where dated_at - filed_at > 2592000000000;
CREATE INDEX complaints_taken_in on complaints
    (sealed, dated_at, agency_id, department_id, kind, channel, live, due_at, hops, ordinal);
CREATE TABLE connector_marks (
    system  text not null,
    name    text not null,
    value   text not null,
    at      bigint not null,
    primary key (system, name)
);
CREATE VIEW counted as
    select (dated_at + 32400000000) / 86400000000 as day, coalesce(agency_id, '') as agency_id,
        coalesce(department_id, '') as department_id, coalesce(kind, '') as kind, channel,
        1 as taken_in,
        case when live then 1 else 0 end as live,
        hops,
        case when hops > 0 then 1 else 0 end as hopped,
        0 as answered, 0 as late, 0 as transferred, 0 as closed, 0 as withdrawn, 0 as merged,
        0 as allowed_minutes, 0 as saved_minutes
    from complaints where not sealed
    union all
    select (ended_at + 32400000000) / 86400000000, coalesce(agency_id, ''), coalesce(department_id, ''),
        coalesce(kind, ''), channel,
        0, 0, 0, 0,
        case when stage = 'answered' then 1 else 0 end,
        case when late then 1 else 0 end,
        case when stage = 'transferred' then 1 else 0 end,
        case when stage = 'closed' then 1 else 0 end,
        case when stage = 'withdrawn' then 1 else 0 end,
        case when stage = 'merged' then 1 else 0 end,
        coalesce(allowed_minutes, 0), coalesce(saved_minutes, 0)
    from outcomes where not sealed;
CREATE TABLE departments (
    id          text not null primary key,
    agency_id   text not null references agencies (id),
    code        text not null,
    bureau      text not null,
    name        text not null,
    duties      text not null, ended_at bigint, successor_id text references departments (id),
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
CREATE TABLE dispatches (
    id              text not null primary key,
    system          text not null,
    message         text not null,
    complaint_id    text not null references complaints (id),
    event_seq       bigint not null,
    key             text not null unique,
    payload         text not null,
    key_id          text not null,
    state           text not null,
    attempts        bigint not null,
    answer          text not null,
    created_at      bigint not null,
    next_at         bigint not null,
    locked_until    bigint,
    settled_at      bigint
);
CREATE INDEX dispatches_by_complaint on dispatches (complaint_id, created_at, id);
CREATE INDEX dispatches_by_key on dispatches (key_id, id);
CREATE INDEX dispatches_by_settling on dispatches (system, settled_at, id);
CREATE INDEX dispatches_by_state on dispatches (system, state, next_at, id);
CREATE TABLE drafts (
    complaint_id    text not null primary key references complaints (id),
    officer_id      text not null references officers (id),
    result          text not null,
    body            text not null,
    saved_at        bigint not null
, remedy text not null default '');
CREATE TRIGGER events_unchanged before update on events begin
    select raise(abort, 'events is append-only');
end;
CREATE TRIGGER events_undeleted before delete on events begin
    select raise(abort, 'events is append-only');
end;
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
CREATE INDEX events_for_somebody on events (on_behalf_of, at, complaint_id, seq) where on_behalf_of is not null;
CREATE TABLE exports (
    id              text not null primary key,
    officer_id      text not null references officers (id),
    list            text not null,                      -- the address of the list: /complaints
    title           text not null,
    query           text not null,                      -- the conditions as the list's address had them
    filter          text not null,                      -- the same as they were understood
    sort            text not null,
    conditions      text not null,                      -- the same in words, as the file says them
    state           text not null,
    failure         text,
    rows_done       bigint not null,
    rows_expected   bigint,                             -- none: not counted (a search for words)
    cut             boolean not null,                   -- there were more than one file holds
    attempts        bigint not null,
    lease_until     bigint,                             -- one worker's until then, by the machine's clock
    file_key        text,                               -- bytes may lie under it in the vault; none: there are none
    size            bigint,                             -- bytes
    asked_at        bigint not null,
    started_at      bigint,
    finished_at     bigint,
    expires_at      bigint
, remade bigint not null default 0);
CREATE INDEX exports_by_officer on exports (officer_id, asked_at, id);
CREATE INDEX exports_finished on exports (finished_at, id) where finished_at is not null;
CREATE INDEX exports_to_expire on exports (expires_at, id) where state = 'done';
CREATE INDEX exports_to_make on exports (asked_at, id) where state in ('waiting', 'running');
CREATE TABLE facts_versions (
    name        text not null primary key,
    version     bigint not null
);
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
CREATE TABLE grant_requests (
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
CREATE INDEX grant_requests_by_agency on grant_requests (agency_id, state, asked_at, id);
CREATE INDEX grant_requests_by_officer on grant_requests (officer_id, asked_at, id);
CREATE UNIQUE INDEX grant_requests_once on grant_requests (officer_id, role, department_id) where state = 'open';
CREATE TRIGGER grants_delete_raises after delete on grants begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER grants_insert_raises after insert on grants begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER grants_update_raises after update on grants begin
    update facts_versions set version = version + 1 where name = 'people';
end;
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
, granted_for text references officers (id), reason text, ended_for text references officers (id), end_reason text);
CREATE INDEX grants_by_agency on grants (agency_id, role, granted_at, id);
CREATE INDEX grants_by_officer on grants (officer_id, from_date);
CREATE INDEX grants_by_role on grants (role, department_id, agency_id);
CREATE INDEX grants_by_time on grants (role, granted_at, id);
CREATE TABLE half_log_ins (
    token_hash      text not null primary key,
    officer_id      text not null references officers (id),
    expires_at      bigint not null
);
CREATE INDEX half_log_ins_by_expiry on half_log_ins (expires_at);
CREATE INDEX half_log_ins_by_officer on half_log_ins (officer_id);
CREATE TRIGGER holds_undeleted before delete on holds begin
    select raise(abort, 'holds are lifted, not deleted');
end;
CREATE TABLE holds (
    id              text not null primary key,
    complaint_id    text not null references complaints (id),
    reason          text not null,
    put_by          text not null references officers (id),
    put_at          bigint not null,
    lifted_by       text references officers (id),
    lifted_at       bigint,
    lift_reason     text
);
CREATE INDEX holds_by_time on holds (put_at, id) where lifted_at is null;
CREATE UNIQUE INDEX holds_standing on holds (complaint_id) where lifted_at is null;
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
CREATE TABLE inbound_messages (
    id              text not null primary key,
    system          text not null,
    message_id      text not null,
    kind            text not null,
    digest          text not null,
    payload         text not null,
    key_id          text not null,
    complaint_id    text references complaints (id),
    state           text not null,
    outcome         text not null,
    said_at         bigint not null,
    received_at     bigint not null,
    next_at         bigint not null,
    settled_at      bigint,
    unique (system, message_id)
);
CREATE INDEX inbound_messages_by_complaint on inbound_messages (complaint_id, received_at, id);
CREATE INDEX inbound_messages_by_key on inbound_messages (key_id, id);
CREATE INDEX inbound_messages_by_state on inbound_messages (system, state, next_at, id);
CREATE INDEX inbound_messages_by_time on inbound_messages (system, said_at, id);
CREATE TABLE job_runs (
    name            text not null primary key,
    locked_until    bigint,
    started_at      bigint not null,
    finished_at     bigint,
    result          text
);
CREATE TABLE known_browsers (
    token_hash      text not null,
    officer_id      text not null references officers (id),
    seen_at         bigint not null,
    primary key (token_hash, officer_id)
);
CREATE INDEX known_browsers_by_officer on known_browsers (officer_id, seen_at);
CREATE INDEX known_browsers_by_seen on known_browsers (seen_at);
CREATE TABLE log_in_tries (
    name            text not null,
    -- 'browser:' and its digest, 'from:' and the network, or 'strangers': all browsers nobody remembers.
    origin          text not null,
    wrong           bigint not null,
    pauses          bigint not null,
    since           bigint not null,
    last_at         bigint not null,
    locked_until    bigint,
    primary key (name, origin)
);
CREATE INDEX log_in_tries_by_last on log_in_tries (last_at);
CREATE TABLE monthly_checks (
    month       text not null,
    place       text not null,
    done_by     text not null references officers (id),
    done_at     bigint not null,
    note        text not null,
    primary key (month, place)
);
CREATE TABLE notes (
    complaint_id    text not null references complaints (id),
    seq             bigint not null,
    kind            text not null,
    ordinal         bigint not null,
    text            text not null,
    primary key (complaint_id, seq, ordinal)
);
CREATE TABLE notice_texts (
    template    text not null,
    reader      text not null,
    channel     text not null,
    subject     text not null,
    body        text not null,
    changed_at  bigint not null,
    changed_by  text references officers (id),
    primary key (template, reader, channel)
);
CREATE TABLE number_series (
    series  text not null,
    day     text not null,
    last    bigint not null,
    primary key (series, day)
);
CREATE TRIGGER officers_delete_raises after delete on officers begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER officers_insert_raises after insert on officers begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER officers_update_raises after update on officers begin
    update facts_versions set version = version + 1 where name = 'people';
end;
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
CREATE INDEX officers_by_agency on officers (agency_id, name, id);
CREATE INDEX officers_by_department on officers (department_id, name, id);
CREATE INDEX officers_by_name on officers (name, id);
CREATE TABLE oidc_requests (
    state_hash      text not null primary key,
    next            text not null,
    expires_at      bigint not null
);
CREATE INDEX oidc_requests_by_expiry on oidc_requests (expires_at);
CREATE TRIGGER openings_unchanged before update on openings begin
    select raise(abort, 'openings is append-only');
end;
CREATE TRIGGER openings_undeleted before delete on openings begin
    select raise(abort, 'openings is append-only');
end;
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
CREATE INDEX openings_by_time on openings (at, officer_id);
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
, channel_texts text, owed boolean not null default false);
CREATE INDEX outbox_by_complaint on outbox (complaint_id, created_at, id);
CREATE INDEX outbox_by_creation on outbox (created_at, id);
CREATE INDEX outbox_by_key on outbox (key_id, id);
CREATE INDEX outbox_by_state on outbox (next_at, id) where state = 'pending';
CREATE INDEX outbox_by_state_and_creation on outbox (state, created_at, id) where state <> 'sent';
CREATE INDEX outbox_owed on outbox (created_at, id) where owed and state in ('failed', 'given_up');
CREATE TABLE outbox_attempts (
    notice_id   text not null references outbox (id),
    ordinal     bigint not null,
    channel     text not null,
    answer      text not null,
    success     boolean not null,
    at          bigint not null,
    primary key (notice_id, ordinal)
);
CREATE TRIGGER outcomes_come after insert on outcomes
    when not new.sealed begin
    insert into sum_changes (day, agency_id, department_id, kind, channel,
        answered, late, transferred, closed, withdrawn, merged, allowed_minutes, saved_minutes)
    values ((new.ended_at + 32400000000) / 86400000000, coalesce(new.agency_id, ''), coalesce(new.department_id, ''),
        coalesce(new.kind, ''), new.channel,
        (new.stage = 'answered'), new.late, (new.stage = 'transferred'), (new.stage = 'closed'),
        (new.stage = 'withdrawn'), (new.stage = 'merged'),
        coalesce(new.allowed_minutes, 0), coalesce(new.saved_minutes, 0));
end;
CREATE TRIGGER outcomes_go after delete on outcomes
    when not old.sealed begin
    insert into sum_changes (day, agency_id, department_id, kind, channel,
        answered, late, transferred, closed, withdrawn, merged, allowed_minutes, saved_minutes)
    values ((old.ended_at + 32400000000) / 86400000000, coalesce(old.agency_id, ''), coalesce(old.department_id, ''),
        coalesce(old.kind, ''), old.channel,
        -(old.stage = 'answered'), -old.late, -(old.stage = 'transferred'), -(old.stage = 'closed'),
        -(old.stage = 'withdrawn'), -(old.stage = 'merged'),
        -coalesce(old.allowed_minutes, 0), -coalesce(old.saved_minutes, 0));
end;
CREATE TABLE outcomes (
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
, disposed boolean not null default false);
CREATE INDEX outcomes_ended on outcomes
    (sealed, ended_at, agency_id, department_id, kind, channel, stage, late, allowed_minutes, saved_minutes, complaint_id);
CREATE INDEX outcomes_late on outcomes (sealed, ended_at, complaint_id) where late;
CREATE INDEX outcomes_of_agency on outcomes (sealed, agency_id, ended_at, complaint_id);
CREATE INDEX outcomes_of_agency_to_review on outcomes (agency_id, ended_at, complaint_id)
    where not sealed and not disposed;
CREATE INDEX outcomes_of_department on outcomes (sealed, department_id, ended_at, complaint_id);
CREATE INDEX outcomes_of_handler on outcomes (sealed, handler_id, ended_at, complaint_id);
CREATE INDEX outcomes_to_review on outcomes (ended_at, complaint_id) where not sealed and not disposed;
CREATE TABLE passkey_challenges (
    challenge_hash  text not null primary key,
    given_to        text not null,
    expires_at      bigint not null
);
CREATE INDEX passkey_challenges_by_expiry on passkey_challenges (expires_at);
CREATE TRIGGER passkeys_delete_raises after delete on passkeys begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER passkeys_insert_raises after insert on passkeys begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TABLE passkeys (
    id              text not null primary key,
    officer_id      text not null references officers (id),
    -- The name the key has on its device, in base64url.
    credential      text not null unique,
    -- The public key as the device told it (COSE), in base64url.
    public_key      text not null,
    -- How often it was used by its own count; zero where its maker does not count.
    sign_count      bigint not null,
    name            text not null,
    made_at         bigint not null,
    used_at         bigint
);
CREATE INDEX passkeys_by_officer on passkeys (officer_id, made_at);
CREATE TRIGGER petitioners_held before update of erased_at on petitioners
    when new.erased_at is not null and exists (select 1 from complaints c join holds h on h.complaint_id = c.id
        where c.petitioner_id = new.id and h.lifted_at is null) begin
    select raise(abort, 'a complaint of the petitioner is on hold');
end;
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
CREATE TRIGGER preferences_delete_raises after delete on preferences begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER preferences_insert_raises after insert on preferences begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER preferences_update_raises after update on preferences begin
    update facts_versions set version = version + 1 where name = 'people';
end;
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
CREATE TABLE reconciliations (
    system      text not null,
    day         text not null,
    made_at     bigint not null,
    differences bigint not null,
    sheet       text not null,
    primary key (system, day)
);
CREATE TABLE recovery_codes (
    officer_id      text not null references officers (id),
    code_hash       text not null,
    primary key (officer_id, code_hash)
);
CREATE TABLE reminders (
    complaint_id    text not null references complaints (id),
    seq             bigint not null,
    at              bigint not null,
    agency_id       text references agencies (id),
    department_id   text references departments (id),
    by_officer      text references officers (id),
    due_at          bigint not null,
    primary key (complaint_id, seq)
);
CREATE INDEX reminders_by_time on reminders (at, complaint_id, seq);
CREATE INDEX reminders_of_agency on reminders (agency_id, at, complaint_id, seq);
CREATE INDEX reminders_of_department on reminders (department_id, at, complaint_id, seq);
CREATE TRIGGER retention_reviews_unchanged before update on retention_reviews begin
    select raise(abort, 'retention_reviews is append-only');
end;
CREATE TRIGGER retention_reviews_undeleted before delete on retention_reviews begin
    select raise(abort, 'retention_reviews is append-only');
end;
CREATE TABLE retention_reviews (
    id              text not null primary key,
    complaint_id    text not null references complaints (id),
    decision        text not null,
    keep_until      text,
    reason          text not null,
    by_officer      text not null references officers (id),
    at              bigint not null
);
CREATE INDEX retention_reviews_by_complaint on retention_reviews (complaint_id, at);
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
CREATE TABLE schema_serves (
                number bigint not null primary key, oldest bigint not null);
CREATE TABLE search_postings (
    key         bigint not null primary key,
    postings    blob not null
);
CREATE TABLE search_queue (
    ordinal     bigint not null primary key,
    gone        boolean not null
);
CREATE TABLE search_segments (
    id          bigint not null primary key,
    chunk       bigint not null,
    buckets     bigint not null,
    documents   bigint not null,
    filed_from  bigint not null,
    filed_until bigint not null,
    live        boolean not null
);
CREATE INDEX search_segments_by_chunk on search_segments (live, chunk, id);
CREATE TRIGGER second_factors_delete_raises after delete on second_factors begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER second_factors_insert_raises after insert on second_factors begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER second_factors_update_raises after update of confirmed_at on second_factors begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TABLE second_factors (
    id              text not null primary key references officers (id),
    -- sealed
    secret          text not null,
    key_id          text not null,
    confirmed_at    bigint,
    -- The last thirty seconds whose code was used: none is used twice.
    last_step       bigint not null
);
CREATE INDEX second_factors_by_key on second_factors (key_id, id);
CREATE TABLE sessions (
    id              text not null primary key,
    token_hash      text not null unique,
    officer_id      text references officers (id),
    petitioner_id   text references petitioners (id),
    created_at      bigint not null,
    seen_at         bigint not null,
    expires_at      bigint not null
, way text not null default 'password');
CREATE INDEX sessions_by_expiry on sessions (expires_at);
CREATE INDEX sessions_by_officer on sessions (officer_id);
CREATE TABLE settings (
    key         text not null primary key,
    value       text not null,
    changed_at  bigint not null,
    changed_by  text references officers (id)
);
CREATE TABLE staff_feeds (
    id              text not null primary key,
    came_at         bigint not null,
    source          text not null,
    by_officer      text references officers (id),
    state           text not null,
    feed            text,
    settled_at      bigint,
    said            text not null
);
CREATE INDEX staff_feeds_by_state on staff_feeds (state, settled_at);
CREATE INDEX staff_feeds_by_time on staff_feeds (came_at, id);
CREATE TABLE stage_changes (
    id            integer not null primary key,
    agency_id     text,
    department_id text,
    handler_id    text,
    stage         text not null,
    total         bigint not null
);
CREATE TRIGGER stand_ins_delete_raises after delete on stand_ins begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER stand_ins_insert_raises after insert on stand_ins begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TRIGGER stand_ins_update_raises after update on stand_ins begin
    update facts_versions set version = version + 1 where name = 'people';
end;
CREATE TABLE stand_ins (
    id              text not null primary key,
    absent_id       text not null references officers (id),
    stand_in_id     text not null references officers (id),
    from_date       text not null,
    until_date      text not null,
    set_by          text references officers (id),
    set_at          bigint not null,
    ended_at        bigint
, ended_by text references officers (id));
CREATE INDEX stand_ins_by_absent on stand_ins (absent_id, from_date);
CREATE INDEX stand_ins_by_stand_in on stand_ins (stand_in_id, from_date);
CREATE TABLE standing (
    -- 'city', 'agency', 'department', 'handler'.
    place text not null,
    -- Whose it is; empty for the city.
    key   text not null,
    stage text not null,
    total bigint not null,
    primary key (place, key, stage)
) without rowid;
CREATE INDEX standing_spent on standing (place) where total = 0;
CREATE VIEW standing_due as
    with each_one as materialized (
        select agency_id, department_id, handler_id, stage, count(*) as total
        from complaints where not sealed group by agency_id, department_id, handler_id, stage
    ), places as (
        select 'city' as place union all select 'agency' union all select 'department' union all select 'handler'
    ), told_apart as (
        select place, stage, total,
            case place when 'agency' then agency_id when 'department' then department_id
                when 'handler' then handler_id else '' end as key
        from each_one cross join places
    )
    select place, key, stage, cast(sum(total) as bigint) as total
    from told_apart where key is not null group by place, key, stage;
CREATE VIEW standing_now as
    with places as (
        select 'city' as place union all select 'agency' union all select 'department' union all select 'handler'
    ), told_apart as (
        select place, key, stage, total from standing
        union all
        select place, case place when 'agency' then agency_id when 'department' then department_id
            when 'handler' then handler_id else '' end, stage, total
        from stage_changes cross join places
    )
    select place, key, stage, cast(sum(total) as bigint) as total
    from told_apart where key is not null group by place, key, stage having sum(total) <> 0;
CREATE TABLE sum_changes (
    id              integer not null primary key,
    day             bigint not null,
    agency_id       text not null,
    department_id   text not null,
    kind            text not null,
    channel         text not null,
    taken_in        bigint not null default 0,
    live            bigint not null default 0,
    hops            bigint not null default 0,
    hopped          bigint not null default 0,
    answered        bigint not null default 0,
    late            bigint not null default 0,
    transferred     bigint not null default 0,
    closed          bigint not null default 0,
    withdrawn       bigint not null default 0,
    merged          bigint not null default 0,
    allowed_minutes bigint not null default 0,
    saved_minutes   bigint not null default 0
);
CREATE TABLE sums (
    -- 'whole', or by what the files of a day and an agency are told apart: 'kind', 'channel', 'department'.
    facet           text not null,
    -- Days since 1970 in Seoul; of receipt for what was taken in, of the end for what ended.
    day             bigint not null,
    -- Empty where a file has none; the key likewise.
    agency_id       text not null,
    key             text not null,
    taken_in        bigint not null,
    live            bigint not null,
    hops            bigint not null,
    hopped          bigint not null,
    answered        bigint not null,
    late            bigint not null,
    transferred     bigint not null,
    closed          bigint not null,
    withdrawn       bigint not null,
    merged          bigint not null,
    allowed_minutes bigint not null,
    saved_minutes   bigint not null,
    primary key (facet, day, agency_id, key)
) without rowid;
CREATE INDEX sums_spent on sums (facet, day)
    where taken_in = 0 and answered = 0 and transferred = 0 and closed = 0 and withdrawn = 0 and merged = 0;
CREATE VIEW sums_due as
    with days as materialized (
        select day, agency_id, department_id, kind, channel,
            cast(sum(taken_in) as bigint) as taken_in,
            cast(sum(live) as bigint) as live,
            cast(sum(hops) as bigint) as hops,
            cast(sum(hopped) as bigint) as hopped,
            cast(sum(answered) as bigint) as answered,
            cast(sum(late) as bigint) as late,
            cast(sum(transferred) as bigint) as transferred,
            cast(sum(closed) as bigint) as closed,
            cast(sum(withdrawn) as bigint) as withdrawn,
            cast(sum(merged) as bigint) as merged,
            cast(sum(allowed_minutes) as bigint) as allowed_minutes,
            cast(sum(saved_minutes) as bigint) as saved_minutes
        from counted group by day, agency_id, department_id, kind, channel
    ), facets as (
        select 'whole' as facet union all select 'kind' union all select 'channel' union all select 'department'
    ), told_apart as (
        select facet, day, agency_id,
            case facet when 'kind' then kind when 'channel' then channel when 'department' then department_id
                else '' end as key,
            taken_in, live, hops, hopped, answered, late,
            transferred, closed, withdrawn, merged, allowed_minutes, saved_minutes
        from days cross join facets
    )
    select facet, day, agency_id, key,
        cast(sum(taken_in) as bigint) as taken_in,
        cast(sum(live) as bigint) as live,
        cast(sum(hops) as bigint) as hops,
        cast(sum(hopped) as bigint) as hopped,
        cast(sum(answered) as bigint) as answered,
        cast(sum(late) as bigint) as late,
        cast(sum(transferred) as bigint) as transferred,
        cast(sum(closed) as bigint) as closed,
        cast(sum(withdrawn) as bigint) as withdrawn,
        cast(sum(merged) as bigint) as merged,
        cast(sum(allowed_minutes) as bigint) as allowed_minutes,
        cast(sum(saved_minutes) as bigint) as saved_minutes
    from told_apart group by facet, day, agency_id, key;
CREATE VIEW sums_now as
    with facets as (
        select 'whole' as facet union all select 'kind' union all select 'channel' union all select 'department'
    ), told_apart as (
        select * from sums
        union all
        select facet, day, agency_id,
            case facet when 'kind' then kind when 'channel' then channel when 'department' then department_id
                else '' end,
            taken_in, live, hops, hopped, answered, late,
            transferred, closed, withdrawn, merged, allowed_minutes, saved_minutes
        from sum_changes cross join facets
    )
    select facet, day, agency_id, key,
        cast(sum(taken_in) as bigint) as taken_in,
        cast(sum(live) as bigint) as live,
        cast(sum(hops) as bigint) as hops,
        cast(sum(hopped) as bigint) as hopped,
        cast(sum(answered) as bigint) as answered,
        cast(sum(late) as bigint) as late,
        cast(sum(transferred) as bigint) as transferred,
        cast(sum(closed) as bigint) as closed,
        cast(sum(withdrawn) as bigint) as withdrawn,
        cast(sum(merged) as bigint) as merged,
        cast(sum(allowed_minutes) as bigint) as allowed_minutes,
        cast(sum(saved_minutes) as bigint) as saved_minutes
    from told_apart group by facet, day, agency_id, key
    having sum(taken_in) <> 0 or sum(answered) <> 0 or sum(transferred) <> 0 or sum(closed) <> 0
        or sum(withdrawn) <> 0 or sum(merged) <> 0;
CREATE TABLE surveys (
    complaint_id    text not null primary key references complaints (id),
    agency_id       text references agencies (id),
    department_id   text references departments (id),
    handler_id      text references officers (id),
    received_at     bigint not null,
    answered        boolean not null,
    ratings         bigint not null,
    rating          bigint,
    rated_at        bigint,
    asked           bigint not null,
    followed_up     bigint not null
);
CREATE INDEX surveys_dated on surveys (received_at, complaint_id);
CREATE INDEX surveys_of_agency on surveys (agency_id, received_at, complaint_id);
CREATE INDEX surveys_of_department on surveys (department_id, received_at, complaint_id);
CREATE INDEX surveys_of_handler on surveys (handler_id, received_at, complaint_id);
CREATE TABLE task_periods (
    id          text not null primary key,
    name        text not null,
    period      text not null,
    category    text,
    basis       text not null,
    from_date   text not null,
    until_date  text,
    changed_at  bigint not null,
    changed_by  text references officers (id)
);
CREATE INDEX task_periods_by_name on task_periods (name, id);
