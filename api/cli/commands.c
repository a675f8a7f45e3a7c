// SPDX-License-Identifier: MIT
#include "api/cli/commands.h"

#include "api/cli/help.h"

const struct wm_command *const wm_commands[] = {
    &wm_why_command,
    &wm_standing_command,
    &wm_person_put_command,
    &wm_person_get_command,
    &wm_person_list_command,
    &wm_record_add_command,
    &wm_record_list_command,
    &wm_record_void_command,
    &wm_award_grant_command,
    &wm_award_revoke_command,
    &wm_award_list_command,
    &wm_framework_list_command,
    &wm_framework_show_command,
    &wm_rules_status_command,
    &wm_rules_reload_command,
    &wm_rules_rollback_command,
    &wm_rules_history_command,
    &wm_rules_new_command,
    &wm_rules_lint_command,
    &wm_rules_test_command,
    &wm_rules_mutate_command,
    &wm_rules_doc_command,
    &wm_rules_diff_command,
    &wm_rules_preview_command,
    &wm_rules_eval_command,
    &wm_rules_attack_command,
    &wm_import_command,
    &wm_events_command,
    &wm_health_command,
    &wm_help_command,
    &wm_version_command,
    NULL,
};
