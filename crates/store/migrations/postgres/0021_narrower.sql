-- Lists and searches find what they are narrowed to in an index, without a look at the files beside it: kind and channel
-- pass there, and a search takes the places of what passes (`ordinal`) from it. What is live is little, and its
-- indexes hold nothing else: who asks for it says `live` in these words.
drop index complaints_of_stage_dated;
create index complaints_of_stage_dated on complaints (sealed, stage, dated_at, id, kind, channel, ordinal);
drop index complaints_of_agency_dated;
create index complaints_of_agency_dated on complaints (sealed, agency_id, dated_at, id, kind, channel, ordinal);
drop index complaints_of_department_dated;
create index complaints_of_department_dated on complaints (sealed, department_id, dated_at, id, kind, channel, ordinal);
drop index complaints_of_handler_dated;
create index complaints_of_handler_dated on complaints (sealed, handler_id, dated_at, id, kind, channel, ordinal);
drop index complaints_taken_in;
create index complaints_taken_in on complaints
    (sealed, dated_at, agency_id, department_id, kind, channel, live, due_at, hops, ordinal);

drop index complaints_of_department_due;
create index complaints_of_department_due on complaints (sealed, department_id, due_at, id) where live;
drop index complaints_of_agency_due;
create index complaints_of_agency_due on complaints (sealed, agency_id, due_at, id) where live;
drop index complaints_of_handler_due;
create index complaints_of_handler_due on complaints (sealed, handler_id, due_at, id) where live;
drop index complaints_due;
create index complaints_due on complaints (sealed, due_at, id) where live;

-- By the usual fifth a large table is vacuumed after months, and until then every read of an index alone looks at the file
-- as well; a queue that fills and empties is never large enough to be looked at rightly.
alter table complaints set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
alter table desk_items set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.01);
alter table outcomes set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table events set (autovacuum_vacuum_insert_scale_factor = 0.05);
alter table access_log set (autovacuum_vacuum_insert_scale_factor = 0.05);
alter table outbox set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
alter table dispatches set (autovacuum_vacuum_scale_factor = 0.01);
alter table sum_changes set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table stage_changes set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table search_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table sessions set (autovacuum_vacuum_scale_factor = 0.05);
