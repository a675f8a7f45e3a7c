// SPDX-License-Identifier: MIT
// The families of methods, one a file. Each array ends with a method without a name.
#pragma once

#include "api/protocol/call.h"

extern const struct wm_method wm_eligibility_methods[];          // eligibility.check, explain
extern const struct wm_method wm_eligibility_standing_methods[]; // eligibility.standing
extern const struct wm_method wm_eligibility_plan_methods[];     // eligibility.plan
extern const struct wm_method wm_eligibility_forecast_methods[]; // eligibility.forecast
extern const struct wm_method wm_person_methods[];               // person.put, get, list
extern const struct wm_method wm_record_methods[];               // record.add, list, void
extern const struct wm_method wm_award_methods[];                // award.grant, revoke
extern const struct wm_method wm_award_list_methods[];           // award.list
extern const struct wm_method wm_framework_methods[];            // framework.list, get
extern const struct wm_method wm_cohort_methods[];               // cohort.query, matrix, gaps, expiring
extern const struct wm_method wm_rules_methods[];                // rules.status
extern const struct wm_method wm_rules_change_methods[];         // rules.reload, check, rollback
extern const struct wm_method wm_rules_history_methods[];        // rules.history
extern const struct wm_method wm_rules_sources_methods[];        // rules.sources
extern const struct wm_method wm_rules_preview_methods[];        // rules.preview
extern const struct wm_method wm_events_methods[];               // events.subscribe, unsubscribe
extern const struct wm_method wm_system_methods[];               // system.health, info, metrics
extern const struct wm_method wm_discover_methods[];             // rpc.discover
