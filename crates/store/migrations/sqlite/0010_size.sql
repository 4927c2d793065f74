-- Full text: what is found under which words ---------------------------------------------------------

-- The order of filing as a plain number: what posting lists name complaints by.
alter table complaints add column ordinal bigint;
update complaints set ordinal = filed.place
    from (select id, row_number() over (order by filed_at, id) as place from complaints) as filed
    where filed.id = complaints.id;
create unique index complaints_by_ordinal on complaints (ordinal);
-- Received more than thirty days after it was filed: a search within a period of receipt looks for these
-- apart, and for all others among what was filed shortly before.
create index complaints_received_late on complaints (dated_at, ordinal)
    where dated_at - filed_at > 2592000000000;

-- Posting lists of some complaints of one chunk of ordinals. Never changed, only replaced.
create table search_segments (
    id          bigint not null primary key,
    chunk       bigint not null,
    buckets     bigint not null,
    documents   bigint not null,
    filed_from  bigint not null,
    filed_until bigint not null,
    live        boolean not null
);
create index search_segments_by_chunk on search_segments (live, chunk, id);

-- The key is the segment's id times 4096, plus the bucket.
create table search_postings (
    key         bigint not null primary key,
    postings    blob not null
);

-- Not in a segment yet, or no longer to be found: looked at by every search until a worker has seen to it.
create table search_queue (
    ordinal     bigint not null primary key,
    gone        boolean not null
);
insert into search_queue (ordinal, gone) select ordinal, false from complaints where not sealed;

-- Who somebody is ------------------------------------------------------------------------------------

-- Raised by whatever changes people, duties, stand-ins or how somebody likes their desk: processes remember
-- who is behind a session only as long as it stands. Triggers, so that nothing can forget it.
insert into facts_versions (name, version) values ('people', 1);
create trigger officers_insert_raises after insert on officers begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger officers_update_raises after update on officers begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger officers_delete_raises after delete on officers begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger grants_insert_raises after insert on grants begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger grants_update_raises after update on grants begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger grants_delete_raises after delete on grants begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger stand_ins_insert_raises after insert on stand_ins begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger stand_ins_update_raises after update on stand_ins begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger stand_ins_delete_raises after delete on stand_ins begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger preferences_insert_raises after insert on preferences begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger preferences_update_raises after update on preferences begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger preferences_delete_raises after delete on preferences begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger accounts_insert_raises after insert on accounts begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger accounts_update_raises after update of login, officer_id, must_change on accounts begin
    update facts_versions set version = version + 1 where name = 'people';
end;
create trigger accounts_delete_raises after delete on accounts begin
    update facts_versions set version = version + 1 where name = 'people';
end;
