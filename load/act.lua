-- 접수 with each request, of a complaint that nobody has touched; idle when none is left.

dofile("common.lua")

local body = '{"kind":"inquiry"}'
local run = os.getenv("BENCH_RUN")
local lines = lines_of("BENCH_LINES")
wrk.headers["Content-Type"] = "application/json"

function request()
  about_to_ask()
  local path, version = (lines[asked] or ""):match("^(%S+) (%S+)$")
  -- An empty request is never sent: this connection waits until the time is up.
  if not path then return "" end
  wrk.headers["Idempotency-Key"] = run .. "-" .. asked
  wrk.headers["If-Match"] = '"' .. version .. '"'
  return wrk.format("POST", path, nil, body)
end
