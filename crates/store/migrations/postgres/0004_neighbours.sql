-- Neighbour systems: what we tell them and what they told us --------------------------------------

-- Written in the act's own transaction, told afterwards; the key makes it leave once.
create table dispatches (
    id              text primary key,
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
create index dispatches_by_state on dispatches (system, state, next_at, id);
create index dispatches_by_complaint on dispatches (complaint_id, created_at, id);
create index dispatches_by_settling on dispatches (system, settled_at, id);
create index dispatches_by_key on dispatches (key_id, id);

-- What a neighbour said, once each: noted in the transaction of what it brought about.
create table inbound_messages (
    id              text primary key,
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
create index inbound_messages_by_state on inbound_messages (system, state, next_at, id);
create index inbound_messages_by_time on inbound_messages (system, said_at, id);
create index inbound_messages_by_complaint on inbound_messages (complaint_id, received_at, id);
create index inbound_messages_by_key on inbound_messages (key_id, id);

-- How far we have read a neighbour, when it last answered, what it last said.
create table connector_marks (
    system  text not null,
    name    text not null,
    value   text not null,
    at      bigint not null,
    primary key (system, name)
);

-- 대사: a day's sheet of sent, received and different.
create table reconciliations (
    system      text not null,
    day         text not null,
    made_at     bigint not null,
    differences bigint not null,
    sheet       text not null,
    primary key (system, day)
);
