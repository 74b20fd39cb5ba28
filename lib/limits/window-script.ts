/**
 * One decision of an exact sliding window, atomic in Redis: a list of the times (ms) of the counted
 * requests, oldest first, by the clock of Redis so that the clocks of our processes do not matter.
 * KEYS: the list. ARGV: limit, window in ms, 1 to count or 0 to look, our clock in ms for a Redis that
 * lets scripts ask no time. Answers {1 allowed or 0, requests left, ms until the oldest leaves}.
 */
export const WINDOW_SCRIPT = `
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local now = tonumber(ARGV[4])
local time = redis.pcall('TIME')
if not time.err then now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) end

local newest = redis.call('LINDEX', KEYS[1], -1)
if newest and tonumber(newest) > now then now = tonumber(newest) end
local oldest = redis.call('LINDEX', KEYS[1], 0)
while oldest and tonumber(oldest) <= now - window do
  redis.call('LPOP', KEYS[1])
  oldest = redis.call('LINDEX', KEYS[1], 0)
end

local counted = redis.call('LLEN', KEYS[1])
local allowed = 0
if counted < limit then
  allowed = 1
  if ARGV[3] == '1' then
    redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
    redis.call('PEXPIRE', KEYS[1], window)
    counted = counted + 1
    oldest = oldest or now
  end
end
local wait = 0
if oldest then wait = tonumber(oldest) + window - now end
return {allowed, math.max(0, limit - counted), wait}
`;
