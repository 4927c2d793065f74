-- 결재: which line an agency has, and what lies with the outside approval system ------------------

-- An agency without a row has the built-in line.
create table approval_routes (
    agency_id   text not null primary key references agencies (id),
    route       text not null,
    changed_at  bigint not null,
    changed_by  text references officers (id)
);

-- A round handed to the outside system: written with the act that sent it, ended with the act that ended it.
create table approval_documents (
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
create index approval_documents_to_ask on approval_documents (state, ask_at, complaint_id, round);
