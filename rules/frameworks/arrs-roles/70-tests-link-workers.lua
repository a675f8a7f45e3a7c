-- Link workers: what the network ensures of them, and whom it recruits.
-- `until` is a word of Lua itself, so as a name it is written ["until"].

local day = "2026-09-01"

for _, gate in ipairs { "arrs-link-worker", "recruit-link-worker" } do
  test("whoever has everything passes: " .. gate) { as_of = day, gate = gate, person = { meeting(gate) }, expect = eligible }
  test("each thing is needed: " .. gate) { as_of = day, each_missing = gate }
end

local everything = { "in_role:social-prescribing-link-worker", "trained:elfh-social-prescribing",
  "trained:pci-link-worker-training", "evidenced:peer-support-network" }

-- Somebody who has everything, each part as `with` says where it says anything.
local function link_worker(with)
  return {
    with.post or record "role" { "social-prescribing-link-worker", on = "2026-01-05" },
    with.online or trained { "elfh-social-prescribing", on = "2026-02-02" },
    with.training or trained { "pci-link-worker-training", on = "2026-03-02", outcome = "enrolled" },
    with.network or evidenced { "peer-support-network", on = "2026-06-01", method = "attendance-record" },
  }
end
local function missing(id)
  return not_eligible { only = { id } }
end

test "exactly this is enough of a link worker" {
  as_of = day, gate = "arrs-link-worker", person = link_worker {},
  expect = eligible { ["until"] = "2027-06-01", changes_to = "not-eligible" },
}
test "exactly this is missing of a link worker where there is nothing" {
  as_of = day, gate = "arrs-link-worker", person = {}, expect = not_eligible { only = everything },
}
test "what a link worker should know in outline is in nobody's way" {
  as_of = day, gate = "arrs-link-worker",
  person = { trained { "awareness-carers", "awareness-arts", "awareness-mental-health", on = "2026-03-02" },
    signed_off { "competency-support", on = "2026-03-02", as = "manager" } },
  expect = not_eligible { only = everything },
}

-- The post -----------------------------------------------------------------------------------------

for name, post in pairs {
  ["another of the three jobs"] = record "role" { "care-coordinator", on = "2026-01-05" },
  ["a post that ended yesterday"] = record "role" { "social-prescribing-link-worker", on = "2026-01-05",
    ["until"] = "2026-08-31" },
} do
  test("not a link worker's post: " .. name) {
    as_of = day, gate = "arrs-link-worker", person = link_worker { post = post },
    expect = missing "in_role:social-prescribing-link-worker",
  }
