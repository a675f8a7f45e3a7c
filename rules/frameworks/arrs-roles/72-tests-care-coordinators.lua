-- Coordinators: training, partnership, ten responsibilities and six duties of the network.

local day = "2026-09-01"
local gate_name = "arrs-care-coordinator"

test "whoever has everything is a coordinator under the scheme" {
  as_of = day, gate = gate_name, person = { meeting(gate_name) }, expect = eligible,
}
test "each thing is needed of a coordinator" { as_of = day, each_missing = gate_name }

local items = { "role-partnership",
  "resp-population-health", "resp-decision-aids", "resp-single-plan", "resp-manage-needs", "resp-work-and-benefits",
  "resp-activation", "resp-self-management-access", "resp-personal-budgets", "resp-coordination-navigation",
  "resp-mdt-coordination",
  "receiving-safeguarding", "receiving-belonging", "named-first-contact", "gp-supervision", "concerns-with-gp",
  "identity-known" }
local wider = { "wider-caseload", "wider-raise-awareness-tools", "wider-raise-awareness-patients" }

-- These items but for one, signed off.
local function signed(list, but, as)
  local fields = { on = "2026-03-02", as = as or "manager" }
  for _, id in ipairs(list) do
    if id ~= but then fields[#fields + 1] = id end
  end
  return signed_off(fields)
end
local function ids(list, more)
  local all_ids = more or {}
  for _, id in ipairs(list) do all_ids[#all_ids + 1] = "signed_off:" .. id end
  return all_ids
end

local in_post = record "role" { "care-coordinator", on = "2026-01-05" }
local function learning(outcome)
  return trained { "pci-care-coordination", on = "2026-03-02", outcome = outcome }
end

test "exactly this is enough of a coordinator" {
  as_of = day, gate = gate_name, person = { in_post, learning "enrolled", signed(items) }, expect = eligible,
}
test "exactly this is missing of a coordinator where there is nothing" {
  as_of = day, gate = gate_name, person = {},
  expect = not_eligible { only = ids(items, { "in_role:care-coordinator", "trained:pci-care-coordination" }) },
}
for _, id in ipairs(items) do
  test("each sign-off is needed of a coordinator: " .. id) {
    as_of = day, gate = gate_name, person = { in_post, learning "enrolled", signed(items, id) },
    expect = not_eligible { only = { "signed_off:" .. id } },
  }
end
for _, as in ipairs { "supervisor", "assessor", "manager" } do
  test("capacities that sign off for the network: " .. as) {
    as_of = day, gate = gate_name, person = { in_post, learning "enrolled", signed(items, nil, as) }, expect = eligible,
  }
end
test "peers do not sign off for the network" {
  as_of = day, gate = gate_name, person = { in_post, learning "enrolled", signed(items, nil, "peer") },
  expect = not_eligible { only = ids(items) },
}

-- Training -----------------------------------------------------------------------------------------

for _, outcome in ipairs { "enrolled", "undertaking", "completed" } do
  test("trap 7: enough of a coordinator's training here: " .. outcome) {
    as_of = day, gate = gate_name, person = { in_post, learning(outcome), signed(items) }, expect = eligible,
  }
end
test "trap 7: a coordinator who failed the training is no longer undertaking it" {
  as_of = day, gate = gate_name,
  person = { in_post, learning "undertaking", signed(items),
    trained { "pci-care-coordination", on = "2026-07-06", outcome = "failed" } },
  expect = not_eligible { only = { "trained:pci-care-coordination" } },
}

-- The post -----------------------------------------------------------------------------------------

test "the last day in a coordinator's post" {
  as_of = day, gate = gate_name,
  person = { record "role" { "care-coordinator", on = "2026-01-05", ["until"] = day }, learning "enrolled", signed(items) },
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "the day after" {
  as_of = day, gate = gate_name,
  person = { record "role" { "care-coordinator", on = "2026-01-05", ["until"] = "2026-08-31" }, learning "enrolled",
    signed(items) },
  expect = not_eligible { only = { "in_role:care-coordinator" } },
}
test "a first contact who is named no longer" {
  as_of = day, gate = gate_name,
  person = { in_post, learning "enrolled", signed(items, "named-first-contact"),
    signed_off { "named-first-contact", on = "2026-03-02", as = "manager", ["until"] = "2026-08-31" } },
  expect = not_eligible { only = { "signed_off:named-first-contact" } },
}

-- Wider responsibilities ---------------------------------------------------------------------------

local asked = { ["wider-responsibilities-required"] = true }

test "an organisation may ask for wider responsibilities" {
  as_of = day, gate = gate_name, person = { in_post, learning "enrolled", signed(items) }, parameters = asked,
  expect = not_eligible { only = ids(wider) },
}
for _, id in ipairs(wider) do
  test("each wider responsibility is needed then: " .. id) {
    as_of = day, gate = gate_name, person = { in_post, learning "enrolled", signed(items), signed(wider, id) },
    parameters = asked, expect = not_eligible { only = { "signed_off:" .. id } },
  }
end
test "whoever has them passes then" {
  as_of = day, gate = gate_name, person = { in_post, learning "enrolled", signed(items), signed(wider) },
  parameters = asked, expect = eligible,
}
test "trap 6: whether wider responsibilities are asked is for the organisation to say" {
  as_of = day, gate = gate_name, person = { in_post, learning "enrolled", signed(items) },
  parameters = { ["wider-responsibilities-required"] = unset },
  expect = indeterminate { parameter = "wider-responsibilities-required" },
}
test "whoever has them need not wait for that decision" {
  as_of = day, gate = gate_name, person = { in_post, learning "enrolled", signed(items), signed(wider) },
  parameters = { ["wider-responsibilities-required"] = unset }, expect = eligible,
}
