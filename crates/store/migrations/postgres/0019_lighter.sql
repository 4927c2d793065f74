-- What an act costs: functions in SQL are planned anew in every transaction, those in plpgsql once a session; and
-- indexes of what few files have are kept of those few.

create or replace function complaints_counted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and not old.sealed then
        insert into sum_changes (day, agency_id, department_id, kind, channel, taken_in, live, hops, hopped)
        values ((old.dated_at + 32400000000) / 86400000000, coalesce(old.agency_id, ''),
            coalesce(old.department_id, ''), coalesce(old.kind, ''), old.channel,
            -1, -(old.live::int), -old.hops, -((old.hops > 0)::int));
    end if;
    if tg_op <> 'DELETE' and not new.sealed then
        insert into sum_changes (day, agency_id, department_id, kind, channel, taken_in, live, hops, hopped)
        values ((new.dated_at + 32400000000) / 86400000000, coalesce(new.agency_id, ''),
            coalesce(new.department_id, ''), coalesce(new.kind, ''), new.channel,
            1, new.live::int, new.hops, (new.hops > 0)::int);
    end if;
    return null;
end $$;

create or replace function outcomes_counted() returns trigger language plpgsql as $$
declare
    sign bigint := 1;
    o outcomes := new;
begin
    if tg_op = 'DELETE' then
        sign := -1;
        o := old;
    end if;
    if not o.sealed then
        insert into sum_changes (day, agency_id, department_id, kind, channel,
            answered, late, transferred, closed, withdrawn, merged, allowed_minutes, saved_minutes)
        values ((o.ended_at + 32400000000) / 86400000000, coalesce(o.agency_id, ''),
            coalesce(o.department_id, ''), coalesce(o.kind, ''), o.channel,
            sign * (o.stage = 'answered')::int, sign * o.late::int, sign * (o.stage = 'transferred')::int,
            sign * (o.stage = 'closed')::int, sign * (o.stage = 'withdrawn')::int, sign * (o.stage = 'merged')::int,
            sign * coalesce(o.allowed_minutes, 0), sign * coalesce(o.saved_minutes, 0));
    end if;
    return null;
end $$;

create or replace function complaints_stood() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and not old.sealed then
        insert into stage_changes (agency_id, department_id, handler_id, stage, total)
        values (old.agency_id, old.department_id, old.handler_id, old.stage, -1);
    end if;
    if tg_op <> 'DELETE' and not new.sealed then
        insert into stage_changes (agency_id, department_id, handler_id, stage, total)
        values (new.agency_id, new.department_id, new.handler_id, new.stage, 1);
    end if;
    return null;
end $$;

drop function count_complaint (bigint, complaints);
drop function count_outcome (bigint, outcomes);
drop function count_stage (bigint, complaints);

drop index complaints_by_merge;
create index complaints_by_merge on complaints (merged_into, id) where merged_into is not null;
drop index complaints_by_external_number;
create index complaints_by_external_number on complaints (external_number) where external_number is not null;
drop index complaints_published;
create index complaints_published on complaints (visibility, stage, ended_at, id) where ended_at is not null;
