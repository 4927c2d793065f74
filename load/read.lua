-- Reads one of many addresses, at random but the same ones in every run.

dofile("common.lua")

local paths = lines_of("BENCH_LINES")
math.randomseed(tonumber(os.getenv("BENCH_SEED")))

function request()
  about_to_ask()
  return wrk.format("GET", paths[math.random(#paths)])
end
