-- Takes one complaint after the other from filing to its answer; what is counted is a whole way, not a request.

dofile("common.lua")
dofile("steps.lua")

unit = steps_each

function request()
  about_to_ask()
  return step()
end

function response(status, headers, body)
  stepped(status, body)
end
