-- What PostgreSQL says of a migrated database: to be read, not run.

-- access_anchors
seq bigint not null
hash text not null
at bigint not null
unique (seq)

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
index (account, at, seq)
index (account, seq)
index (at, seq)
index (subject, seq)
unique (seq)

-- access_reviews
id text not null
month text not null
reviewer_id text not null
remarks text not null
findings text not null
at bigint not null
index (month, at)
unique (id)

-- account_notice_attempts
notice_id text not null
ordinal bigint not null
channel text not null
answer text not null
success boolean not null
at bigint not null
unique (notice_id, ordinal)

-- account_notices
id text not null
officer_id text not null
change text not null
address text
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
index (created_at, id)
index (key_id, id)
index (officer_id, created_at, id)
index (state, next_at, id)
unique (delivery_key)
unique (id)

-- accounts
login text not null
officer_id text
petitioner_id text
password_hash text not null
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

-- answer_templates
id text not null
name text not null
kind text
category text
agency_id text
department_id text
body text not null
version bigint not null
ended_at bigint
changed_at bigint not null
changed_by text
index (agency_id, name, id)
index (name, id)
unique (id)

-- approval_documents
complaint_id text not null
round bigint not null
state text not null
sent_at bigint not null
document text
taken_at bigint
heard text
heard_at bigint
trouble text
trouble_at bigint
ask_at bigint not null
ended_at bigint
index (state, ask_at, complaint_id, round)
unique (complaint_id, round)

-- approval_routes
agency_id text not null
route text not null
changed_at bigint not null
changed_by text
unique (agency_id)

-- attachments
id text not null
complaint_id text
bundle text
part text not null
officer_id text
name text not null
type text not null
size bigint not null
digest text not null
preview boolean not null
arrived boolean not null
scan text not null
finding text
scan_at bigint
at bigint not null
index (at, id)
index (at, id)
index (bundle, at, id)
index (complaint_id, at, id)
index (scan_at, id)
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

-- categories
id text not null
name text not null
kind text
from_date text not null
until_date text
changed_at bigint not null
changed_by text
index (name, id)
unique (id)

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
ordinal bigint
keep_until text
anonymised_at bigint
index (dated_at, ordinal)
index (due_at, id, dated_at, agency_id, department_id, kind, channel)
index (external_number)
index (merged_into, id)
index (petitioner_id, sealed, dated_at, id)
index (place)
index (sealed, agency_id, dated_at, id, kind, channel, ordinal)
index (sealed, agency_id, due_at, id)
index (sealed, agency_id, stage, due_at, id)
index (sealed, channel, dated_at, id)
index (sealed, dated_at, agency_id, department_id, kind, channel, live, due_at, hops, ordinal)
index (sealed, dated_at, id)
index (sealed, department_id, dated_at, id, kind, channel, ordinal)
index (sealed, department_id, due_at, id)
index (sealed, department_id, stage, due_at, id)
index (sealed, due_at, id)
index (sealed, handler_id, dated_at, id, kind, channel, ordinal)
index (sealed, handler_id, due_at, id)
index (sealed, handler_id, stage, due_at, id)
index (sealed, stage, dated_at, id, kind, channel, ordinal)
index (sealed, stage, due_at, id)
index (visibility, stage, ended_at, id)
unique (application_number)
unique (id)
unique (number)
unique (ordinal)

-- connector_marks
system text not null
name text not null
value text not null
at bigint not null
unique (system, name)

-- departments
id text not null
agency_id text not null
code text not null
bureau text not null
name text not null
duties text not null
ended_at bigint
successor_id text
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

-- dispatches
id text not null
system text not null
message text not null
complaint_id text not null
event_seq bigint not null
key text not null
payload text not null
key_id text not null
state text not null
attempts bigint not null
answer text not null
created_at bigint not null
next_at bigint not null
locked_until bigint
settled_at bigint
index (complaint_id, created_at, id)
index (key_id, id)
index (system, settled_at, id)
index (system, state, next_at, id)
unique (id)
unique (key)

-- drafts
complaint_id text not null
officer_id text not null
result text not null
body text not null
saved_at bigint not null
remedy text not null
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
index (on_behalf_of, at, complaint_id, seq)
unique (complaint_id, seq)

