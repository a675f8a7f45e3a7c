// SPDX-License-Identifier: MIT
// Every command, by its file. Their order in the help is that of commands.c.
#pragma once

#include "api/cli/cli.h"

extern const struct wm_command wm_why_command;
extern const struct wm_command wm_standing_command;
extern const struct wm_command wm_plan_command;
extern const struct wm_command wm_forecast_command, wm_lapses_command;
extern const struct wm_command wm_person_put_command, wm_person_get_command, wm_person_list_command;
extern const struct wm_command wm_record_add_command, wm_record_list_command, wm_record_void_command;
extern const struct wm_command wm_award_grant_command, wm_award_revoke_command, wm_award_list_command;
extern const struct wm_command wm_cohort_query_command, wm_cohort_matrix_command;
extern const struct wm_command wm_cohort_gaps_command, wm_cohort_expiring_command;
extern const struct wm_command wm_framework_list_command, wm_framework_show_command;
extern const struct wm_command wm_rules_status_command, wm_rules_lint_command, wm_rules_test_command;
extern const struct wm_command wm_rules_reload_command, wm_rules_rollback_command, wm_rules_history_command;
extern const struct wm_command wm_rules_mutate_command, wm_rules_preview_command;
extern const struct wm_command wm_rules_doc_command;
extern const struct wm_command wm_rules_keygen_command, wm_rules_sign_command, wm_rules_verify_command;
extern const struct wm_command wm_rules_new_command, wm_rules_eval_command;
extern const struct wm_command wm_rules_attack_command, wm_rules_diff_command;
extern const struct wm_command wm_import_command;
extern const struct wm_command wm_events_command;
extern const struct wm_command wm_health_command;
extern const struct wm_command wm_version_command;
