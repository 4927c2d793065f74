-- Letters to an officer about their own way in. No complaint stands behind them: in the outbox, whose rows have one, a
-- program that does not know of them would fall over each, and deliver nothing else.
create table account_notices (
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
create index account_notices_by_state on account_notices (state, next_at, id);
create index account_notices_by_officer on account_notices (officer_id, created_at, id);
create index account_notices_by_key on account_notices (key_id, id);
create index account_notices_by_time on account_notices (created_at);

create table account_notice_attempts (
    notice_id   text not null references account_notices (id),
    ordinal     bigint not null,
    channel     text not null,
    answer      text not null,
    success     boolean not null,
    at          bigint not null,
    primary key (notice_id, ordinal)
);
