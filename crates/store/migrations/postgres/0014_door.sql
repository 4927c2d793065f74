-- Wrong tries are held up where they come from, so that nobody keeps somebody else out; a browser somebody has come
-- in with before is a place of its own. What a try is counted under: the login, or the digest of a name nobody has.
create table log_in_tries (
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
create index log_in_tries_by_last on log_in_tries (last_at);
alter table accounts drop column failed;
alter table accounts drop column locked_until;

-- Browsers somebody has come in with. One browser may know several people: a duty room's does.
create table known_browsers (
    token_hash      text not null,
    officer_id      text not null references officers (id),
    seen_at         bigint not null,
    primary key (token_hash, officer_id)
);
create index known_browsers_by_officer on known_browsers (officer_id, seen_at);
create index known_browsers_by_seen on known_browsers (seen_at);

-- How a session was opened: 'password', 'oidc', 'portal'.
alter table sessions add column way text not null default 'password';

-- Log-ins on their way to the identity provider and back, each good for once. What finishes one lies in its browser.
create table oidc_requests (
    state_hash      text not null primary key,
    next            text not null,
    expires_at      bigint not null
);
create index oidc_requests_by_expiry on oidc_requests (expires_at);

-- The second factor of an officer, whose id it bears; not asked for before it is confirmed.
create table second_factors (
    id              text not null primary key references officers (id),
    -- sealed
    secret          text not null,
    key_id          text not null,
    confirmed_at    bigint,
    -- The last thirty seconds whose code was used: none is used twice.
    last_step       bigint not null
);
create index second_factors_by_key on second_factors (key_id, id);
create trigger second_factors_raise after insert or update of confirmed_at or delete on second_factors
    for each statement execute function people_changed();
create table recovery_codes (
    officer_id      text not null references officers (id),
    code_hash       text not null,
    primary key (officer_id, code_hash)
);

-- Whose password was right and whose code is still asked for.
create table half_log_ins (
    token_hash      text not null primary key,
    officer_id      text not null references officers (id),
    expires_at      bigint not null
);
create index half_log_ins_by_expiry on half_log_ins (expires_at);
create index half_log_ins_by_officer on half_log_ins (officer_id);
