-- The newest letters of accounts stand in one order, those of one moment too.
drop index account_notices_by_time;
create index account_notices_by_time on account_notices (created_at, id);

-- Almost all letters have left: what looks for the others finds them in indexes that hold nothing else, and a letter
-- that leaves is written to five indexes and not to seven. Who asks says the state in these words.
drop index outbox_by_state;
create index outbox_by_state on outbox (next_at, id) where state = 'pending';
drop index outbox_by_state_and_creation;
create index outbox_by_state_and_creation on outbox (state, created_at, id) where state <> 'sent';
