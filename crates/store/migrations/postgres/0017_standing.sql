-- How much stands at each stage of the city, an agency, a department or a desk, so that 처리현황 does not count an archive.
-- As with the sums by day: what it must equal is a view, triggers write what changes, a worker adds it.

create table standing (
    -- 'city', 'agency', 'department', 'handler'.
    place text not null,
    -- Whose it is; empty for the city.
    key   text not null,
    stage text not null,
    total bigint not null,
    primary key (place, key, stage)
);
-- Lines that came to nothing, to be taken away.
create index standing_spent on standing (place) where total = 0;

-- Not added yet: every count reads them beside what stands.
create table stage_changes (
    id            bigint generated always as identity primary key,
    agency_id     text,
    department_id text,
    handler_id    text,
    stage         text not null,
    total         bigint not null
);

-- What stands as it must be.
create view standing_due as
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

-- What stands as it is, with what is not added yet.
create view standing_now as
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

insert into standing select * from standing_due;

create function count_stage(sign bigint, c complaints) returns void language sql as $$
    insert into stage_changes (agency_id, department_id, handler_id, stage, total)
    select c.agency_id, c.department_id, c.handler_id, c.stage, sign where not c.sealed
$$;
create function complaints_stood() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then perform count_stage(-1, old); end if;
    if tg_op <> 'DELETE' then perform count_stage(1, new); end if;
    return null;
end $$;
create trigger complaints_stand_and_fall after insert or delete on complaints
    for each row execute function complaints_stood();
create trigger complaints_step after update on complaints
    for each row when ((old.sealed, old.agency_id, old.department_id, old.handler_id, old.stage)
        is distinct from (new.sealed, new.agency_id, new.department_id, new.handler_id, new.stage))
    execute function complaints_stood();
