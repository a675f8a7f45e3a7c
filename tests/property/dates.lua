-- SPDX-License-Identifier: MIT
-- Civil days for the reference evaluator: a calendar counted out day by day, so that no formula can be wrong.
-- A day is a whole number, 0 = 1970-01-01. Source of the rules: design "Day arithmetic".
local dates = {}

local FIRST_YEAR, LAST_YEAR = 1900, 2260

local year_of, month_of, date_of = {}, {}, {} -- by day
local first_of = {} -- [year * 12 + month - 1] = the day of its 1st
local length_of = {} -- … = how many days it has

local function is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

local function month_length(year, month)
  if month == 2 then
    return is_leap(year) and 29 or 28
  end
  if month == 4 or month == 6 or month == 9 or month == 11 then
    return 30
  end
  return 31
end

local function count_out()
  local before_1970 = 0
  for year = FIRST_YEAR, 1969 do
    before_1970 = before_1970 + (is_leap(year) and 366 or 365)
  end
  local day = -before_1970
  for year = FIRST_YEAR, LAST_YEAR do
    for month = 1, 12 do
      local index = year * 12 + month - 1
      first_of[index] = day
      length_of[index] = month_length(year, month)
      for date = 1, length_of[index] do
        year_of[day], month_of[day], date_of[day] = year, month, date
        day = day + 1
      end
    end
  end
end
count_out()

function dates.of(year, month, date)
  return first_of[year * 12 + month - 1] + date - 1
end

function dates.split(day)
  return year_of[day], month_of[day], date_of[day]
end

function dates.text(day)
  return string.format("%04d-%02d-%02d", dates.split(day))
end

-- "2026-09-01" as a day.
function dates.parse(text)
  local year, month, date = text:match("^(%d+)-(%d+)-(%d+)$")
  return dates.of(tonumber(year), tonumber(month), tonumber(date))
end

-- The 1st of the month that lies `months` after (before, when negative) the month of `day`.
function dates.month_start(day, months)
  return first_of[year_of[day] * 12 + month_of[day] - 1 + months]
end

-- day + span, a span being { count =, unit = "days" | "weeks" | "months" | "years" }: calendar months and years keep the
-- day of the month, clamped to the month's last day.
function dates.add(day, span)
  if span.unit == "days" then
    return day + span.count
  end
  if span.unit == "weeks" then
    return day + 7 * span.count
  end
  local months = span.unit == "years" and 12 * span.count or span.count
  local index = year_of[day] * 12 + month_of[day] - 1 + months
  return first_of[index] + math.min(date_of[day], length_of[index]) - 1
end

-- The first day d with d + span >= day: where a window begins that looks back one span, counted forward.
function dates.window_start(day, span)
  local unit = span.unit == "days" and 1 or span.unit == "weeks" and 7 or span.unit == "months" and 31 or 366
  local early, late = day - 32 - unit * span.count, day -- too early; late enough
  while late - early > 1 do
    local middle = (early + late) // 2
    if dates.add(middle, span) < day then
      early = middle
    else
      late = middle
    end
  end
  return late
end

return dates
