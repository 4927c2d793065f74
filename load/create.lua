-- Files a complaint with each request: another title, body and petitioner every time.

dofile("common.lua")

local run = os.getenv("BENCH_RUN")
local bodies = lines_of("BENCH_LINES")
wrk.headers["Content-Type"] = "application/json"

function request()
  about_to_ask()
  wrk.headers["Idempotency-Key"] = run .. "-" .. asked
  local body = bodies[(asked - 1) % #bodies + 1]:gsub("@", tostring(asked))
  return wrk.format("POST", "/api/v1/complaints", nil, body)
end
