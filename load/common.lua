-- What every point shares: how its requests are headed, what is counted, and the line told at the end.
--
-- Each of wrk's threads has a state of its own, with the variables below. `done` runs in another state and asks
-- the threads for them; that is why they are global.

local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } bench_instant;
  int clock_gettime(int clock, bench_instant *instant);
]]

local MONOTONIC = 1
local TOO_MANY = 429
-- Longest piece of a refused answer that is told, in bytes.
local SHOWN = 300

local instant = ffi.new("bench_instant")

function now_us()
  ffi.C.clock_gettime(MONOTONIC, instant)
  return tonumber(instant.seconds) * 1e6 + tonumber(instant.nanoseconds) / 1e3
end

-- Which of the threads this is, from 1; told by `setup`.
id = 1
-- Requests that one of what is counted takes.
unit = 1
asked, answered, refused, limited = 0, 0, 0, 0
began_us, ended_us = 0, 0
first_refusal = ""

-- As whom a request goes: "citizen", or a role whose token we were told; "manager-browser" wants pages.
function headers_of(who)
  local role = who:match("^(%a+)-browser$")
  if role then
    local token = os.getenv("BENCH_TOKEN_" .. role:upper())
    return { ["Accept"] = "text/html", ["Accept-Encoding"] = "gzip", ["Cookie"] = "session=" .. token }
  end
  local headers = { ["Accept"] = "application/json" }
  if who ~= "citizen" then
    headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN_" .. who:upper())
  end
  return headers
end

local who, expected = os.getenv("BENCH_AS"), os.getenv("BENCH_EXPECT")
if who then wrk.headers = headers_of(who) end

-- The lines of the file that this point works through.
function lines_of(variable)
  local lines = {}
  for line in io.lines(os.getenv(variable)) do
    lines[#lines + 1] = line
  end
  return lines
end

-- Notes that a request is about to leave. The first call is wrk's rehearsal, which is never sent.
function about_to_ask()
  asked = asked + 1
  if asked <= 2 then began_us = now_us() end
end

-- Whether an answer holds what it should: a piece of text, or a compressed page.
local function holds(body, expect)
  if expect == "gzip" then return body:byte(1) == 31 and body:byte(2) == 139 end
  return body:find(expect, 1, true) ~= nil
end

-- Counts an answer; whether it was a right one.
function count(status, body, expect)
  ended_us = now_us()
  answered = answered + 1
  if status == TOO_MANY then
    limited = limited + 1
    return false
  end
  if status >= 200 and status <= 299 and holds(body, expect) then return true end
  refused = refused + 1
  if first_refusal == "" then
    local said = expect == "gzip" and "" or body:sub(1, SHOWN):gsub("%s+", " ")
    first_refusal = status .. " " .. said
  end
  return false
end

function response(status, headers, body)
  count(status, body, expected)
end

threads = {}

function setup(thread)
  threads[#threads + 1] = thread
  thread:set("id", #threads)
end

-- Our own window, from the first request to the last answer: wrk's goes on after a pool is used up.
function done(summary, latency)
  local sum = { answered = 0, refused = 0, limited = 0 }
  local first, last, said = math.huge, 0, ""
  for _, thread in ipairs(threads) do
    for name in pairs(sum) do sum[name] = sum[name] + thread:get(name) end
    local began = thread:get("began_us")
    if began > 0 then first = math.min(first, began) end
    last = math.max(last, thread:get("ended_us"))
    if said == "" then said = thread:get("first_refusal") end
  end
  local lost = summary.errors
  print(string.format(
    "measured answered=%.0f unit=%.0f window_us=%.0f p50_us=%.0f p95_us=%.0f p99_us=%.0f max_us=%.0f refused=%.0f limited=%.0f lost=%.0f first_refusal=%s",
    sum.answered, threads[1]:get("unit"), math.max(last - first, 0),
    latency:percentile(50), latency:percentile(95), latency:percentile(99), latency.max,
    sum.refused, sum.limited, lost.connect + lost.read + lost.write + lost.timeout, said))
end