-- exports
id text not null
officer_id text not null
list text not null
title text not null
query text not null
filter text not null
sort text not null
conditions text not null
state text not null
failure text
rows_done bigint not null
rows_expected bigint
cut boolean not null
attempts bigint not null
lease_until bigint
file_key text
size bigint
asked_at bigint not null
started_at bigint
finished_at bigint
expires_at bigint
remade bigint not null
index (asked_at, id)
index (expires_at, id)
index (finished_at, id)
index (officer_id, asked_at, id)
unique (id)

-- facts_versions
name text not null
version bigint not null
unique (name)

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

-- grant_requests
id text not null
officer_id text not null
role text not null
agency_id text not null
department_id text not null
reason text not null
asked_at bigint not null
state text not null
decided_by text
decided_for text
decided_at bigint
answer text
grant_id text
seen_at bigint
index (agency_id, state, asked_at, id)
index (officer_id, asked_at, id)
unique (id)
unique (officer_id, role, department_id)

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
granted_for text
reason text
ended_for text
end_reason text
index (agency_id, role, granted_at, id)
index (officer_id, from_date)
index (role, department_id, agency_id)
index (role, granted_at, id)
unique (id)

-- half_log_ins
token_hash text not null
officer_id text not null
expires_at bigint not null
index (expires_at)
index (officer_id)
unique (token_hash)

-- holds
id text not null
complaint_id text not null
reason text not null
put_by text not null
put_at bigint not null
lifted_by text
lifted_at bigint
lift_reason text
index (put_at, id)
unique (complaint_id)
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

-- inbound_messages
id text not null
system text not null
message_id text not null
kind text not null
digest text not null
payload text not null
key_id text not null
complaint_id text
state text not null
outcome text not null
said_at bigint not null
received_at bigint not null
next_at bigint not null
settled_at bigint
index (complaint_id, received_at, id)
index (key_id, id)
index (system, said_at, id)
index (system, state, next_at, id)
unique (id)
unique (system, message_id)

-- job_runs
name text not null
locked_until bigint
started_at bigint not null
finished_at bigint
result text
unique (name)

-- known_browsers
token_hash text not null
officer_id text not null
seen_at bigint not null
index (officer_id, seen_at)
index (seen_at)
unique (token_hash, officer_id)

-- log_in_tries
name text not null
origin text not null
wrong bigint not null
pauses bigint not null
since bigint not null
last_at bigint not null
locked_until bigint
index (last_at)
unique (name, origin)

-- monthly_checks
month text not null
place text not null
done_by text not null
done_at bigint not null
note text not null
unique (month, place)

-- notes
complaint_id text not null
seq bigint not null
kind text not null
ordinal bigint not null
text text not null
unique (complaint_id, seq, ordinal)

-- notice_texts
template text not null
reader text not null
channel text not null
subject text not null
body text not null
changed_at bigint not null
changed_by text
unique (template, reader, channel)

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
index (agency_id, name, id)
index (department_id, name, id)
index (name, id)
unique (id)
unique (login)

-- oidc_requests
state_hash text not null
next text not null
expires_at bigint not null
index (expires_at)
unique (state_hash)

-- openings
id text not null
at bigint not null
officer_id text not null
complaint_id text
petitioner_id text
what text not null
purpose text not null
index (at, officer_id)
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
channel_texts text
owed boolean not null
index (complaint_id, created_at, id)
index (created_at, id)
index (created_at, id)
index (key_id, id)
index (next_at, id)
index (state, created_at, id)
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

-- outcomes
complaint_id text not null
sealed boolean not null
agency_id text
department_id text
handler_id text
kind text
channel text not null
stage text not null
ended_at bigint not null
late boolean not null
allowed_minutes bigint
saved_minutes bigint
disposed boolean not null
index (agency_id, ended_at, complaint_id)
index (ended_at, complaint_id)
index (sealed, agency_id, ended_at, complaint_id)
index (sealed, department_id, ended_at, complaint_id)
index (sealed, ended_at, agency_id, department_id, kind, channel, stage, late, allowed_minutes, saved_minutes, complaint_id)
index (sealed, ended_at, complaint_id)
index (sealed, handler_id, ended_at, complaint_id)
unique (complaint_id)

