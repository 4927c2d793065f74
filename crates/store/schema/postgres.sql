-- What PostgreSQL says of a migrated database: to be read, not run.

-- access_log
seq bigint not null
at bigint not null
account text
ip text
action text not null
subject text
outcome text not null
prev_hash text not null
hash text not null
index (account, seq)
index (at, seq)
unique (seq)

-- accounts
login text not null
officer_id text
petitioner_id text
password_hash text not null
failed bigint not null
locked_until bigint
must_change boolean not null
changed_at bigint not null
unique (login)
unique (officer_id)
unique (petitioner_id)

-- agencies
id text not null
code text not null
name text not null
kind text not null
unique (code)
unique (id)

-- attachments
id text not null
complaint_id text not null
name text not null
type text not null
size bigint not null
digest text not null
scan text not null
at bigint not null
index (complaint_id, at, id)
unique (id)

-- calendar_designations
date text not null
added_in bigint not null
removed_in bigint
name text not null
source text not null
unique (date, added_in)

-- calendar_versions
version bigint not null
at bigint not null
by_officer text
note text not null
unique (version)

-- chain_heads
name text not null
seq bigint not null
hash text not null
unique (name)

-- complaints
id text not null
application_number text not null
number text
version bigint not null
stage text not null
channel text not null
kind text
category text
visibility text not null
sealed boolean not null
agency_id text
department_id text
handler_id text
petitioner_id text not null
title text not null
body text not null
place text
external_number text
merged_into text
filed_at bigint not null
received_at bigint
due_at bigint not null
ended_at bigint
live boolean not null
dated_at bigint not null
last_event_at bigint not null
badge text
hops bigint not null
rating bigint
calendar_version bigint not null
file text not null
index (external_number)
index (merged_into, id)
index (petitioner_id, sealed, dated_at, id)
index (sealed, agency_id, dated_at, id)
index (sealed, agency_id, live, due_at, id)
index (sealed, agency_id, stage, due_at, id)
index (sealed, channel, dated_at, id)
index (sealed, dated_at, id)
index (sealed, department_id, dated_at, id)
index (sealed, department_id, live, due_at, id)
index (sealed, department_id, stage, due_at, id)
index (sealed, handler_id, dated_at, id)
index (sealed, handler_id, live, due_at, id)
index (sealed, handler_id, stage, due_at, id)
index (sealed, live, due_at, id)
index (sealed, stage, dated_at, id)
index (sealed, stage, due_at, id)
index (visibility, stage, ended_at, id)
unique (application_number)
unique (id)
unique (number)

-- departments
id text not null
agency_id text not null
code text not null
bureau text not null
name text not null
duties text not null
unique (agency_id, code)
unique (id)

-- desk_items
complaint_id text not null
item text not null
ordinal bigint not null
agency_id text
department_id text
officer_id text
due_at bigint not null
since bigint not null
index (item, agency_id, due_at, complaint_id, ordinal)
index (item, department_id, due_at, complaint_id, ordinal)
index (item, officer_id, due_at, complaint_id, ordinal)
unique (complaint_id, item, ordinal)

-- drafts
complaint_id text not null
officer_id text not null
result text not null
body text not null
saved_at bigint not null
unique (complaint_id)

-- events
complaint_id text not null
seq bigint not null
at bigint not null
name text not null
by_officer text
on_behalf_of text
data text not null
index (at)
unique (complaint_id, seq)

-- field_applications
id text not null
officer_id text not null
phone text not null
reason text not null
applied_at bigint not null
state text not null
answer text not null
decided_by text
decided_at bigint
index (officer_id, applied_at, id)
index (state, applied_at, id)
unique (id)

-- grants
id text not null
officer_id text not null
role text not null
agency_id text
department_id text
from_date text not null
until_date text
granted_by text
granted_at bigint not null
ended_by text
ended_at bigint
index (officer_id, from_date)
index (role, department_id, agency_id)
unique (id)

-- idempotency_keys
actor text not null
key text not null
request_hash text not null
response text not null
created_at bigint not null
index (created_at)
unique (actor, key)

-- imports
batch text not null
line bigint not null
number text not null
at bigint not null
unique (batch, line)

-- job_runs
name text not null
locked_until bigint
started_at bigint not null
finished_at bigint
result text
unique (name)

-- notes
complaint_id text not null
seq bigint not null
kind text not null
ordinal bigint not null
text text not null
unique (complaint_id, seq, ordinal)

-- number_series
series text not null
day text not null
last bigint not null
unique (series, day)

-- officers
id text not null
agency_id text not null
department_id text not null
login text not null
name text not null
title text not null
email text not null
phone text not null
duty text not null
origin text not null
active boolean not null
index (department_id, name, id)
unique (id)
unique (login)

-- openings
id text not null
at bigint not null
officer_id text not null
complaint_id text
petitioner_id text
what text not null
purpose text not null
index (complaint_id, at)
index (officer_id, at)
unique (id)

-- outages
id text not null
from_at bigint not null
until_at bigint
reason text not null
declared_by text
declared_at bigint not null
index (from_at)
unique (id)

-- outbox
id text not null
complaint_id text not null
event_seq bigint not null
audience text not null
officer_id text
petitioner_id text
channels text not null
subject text not null
body text not null
key_id text not null
delivery_key text not null
state text not null
attempts bigint not null
created_at bigint not null
next_at bigint not null
locked_until bigint
index (complaint_id, created_at, id)
index (key_id, id)
index (state, next_at, id)
unique (delivery_key)
unique (id)

-- outbox_attempts
notice_id text not null
ordinal bigint not null
channel text not null
answer text not null
success boolean not null
at bigint not null
unique (notice_id, ordinal)

-- petitioners
id text not null
name text
phone text
email text
address text
identity text
name_index text
phone_index text
email_index text
secret_hash text
key_id text not null
created_at bigint not null
erased_at bigint
index (email_index, id)
index (key_id, id)
index (name_index, id)
index (phone_index, id)
unique (id)

-- phrases
id text not null
officer_id text
department_id text
title text not null
text text not null
changed_by text not null
changed_at bigint not null
index (department_id, title, id)
index (officer_id, title, id)
unique (id)

-- preferences
officer_id text not null
name text not null
value text not null
changed_at bigint not null
unique (officer_id, name)

-- presence
complaint_id text not null
officer_id text not null
seen_at bigint not null
index (seen_at)
unique (complaint_id, officer_id)

-- pulses
complaint_id text not null
version bigint not null
at bigint not null
reach text not null
index (at)
unique (complaint_id, version)

-- saved_searches
id text not null
officer_id text not null
name text not null
query text not null
leads boolean not null
saved_at bigint not null
unique (id)
unique (officer_id, name)

-- schema_migrations
number bigint not null
name text not null
digest text not null
unique (number)

-- sessions
id text not null
token_hash text not null
officer_id text
petitioner_id text
created_at bigint not null
seen_at bigint not null
expires_at bigint not null
index (expires_at)
index (officer_id)
unique (id)
unique (token_hash)

-- settings
key text not null
value text not null
changed_at bigint not null
changed_by text
unique (key)

-- stand_ins
id text not null
absent_id text not null
stand_in_id text not null
from_date text not null
until_date text not null
set_by text
set_at bigint not null
ended_at bigint
index (absent_id, from_date)
index (stand_in_id, from_date)
unique (id)

