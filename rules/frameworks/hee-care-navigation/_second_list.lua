-- What each tier asks for, written down a second time for the tests. `meeting` and `each_missing` follow whatever the
-- other files say; this list does not, so a statement that is lost there, or moved to another tier, is noticed.

local list = {}

list.essential = {
  "ess-clear-communication", "ess-warm-empathic", "ess-calm-in-distress", "ess-basic-holistic-assessment",
  "ess-accurate-records", "ess-present-information", "ess-adapt-communication", "ess-cultural-factors",
  "ess-common-terminology",
  "ess-current-service-information", "ess-local-referral-pathways", "ess-signpost-with-consent",
  "ess-seek-service-contacts", "ess-problem-solving-access",
  "ess-basic-support-needs", "ess-respect-preferences", "ess-strengths-and-resources", "ess-solution-focused",
  "ess-financial-basics",
  "ess-share-team-decisions", "ess-integrated-care-principles", "ess-contact-information", "ess-update-supervisor",
  "ess-care-plan-actions-supervised", "ess-re-refer",
  "ess-trusting-relationships", "ess-close-relationships", "ess-role-clarity", "ess-supportive-colleague",
  "ess-cross-sector-working", "ess-value-others-roles",
  "ess-vulnerable-groups-knowledge", "ess-mental-health-crisis-awareness", "ess-long-term-conditions",
  "ess-self-care-principle", "ess-wider-system-context", "ess-health-promotion",
  "ess-willing-to-learn", "ess-self-reflection", "ess-engage-in-appraisal",
  "ess-use-records", "ess-use-technology", "ess-data-protection", "ess-data-standards", "ess-prioritise-workload",
  "ess-audit-principles", "ess-administrative-order", "ess-maintain-directory",
}

list.enhanced = {
  "enh-behaviour-change", "enh-resolve-conflict", "enh-assert-ideas",
  "enh-detailed-local-services", "enh-persistence-with-barriers", "enh-help-with-barriers",
  "enh-feedback-to-colleagues",
  "enh-holistic-support-needs", "enh-identify-at-risk", "enh-care-plan-contribution", "enh-financial-signposting",
  "enh-care-plan-actions-minimal", "enh-mdt-communication",
  "enh-build-network", "enh-promote-sharing",
  "enh-healthy-lifestyle-advice", "enh-condition-and-integration-policy", "enh-mental-health-crisis-signs",
  "enh-mental-health-law",
  "enh-promote-navigation", "enh-constructive-feedback", "enh-contribute-to-training",
  "enh-manage-directory", "enh-analytical-skills", "enh-research-information", "enh-present-data",
  "enh-participate-in-audit",
}

list.expert = {
  "exp-behaviour-change", "exp-wide-audiences", "exp-manage-conflict",
  "exp-local-national-services", "exp-referral-arrangements", "exp-feedback-to-commissioners",
  "exp-standards-and-improvement", "exp-educate-on-access",
  "exp-financial-assistance", "exp-complex-needs-priorities", "exp-complex-needs-referral",
  "exp-care-plan-actions-unsupervised", "exp-chair-mdt", "exp-oversee-pathway",
  "exp-networking-opportunities", "exp-collaboration-opportunities", "exp-role-model-for-team",
  "exp-public-health-issues", "exp-comprehensive-policy", "exp-policy-currency",
  "exp-plan-and-deliver-training", "exp-training-needs", "exp-conduct-appraisals", "exp-feedback-on-learning",
  "exp-role-model-for-others",
  "exp-service-impact", "exp-critical-appraisal", "exp-audit-for-improvement", "exp-validity-and-bias",
  "exp-strategic-planning", "exp-outcome-data-evaluation",
}

list.all = {
  "all-non-judgemental", "all-equality-diversity", "all-emotional-resilience", "all-manage-stress",
  "all-confidentiality", "all-limits-and-boundaries", "all-honesty-openness", "all-urgent-help", "all-compassion",
}

-- Steps of a person: those competencies, assessed in March; `with` says what is otherwise.
function list.shows(ids, with)
  local fields = { value = 1, on = "2026-03-02", as = "assessor", method = "portfolio" }
  for name, value in pairs(with or {}) do fields[name] = value end
  for i, id in ipairs(ids) do fields[i] = id end
  return assessed(fields)
end

-- Names of criteria: "assessed:…" of each, one list after the other.
function list.missing(...)
  local names = {}
  for _, ids in ipairs { ... } do
    for _, id in ipairs(ids) do names[#names + 1] = "assessed:" .. id end
  end
  return names
end

-- A list without its first n, and with more at its end.
function list.but_first(n, ids)
  return { table.unpack(ids, n + 1) }
end
function list.with(names, ...)
  local longer = { table.unpack(names) }
  for _, name in ipairs { ... } do longer[#longer + 1] = name end
  return longer
end

return list