-- passkey_challenges
challenge_hash text not null
given_to text not null
expires_at bigint not null
index (expires_at)
unique (challenge_hash)

-- passkeys
id text not null
officer_id text not null
credential text not null
public_key text not null
sign_count bigint not null
name text not null
made_at bigint not null
used_at bigint
index (officer_id, made_at)
unique (credential)
unique (id)

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

-- reconciliations
system text not null
day text not null
made_at bigint not null
differences bigint not null
sheet text not null
unique (system, day)

-- recovery_codes
officer_id text not null
code_hash text not null
unique (officer_id, code_hash)

-- reminders
complaint_id text not null
seq bigint not null
at bigint not null
agency_id text
department_id text
by_officer text
due_at bigint not null
index (agency_id, at, complaint_id, seq)
index (at, complaint_id, seq)
index (department_id, at, complaint_id, seq)
unique (complaint_id, seq)

-- retention_reviews
id text not null
complaint_id text not null
decision text not null
keep_until text
reason text not null
by_officer text not null
at bigint not null
index (complaint_id, at)
unique (id)

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

-- schema_serves
number bigint not null
oldest bigint not null
unique (number)

-- search_postings
key bigint not null
postings blob not null
unique (key)

-- search_queue
ordinal bigint not null
gone boolean not null
unique (ordinal)

-- search_segments
id bigint not null
chunk bigint not null
buckets bigint not null
documents bigint not null
filed_from bigint not null
filed_until bigint not null
live boolean not null
index (live, chunk, id)
unique (id)

-- second_factors
id text not null
secret text not null
key_id text not null
confirmed_at bigint
last_step bigint not null
index (key_id, id)
unique (id)

-- sessions
id text not null
token_hash text not null
officer_id text
petitioner_id text
created_at bigint not null
seen_at bigint not null
expires_at bigint not null
way text not null
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

-- staff_feeds
id text not null
came_at bigint not null
source text not null
by_officer text
state text not null
feed text
settled_at bigint
said text not null
index (came_at, id)
index (state, settled_at)
unique (id)

-- stage_changes
id bigint not null
agency_id text
department_id text
handler_id text
stage text not null
total bigint not null
unique (id)

-- stand_ins
id text not null
absent_id text not null
stand_in_id text not null
from_date text not null
until_date text not null
set_by text
set_at bigint not null
ended_at bigint
ended_by text
index (absent_id, from_date)
index (stand_in_id, from_date)
unique (id)

-- standing
place text not null
key text not null
stage text not null
total bigint not null
index (place)
unique (place, key, stage)

-- sum_changes
id bigint not null
day bigint not null
agency_id text not null
department_id text not null
kind text not null
channel text not null
taken_in bigint not null
live bigint not null
hops bigint not null
hopped bigint not null
answered bigint not null
late bigint not null
transferred bigint not null
closed bigint not null
withdrawn bigint not null
merged bigint not null
allowed_minutes bigint not null
saved_minutes bigint not null
unique (id)

-- sums
facet text not null
day bigint not null
agency_id text not null
key text not null
taken_in bigint not null
live bigint not null
hops bigint not null
hopped bigint not null
answered bigint not null
late bigint not null
transferred bigint not null
closed bigint not null
withdrawn bigint not null
merged bigint not null
allowed_minutes bigint not null
saved_minutes bigint not null
index (facet, day)
unique (facet, day, agency_id, key)

-- surveys
complaint_id text not null
agency_id text
department_id text
handler_id text
received_at bigint not null
answered boolean not null
ratings bigint not null
rating bigint
rated_at bigint
asked bigint not null
followed_up bigint not null
index (agency_id, received_at, complaint_id)
index (department_id, received_at, complaint_id)
index (handler_id, received_at, complaint_id)
index (received_at, complaint_id)
unique (complaint_id)

-- task_periods
id text not null
name text not null
period text not null
category text
basis text not null
from_date text not null
until_date text
changed_at bigint not null
changed_by text
index (name, id)
unique (id)

