-- The newest letters of accounts stand in one order, those of one moment too.
drop index account_notices_by_time;
create index account_notices_by_time on account_notices (created_at, id);
