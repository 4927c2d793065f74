-- Attachments: what is kept about a file whose bytes lie in the vault. The table of the beginning was never
-- written to. A row is made before the bytes are (arrived = false), so that no byte lies anywhere unknown.

drop table attachments;

create table attachments (
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
create index attachments_by_complaint on attachments (complaint_id, at, id);
create index attachments_by_bundle on attachments (bundle, at, id) where complaint_id is null;
create index attachments_unsent on attachments (at, id) where complaint_id is null;
create index attachments_arriving on attachments (at, id) where not arrived;
create index attachments_to_scan on attachments (scan_at, id) where scan_at is not null;

-- Before somebody files: how many public complaints are under way at the same place.
create index complaints_open_at_place on complaints (place) where visibility = 'open' and live and not sealed;
