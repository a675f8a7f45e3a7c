-- Statements of Health Education England beside NHS England's of 2023. Those are few and wide: nearly each takes in several
-- of these, so nearly nothing counts as the whole.

-- A link stands on a line of its own: answers name it.
local function to_nhse(one)
  return { "hee-care-navigation/" .. one[2], to = "nhse-care-coordinator/" .. one[3], grade = one[1], says = one[4],
    source = "HEE, 8.2; NHSE, appendix 1" }
end

link (to_nhse { "narrower", "ess-basic-support-needs", "assess-needs",
  "Simple needs; there with the clinician, and of health, function and medicines too" })
link (to_nhse { "narrower", "enh-holistic-support-needs", "assess-needs",
  "The whole person; medicines and treatment are not named" })
link (to_nhse { "narrower", "exp-complex-needs-priorities", "assess-needs",
  "Finds and ranks; doing so with the clinician is not said" })
link (to_nhse { "narrower", "ess-respect-preferences", "personalised-care-approach",
  "Wishes; people as equals and experts is more" })
link (to_nhse { "narrower", "enh-care-plan-contribution", "proactive-care-plan",
  "Contributes to a plan; setting it up and keeping it is more" })
link (to_nhse { "narrower", "exp-care-plan-actions-unsupervised", "monitor-and-respond",
  "Follows actions up; changing the plan is not said" })
link (to_nhse { "narrower", "ess-re-refer", "monitor-and-respond", "One way of responding" })
link (to_nhse { "narrower", "enh-behaviour-change", "support-self-management",
  "Communication only; information and training are more" })
link (to_nhse { "narrower", "exp-behaviour-change", "support-self-management",
  "More tools; information and training are still not said" })
link (to_nhse { "narrower", "ess-trusting-relationships", "professional-relationships",
  "Ties with patients and those around them" })
link (to_nhse { "narrower", "ess-cross-sector-working", "professional-relationships", "Ties with staff of other bodies" })
link (to_nhse { "narrower", "ess-clear-communication", "interpersonal-communication",
  "Clear; the give and take of goals is more" })
link (to_nhse { "narrower", "ess-share-team-decisions", "communication", "To the patient only, not among all who take part" })
link (to_nhse { "narrower", "ess-update-supervisor", "information-transfer", "Part of the flow of information" })
link (to_nhse { "narrower", "ess-signpost-with-consent", "link-community-resources",
  "Points out and makes contact; coordinating is more" })
link (to_nhse { "narrower", "exp-oversee-pathway", "coordination-teamwork",
  "One pathway of support; joining separate bodies is more" })
link (to_nhse { "narrower", "ess-use-records", "data-handling", "Use for evaluation is not in it" })
link (to_nhse { "narrower", "exp-service-impact", "data-handling", "Evaluation, the part that the other lacks" })
link (to_nhse { "narrower", "ess-self-reflection", "continuous-learning-practice",
  "Reflects; improving the service and its safety is more" })
link (to_nhse { "narrower", "all-limits-and-boundaries", "professionalism", "The limits of the role, one of its features" })
link (to_nhse { "narrower", "all-honesty-openness", "professionalism", "Integrity, one of its features" })
link (to_nhse { "narrower", "ess-use-technology", "digital-coordination",
  "Finds and handles information; passing it between bodies is more" })

link (to_nhse { "related", "ess-contact-information", "establish-accountability", "Whom to call, and who answers for what" })
link (to_nhse { "related", "enh-mdt-communication", "facilitate-transitions",
  "Speaks for the person where care changes hands" })
link (to_nhse { "related", "ess-maintain-directory", "link-community-resources", "What there is to link to" })
link (to_nhse { "related", "exp-feedback-to-commissioners", "align-resources", "What makes those who direct resources look" })
