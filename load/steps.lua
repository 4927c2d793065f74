-- One complaint's way from filing to its answer, a request a step, each as the person whose step it is.
--
-- A thread has one complaint under way at a time and one connection, so the next answer is always to the last
-- request. A request that got no answer is asked again under the same key and is done once.

local run = os.getenv("BENCH_RUN")
local filings = lines_of("BENCH_FILINGS")

local function act(who, name, stage, body)
  local headers = headers_of(who)
  headers["Content-Type"] = "application/json"
  return { headers = headers, path = "/acts/" .. name, expect = '"stage":"' .. stage .. '"', body = body }
end

local filing = headers_of("citizen")
filing["Content-Type"] = "application/json"

local steps = {
  { headers = filing, path = "", expect = '"secret":' },
  act("receiver", "receive", "received", '{"kind":"inquiry"}'),
  act("receiver", "distribute", "at_department", os.getenv("BENCH_DISTRIBUTE")),
  act("manager", "assign", "assigned", os.getenv("BENCH_ASSIGN")),
  act("handler", "accept", "accepted", "{}"),
  act("handler", "send-for-approval", "approval_sent", os.getenv("BENCH_ANSWER")),
  act("approver", "approval-started", "approval_pending", "{}"),
  act("approver", "approve", "answered", "{}"),
}
steps_each = #steps

local at, lives = 1, 1
local number, version

-- Complaints of this thread that were answered.
completed = 0

function step()
  local this = steps[at]
  local headers, body, path = this.headers, this.body, "/api/v1/complaints"
  headers["Idempotency-Key"] = ("%s-%d-%d-%d"):format(run, id, lives, at)
  if at == 1 then
    body = filings[lives % #filings + 1]:gsub("@", ("%d%04d"):format(lives, id))
  else
    path = path .. "/" .. number .. this.path
    headers["If-Match"] = '"' .. version .. '"'
  end
  return wrk.format("POST", path, headers, body)
end

-- Counts the answer to the last step; whether it was a right one. A complaint on which anything goes wrong is left where it is.
function stepped(status, body)
  local right = count(status, body, steps[at].expect)
  if right then
    number, version = body:match('"number":"(%w+)"'), body:match('"version":(%d+)')
  end
  if right and at < #steps then
    at = at + 1
    return right
  end
  if right then completed = completed + 1 end
  at, lives = 1, lives + 1
  return right
end
