-- Figures by day, so that a statistic of three months does not read every file of them. What they must equal is the
-- view `counted`, added up; triggers write what changes in the transaction that changes it, so that nothing can
-- forget to, and a worker adds it to the sums.

create table sums (
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
);
-- Lines that came to nothing, to be taken away.
create index sums_spent on sums (facet, day)
    where taken_in = 0 and answered = 0 and transferred = 0 and closed = 0 and withdrawn = 0 and merged = 0;

-- Not added yet: every statistic reads them beside the sums.
create table sum_changes (
    id              bigint generated always as identity primary key,
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

-- What each file counts for: a line when it is taken in, one more when it has ended.
create view counted as
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

-- The sums as they must be.
create view sums_due as
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

-- The sums as they are, with what is not added yet.
create view sums_now as
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

insert into sums select * from sums_due;

create function count_complaint(sign bigint, c complaints) returns void language sql as $$
    insert into sum_changes (day, agency_id, department_id, kind, channel, taken_in, live, hops, hopped)
    select (c.dated_at + 32400000000) / 86400000000, coalesce(c.agency_id, ''), coalesce(c.department_id, ''),
        coalesce(c.kind, ''), c.channel,
        sign, sign * c.live::int, sign * c.hops, sign * (c.hops > 0)::int
    where not c.sealed
$$;
create function count_outcome(sign bigint, o outcomes) returns void language sql as $$
    insert into sum_changes (day, agency_id, department_id, kind, channel,
        answered, late, transferred, closed, withdrawn, merged, allowed_minutes, saved_minutes)
    select (o.ended_at + 32400000000) / 86400000000, coalesce(o.agency_id, ''), coalesce(o.department_id, ''),
        coalesce(o.kind, ''), o.channel,
        sign * (o.stage = 'answered')::int, sign * o.late::int, sign * (o.stage = 'transferred')::int,
        sign * (o.stage = 'closed')::int, sign * (o.stage = 'withdrawn')::int, sign * (o.stage = 'merged')::int,
        sign * coalesce(o.allowed_minutes, 0), sign * coalesce(o.saved_minutes, 0)
    where not o.sealed
$$;
create function complaints_counted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then perform count_complaint(-1, old); end if;
    if tg_op <> 'DELETE' then perform count_complaint(1, new); end if;
    return null;
end $$;
create function outcomes_counted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then perform count_outcome(-1, old); end if;
    if tg_op <> 'DELETE' then perform count_outcome(1, new); end if;
    return null;
end $$;
create trigger complaints_come_and_go after insert or delete on complaints
    for each row execute function complaints_counted();
create trigger complaints_change after update on complaints
    for each row when ((old.sealed, old.agency_id, old.department_id, old.kind, old.channel, old.dated_at, old.live, old.hops)
        is distinct from (new.sealed, new.agency_id, new.department_id, new.kind, new.channel, new.dated_at, new.live, new.hops))
    execute function complaints_counted();
-- Written and taken back, never changed.
create trigger outcomes_come_and_go after insert or delete on outcomes
    for each row execute function outcomes_counted();

-- What is late now changes by itself from minute to minute: it is counted where it lies.
create index complaints_overdue on complaints (due_at, id, dated_at, agency_id, department_id, kind, channel)
    where live and not sealed;
