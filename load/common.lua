-- What every point shares: how its requests are headed, what is counted, and the line told at the end.
--
-- wrk runs one thread, so the variables below are its only state. `done` runs in another Lua state and asks
-- the thread for them; that is why they are global.

local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } bench_instant;
  int clock_gettime(int clock, bench_instant *instant);
]]

local MONOTONIC = 1
-- Longest piece of a refused answer that is told, in bytes.
local SHOWN = 300

local instant = ffi.new("bench_instant")

local function now_us()
  ffi.C.clock_gettime(MONOTONIC, instant)
  return tonumber(instant.seconds) * 1e6 + tonumber(instant.nanoseconds) / 1e3
end

asked, answered, refused = 0, 0, 0
began_us, ended_us = 0, 0
first_refusal = ""

local who, token = os.getenv("BENCH_AS"), os.getenv("BENCH_TOKEN")
if who == "browser" then
  wrk.headers["Accept"] = "text/html"
  wrk.headers["Accept-Encoding"] = "gzip"
  wrk.headers["Cookie"] = "session=" .. token
else
  wrk.headers["Accept"] = "application/json"
end
if who == "officer" then
  wrk.headers["Authorization"] = "Bearer " .. token
end

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

function response(status, headers, body)
  ended_us = now_us()
  answered = answered + 1
  if status < 200 or status > 299 then
    refused = refused + 1
    if first_refusal == "" then
      first_refusal = status .. " " .. body:sub(1, SHOWN):gsub("%s+", " ")
    end
  end
end

local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
end

-- Our own window, from the first request to the last answer: wrk's goes on after a pool is used up.
function done(summary, latency)
  local thread, lost = threads[1], summary.errors
  print(string.format(
    "measured answered=%.0f window_us=%.0f p50_us=%.0f p95_us=%.0f p99_us=%.0f max_us=%.0f refused=%.0f lost=%.0f first_refusal=%s",
    thread:get("answered"), thread:get("ended_us") - thread:get("began_us"),
    latency:percentile(50), latency:percentile(95), latency:percentile(99), latency.max,
    thread:get("refused"), lost.connect + lost.read + lost.write + lost.timeout,
    thread:get("first_refusal")))
end
