-- 내려받기 파일: a long list that a worker makes into a file, and the file's own short life.
create table exports (
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
);
create index exports_by_officer on exports (officer_id, asked_at, id);
create index exports_to_make on exports (asked_at, id) where state in ('waiting', 'running');
create index exports_to_expire on exports (expires_at, id) where state = 'done';
create index exports_finished on exports (finished_at, id) where finished_at is not null;