end
test "the last day in the post" {
  as_of = day, gate = "arrs-link-worker",
  person = link_worker { post = record "role" { "social-prescribing-link-worker", on = "2026-01-05", ["until"] = day } },
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "the first day in the post" {
  as_of = day, gate = "arrs-link-worker",
  person = link_worker { post = record "role" { "social-prescribing-link-worker", on = day } }, expect = eligible,
}

-- Training -----------------------------------------------------------------------------------------

for _, outcome in ipairs { "enrolled", "undertaking", "failed" } do
  test("the online learning must be over: " .. outcome) {
    as_of = day, gate = "arrs-link-worker",
    person = link_worker { online = trained { "elfh-social-prescribing", on = "2026-02-02", outcome = outcome } },
    expect = missing "trained:elfh-social-prescribing",
  }
end
for _, outcome in ipairs { "enrolled", "undertaking", "completed" } do
  test("a link worker's training may have come so far: " .. outcome) {
    as_of = day, gate = "arrs-link-worker",
    person = link_worker { training = trained { "pci-link-worker-training", on = "2026-03-02", outcome = outcome } },
    expect = eligible,
  }
end
test "a link worker who failed the training is no longer undertaking it" {
  as_of = day, gate = "arrs-link-worker",
  person = { link_worker {}, trained { "pci-link-worker-training", on = "2026-07-06", outcome = "failed" } },
  expect = missing "trained:pci-link-worker-training",
}
test "a training that begins tomorrow is not under way" {
  as_of = day, gate = "arrs-link-worker",
  person = link_worker { training = trained { "pci-link-worker-training", on = "2026-09-02", outcome = "enrolled" } },
  expect = not_eligible { only = { "trained:pci-link-worker-training" }, ["until"] = day, changes_to = "eligible" },
}

-- Peer networks ------------------------------------------------------------------------------------

local function attended(on, fields)
  fields = fields or {}
  return evidenced { "peer-support-network", on = on, method = fields.method or "attendance-record", outcome = fields.outcome }
end

test "the last day on which attendance counts" {
  as_of = day, gate = "arrs-link-worker", person = link_worker { network = attended "2025-09-01" },
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "the first day on which it does not" {
  as_of = day, gate = "arrs-link-worker", person = link_worker { network = attended "2025-08-31" },
  expect = missing "evidenced:peer-support-network",
}
for name, network in pairs {
  ["another kind of proof"] = attended("2026-06-01", { method = "work-examples" }),
  ["an attendance that nobody verified"] = attended("2026-06-01", { outcome = "submitted" }),
  ["a sign-off"] = signed_off { "peer-support-network", on = "2026-06-01", as = "manager" },
} do
  test("no proof of attending: " .. name) {
    as_of = day, gate = "arrs-link-worker", person = link_worker { network = network },
    expect = missing "evidenced:peer-support-network",
  }
end
test "an organisation may ask for four meetings a year" {
  as_of = day, gate = "arrs-link-worker", person = link_worker { network = monthly("evidence",
    { "peer-support-network", outcome = "verified", method = "attendance-record" }, "2026-05-04", 3) },
  parameters = { ["network-attendance"] = 4 }, expect = missing "evidenced:peer-support-network",
}
test "and four are four" {
  as_of = day, gate = "arrs-link-worker", person = link_worker { network = monthly("evidence",
    { "peer-support-network", outcome = "verified", method = "attendance-record" }, "2026-05-04", 4) },
  parameters = { ["network-attendance"] = 4 }, expect = eligible { ["until"] = "2027-05-04" },
}
for _, name in ipairs { "network-attendance", "network-attendance-within", "network-proof" } do
  test("trap 6: how often somebody attends is for the organisation to say: " .. name) {
    as_of = day, gate = "arrs-link-worker", person = link_worker {}, parameters = { [name] = unset },
    expect = indeterminate { parameter = name },
  }
end

-- Recruitment --------------------------------------------------------------------------------------

local committed = signed_off { "commitment-to-development", on = "2026-08-03", as = "manager" }
local no_level_3 = not_eligible { only = { "qualified:nvq-level-3", "trained:level-3-study" } }

test "exactly this is missing of a recruit where there is nothing" {
  as_of = day, gate = "recruit-link-worker", person = {},
  expect = not_eligible { only = { "qualified:nvq-level-3", "trained:level-3-study", "signed_off:commitment-to-development" } },
}
for level, expect in pairs { [2] = no_level_3, [3] = eligible, [4] = eligible } do
  test("trap 4: an award at RQF level " .. level) {
    as_of = day, gate = "recruit-link-worker",
    person = { qualified { "nvq-level-3", on = "2015-07-01", value = level }, committed }, expect = expect,
  }
end
test "an award whose level nobody wrote down has that of its name" {
  as_of = day, gate = "recruit-link-worker", person = { qualified { "nvq-level-3", on = "2015-07-01" }, committed },
  expect = eligible,
}
for _, outcome in ipairs { "enrolled", "undertaking" } do
  test("being on the way to level 3 is enough: " .. outcome) {
    as_of = day, gate = "recruit-link-worker",
    person = { trained { "level-3-study", on = "2026-08-03", outcome = outcome }, committed }, expect = eligible,
  }
end
test "whoever has finished has the award, and records that" {
  as_of = day, gate = "recruit-link-worker",
  person = { trained { "level-3-study", on = "2026-08-03", outcome = "completed" }, committed }, expect = no_level_3,
}
test "whoever failed is no longer on the way" {
  as_of = day, gate = "recruit-link-worker",
  person = { trained { "level-3-study", on = "2026-02-03", outcome = "undertaking" },
    trained { "level-3-study", on = "2026-08-03", outcome = "failed" }, committed },
  expect = no_level_3,
}
test "coaching, taught or practised, takes no essential item's place" {
  as_of = day, gate = "recruit-link-worker",
  person = { trained { "motivational-coaching-training", on = "2026-03-02" },
    experienced { "motivational-coaching-experience", on = "2020-01-06" }, committed },
  expect = no_level_3,
}
test "commitment is not for peers to confirm" {
  as_of = day, gate = "recruit-link-worker",
  person = { qualified { "nvq-level-3", on = "2015-07-01" },
    signed_off { "commitment-to-development", on = "2026-08-03", as = "peer" } },
  expect = missing "signed_off:commitment-to-development",
}
