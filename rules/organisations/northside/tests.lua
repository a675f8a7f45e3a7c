-- What Northside decided, held by tests. They run on Northside's own ruleset; names are "framework/id".

local day = "2026-09-01"
local somerset = "somerset-social-prescribing/"

for _, level in ipairs { "entry", "early-career", "mid-career", "established" } do
  test("everything is decided up to here: " .. level) {
    as_of = day, level = somerset .. level, person = { meeting(somerset .. level) }, expect = eligible,
  }
end

test "the top is open until the board decides on a score" {
  as_of = day, level = somerset .. "wider-responsibilities",
  person = { meeting(somerset .. "wider-responsibilities") },
  expect = indeterminate { parameter = "dreyfus-level-3" },
}
test "whatever else is missing at the top is said all the same" {
  as_of = day, level = somerset .. "wider-responsibilities",
  person = { meeting(somerset .. "wider-responsibilities"), without = { "signed_off:l3-community-development" } },
  expect = not_eligible { only = { "signed_off:l3-community-development" } },
}

local function care_certificate(outcome)
  return { meeting(somerset .. "entry"), without = { "trained:care-certificate" },
    record "training" { "care-certificate", outcome = outcome, on = "2026-08-20" } }
end
test "having one's name down for the Care Certificate is not enough here" {
  as_of = day, level = somerset .. "entry", person = care_certificate "enrolled",
  expect = not_eligible { only = { "trained:care-certificate" } },
}
test "being at work on the Care Certificate is" {
  as_of = day, level = somerset .. "entry", person = care_certificate "undertaking", expect = eligible,
}

test "a three from a supervisor is enough at mid-career" {
  as_of = day, level = somerset .. "mid-career",
  person = { meeting(somerset .. "mid-career"), without = { "assessed:managing-setbacks" },
    record "assessment" { somerset .. "managing-setbacks", value = 3, on = "2026-06-01", by = "a-supervisor",
      as = "supervisor", method = "supervision-review" } },
  expect = eligible,
}
test "data security lapses after a year" {
  as_of = day, level = somerset .. "mid-career",
  person = { meeting(somerset .. "mid-career"), without = { "entry/trained:mand-data-security" },
    record "training" { "mand-data-security", outcome = "completed", on = "2025-09-15" } },
  expect = eligible { ["until"] = "2026-09-15", changes_to = "not-eligible" },
}

-- What Northside added at the top: two years in the post, to the day.
local function in_post(since)
  return { meeting(somerset .. "wider-responsibilities"), without = { "in_role:social-prescribing-link-worker" },
    record "role" { "social-prescribing-link-worker", on = since } }
end
test "wider responsibilities come after two years in the post" {
  as_of = day, level = somerset .. "wider-responsibilities", person = in_post "2024-09-02",
  expect = not_eligible { only = { "in_role:social-prescribing-link-worker" }, ["until"] = "2026-09-01",
    changes_to = "indeterminate" },
}
test "two years to the day are two years" {
  as_of = day, level = somerset .. "wider-responsibilities", person = in_post "2024-09-01",
  expect = indeterminate { parameter = "dreyfus-level-3" },
}
