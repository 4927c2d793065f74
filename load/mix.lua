-- An office's day: reads of every kind by their share, and between them complaints taken a step further.
--
-- Without BENCH_RATE a connection asks again as soon as it has its answer. With it requests come by chance, so many a
-- second of all threads together and more during the burst, whether the ones before were answered or not: what
-- finds its connection busy waits, and its waiting counts. Each of these answers is written down.

dofile("common.lua")
dofile("steps.lua")

local STEP = "step"
local RIGHT, LIMITED, WRONG, OPEN = "right", "limited", "wrong", "open"

local reads = {}
for _, line in ipairs(lines_of("BENCH_LINES")) do
  local name, who, expect, path = line:match("^([^\t]+)\t([^\t]+)\t([^\t]+)\t([^\t]+)$")
  local read = reads[name] or { headers = headers_of(who), expect = expect, paths = {} }
  reads[name] = read
  read.paths[#read.paths + 1] = path
end

local shares, whole = {}, 0
for name, share in os.getenv("BENCH_SHARES"):gmatch("(%S+)=(%d+)") do
  shares[#shares + 1] = { name = name, share = tonumber(share) }
  whole = whole + tonumber(share)
end

local function chosen()
  local at = math.random(whole)
  for _, it in ipairs(shares) do
    at = at - it.share
    if at <= 0 then return it.name end
  end
end

function init()
  math.randomseed(tonumber(os.getenv("BENCH_SEED")) + id)
end

-- What the request under way is, and since when it waits for its answer.
local doing, since_us

function request()
  about_to_ask()
  doing = chosen()
  since_us = since_us or now_us()
  if doing == STEP then return step() end
  local read = reads[doing]
  return wrk.format("GET", read.paths[math.random(#read.paths)], read.headers)
end

-- Of every answer that was paced: when it was due in seconds, how long it took in milliseconds, what it was.
due_s, took_ms, outcome = {}, {}, {}
-- The next one, which is not answered yet.
due = 0

local rate = tonumber(os.getenv("BENCH_RATE") or "")

function response(status, headers, body)
  local right
  if doing == STEP then right = stepped(status, body) else right = count(status, body, reads[doing].expect) end
  if rate then
    local at = #due_s + 1
    due_s[at], took_ms[at] = due, (now_us() - since_us) / 1e3
    outcome[at] = right and RIGHT or (status == 429 and LIMITED or WRONG)
  end
  since_us = nil
end

if rate then
  local each = rate / tonumber(os.getenv("BENCH_THREADS"))
  local from, to, times = os.getenv("BENCH_BURST"):match("^(%d+) (%d+) (%d+)$")
  from, to, times = tonumber(from), tonumber(to), tonumber(times)
  local begun_us

  -- When the next request comes after one at this second. Time runs quicker during the burst; a wait that reaches
  -- into it or out of it is shortened or drawn out for that part.
  local function next_after(at)
    local left = -math.log(1 - math.random())
    while true do
      local pace, until_s = each, math.huge
      if at < from then until_s = from elseif at < to then pace, until_s = each * times, to end
      if at + left / pace <= until_s then return at + left / pace end
      left, at = left - (until_s - at) * pace, until_s
    end
  end

  function delay()
    begun_us = begun_us or now_us()
    due = next_after(due)
    local due_us = begun_us + due * 1e6
    local wait_us = due_us - now_us()
    -- Late already: it has waited since it was due. Otherwise it waits from when it is sent.
    since_us = wait_us <= 0 and due_us or nil
    return math.max(0, math.ceil(wait_us / 1e3))
  end
end

local tell = done

function done(summary, latency)
  if rate then
    local file = assert(io.open(os.getenv("BENCH_SAMPLES"), "w"))
    for _, thread in ipairs(threads) do
      local dues, tooks, outcomes = thread:get("due_s"), thread:get("took_ms"), thread:get("outcome")
      for at = 1, #dues do file:write(("%.6f %.3f %s\n"):format(dues[at], tooks[at], outcomes[at])) end
      file:write(("%.6f 0 %s\n"):format(thread:get("due"), OPEN))
    end
    file:close()
  end
  tell(summary, latency)
end
