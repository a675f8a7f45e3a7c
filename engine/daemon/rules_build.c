// SPDX-License-Identifier: MIT
// Reading an organisation's rules and proving them, on the building thread: it may take as long as it takes.
//
// The disk is read once. What is linted and tested is the very bytes that were read, and that will be kept: a pack that
// is copied meanwhile cannot be proved in one form and become active in another. What was active before was proved then.
#include "engine/daemon/rules_work.h"

#include "engine/author/lint.h"
#include "engine/author/pack_test.h"
#include "engine/base/log.h"
#include "engine/lang/limits.h"

#include <stdio.h>
#include <string.h>

#define FINDINGS_LONGEST ((size_t)4 << 20)
#define FINDINGS_MOST 1000u // told
#define TESTS_NANOSECONDS (30 * INT64_C(1000000000))

// The usual ones, until the daemon stops.
static struct wm_pack_limits limits_of(const struct wm_rules_work *work) {
    return (struct wm_pack_limits){.cancel = &work->rules->abandoned};
}

static bool unwanted(const struct wm_rules_work *work) {
    return atomic_load(&work->rules->abandoned);
}

static enum wm_status stopping(struct wm_error *error) {
    return wm_error_set(error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
}

// --- reading ---

static enum wm_status read_disk(struct wm_rules_work *work, struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    struct wm_pack_folders *folders = NULL;
    work->stage = WM_STAGE_BUILD;
    // Each time anew: a root may be a link that points elsewhere now.
    enum wm_status status = wm_pack_folders_open(work->rules->roots, work->rules->root_count, &folders, error);
    if (status != WM_OK)
        return status == WM_NOT_FOUND ? (error->status = WM_RULES) : status;
    struct wm_pack_source source = wm_pack_folders_source(folders);
    size_t left = WM_LIMIT_NAMES - (work->organisation != NULL ? work->organisation->names : 0);
    struct wm_pack_limits limits = limits_of(work);
    limits.names = &left;
    bool refused = false;
    status = wm_rules_build(&source, work->id, &work->rules->trust, &limits, &refused, ret_ruleset, error);
    if (refused)
        work->stage = WM_STAGE_SIGNATURE;
    if (work->organisation != NULL)
        work->organisation->names = WM_LIMIT_NAMES - left;
    wm_pack_folders_close(folders);
    if (status == WM_OK)
        memcpy(work->disk, (*ret_ruleset)->hash, sizeof work->disk);
    return status;
}

// --- proving ---

static enum wm_status note(struct wm_rules_work *work, const struct wm_lint_report *report, struct wm_error *error) {
    wm_buffer_init(&work->findings, FINDINGS_LONGEST);
    for (uint32_t i = 0; i < report->count && i < FINDINGS_MOST; i++) {
        wm_json_write_comma(&work->findings);
        wm_lint_write_finding(&work->findings, &report->findings[i]);
    }
    if (work->findings.failed)
        return wm_error_no_memory(error);
    if (report->severities[WM_LINT_ERROR] == 0)
        return WM_OK;
    const struct wm_lint_finding *finding = report->findings;
    while (finding->rule->severity != WM_LINT_ERROR)
        finding++;
    wm_error_set(error, WM_RULES, finding->rule->name, "%s: %s", finding->message, finding->suggestion);
    return wm_error_where(error, "%s:%d", finding->file, finding->line);
}

static enum wm_status lint(struct wm_rules_work *work, const struct wm_pack_source *source, const char *pack,
                           struct wm_error *error) {
    struct wm_lint_report report;
    work->stage = WM_STAGE_LINT;
    const struct wm_pack_limits limits = limits_of(work);
    enum wm_status status = wm_lint_run(source, pack, &limits, &report, error);
    if (status != WM_OK)
        return status;
    status = note(work, &report, error);
    wm_lint_report_clear(&report);
    return status;
}

struct testing {
    uint32_t failed;
    struct wm_error first;
};

static void see(void *context, const struct wm_pack_test_result *result) {
    struct testing *testing = context;
    if (result->passed || testing->failed++ > 0)
        return;
    wm_error_set(&testing->first, WM_RULES, "test-failed", "the test \"%s\" failed: `waymark rules test` shows why",
                 result->name);
    wm_error_where(&testing->first, "%s:%d", result->where.file, result->where.line);
    wm_error_expected(&testing->first, "%s", result->expected);
    wm_error_found(&testing->first, "%s", result->found);
}

static enum wm_status test(struct wm_rules_work *work, const struct wm_pack_source *source, const char *pack,
                           struct wm_error *error) {
    const struct wm_pack_test_options options = {
        .threads = 1, .first_failure = true, .nanoseconds = TESTS_NANOSECONDS, .cancel = &work->rules->abandoned};
    struct testing testing = {.failed = 0};
    struct wm_pack_test_summary summary;
    work->stage = WM_STAGE_TEST;
    const struct wm_pack_limits limits = limits_of(work);
    enum wm_status status = wm_pack_test_run(source, pack, &options, &limits, see, &testing, &summary, error);
    if (status != WM_OK)
        return status;
    work->passed = summary.passed;
    work->failed = summary.failed;
    if (summary.failed > 0)
        *error = testing.first;
    return summary.failed > 0 ? WM_RULES : WM_OK;
}

static enum wm_status prove(struct wm_rules_work *work, const struct wm_ruleset *ruleset, struct wm_error *error) {
    char pack[sizeof "organisations/" + WM_CODE_LONGEST];
    snprintf(pack, sizeof pack, "organisations/%s", work->id);
    struct wm_pack_files files = {ruleset->files, ruleset->file_count};
    struct wm_pack_source source = wm_pack_files_source(&files);
    enum wm_status status = lint(work, &source, pack, error);
    if (status == WM_OK && unwanted(work))
        return stopping(error);
    return status == WM_OK ? test(work, &source, pack, error) : status;
}

// --- what is asked for ---

// What was active last, when nothing is: the disk's may be that, or be held back, or broken.
static enum wm_status look_back(struct wm_rules_work *work, struct wm_store_reader *reader, struct wm_error *error) {
    if (work->active[0] != '\0')
        return WM_OK;
    enum wm_status status = wm_store_last_activation(reader, work->id, &work->last, error);
    if (status == WM_OK && work->last.cause == WM_ACTIVATION_ROLLBACK)
        memcpy(work->held, work->last.disk, sizeof work->held);
    return status == WM_NOT_FOUND ? WM_OK : status;
}

// The last one goes on. The disk's own trouble is told, and not that of the store behind it, which the log has.
static void fall_back(struct wm_rules_work *work, struct wm_store_reader *reader) {
    struct wm_error error;
    bool refused = false;
    if (work->last.number == 0)
        return;
    if (wm_rules_from_store_signed(reader, work->id, work->last.rules, &work->rules->trust, &refused, &work->ruleset,
                                   &error) == WM_OK)
        work->recorded = true;
    else
        wm_log_error(WM_LOG_ERROR, "rules", &error);
}

// What a rollback holds back becomes active only when somebody says so.
static bool is_held(const struct wm_rules_work *work) {
    return work->cause != WM_ACTIVATION_RELOAD && work->disk[0] != '\0' && strcmp(work->held, work->disk) == 0;
}

// What is active goes on, but may have been signed with another key since. What is kept of that, and damaged, is replaced:
// for the rules themselves it makes no difference.
static void note_signatures(struct wm_rules_work *work, struct wm_store_reader *reader, struct wm_ruleset *ruleset) {
    struct wm_error error;
    bool anew = false;
    enum wm_status status = wm_rules_signed_anew(reader, ruleset, &anew, &error);
    if (status != WM_OK)
        wm_log_error(WM_LOG_WARNING, "rules", &error);
    if (anew || status == WM_STORE)
        work->resigned = wm_ruleset_ref(ruleset);
}

// Whoever asks for what is on disk ends a rollback by it, also where that is what was gone back to: an activation of its
// own, since else the next start would hold back again what was on disk then.
static bool ends_rollback(const struct wm_rules_work *work) {
    return work->cause == WM_ACTIVATION_RELOAD && work->held[0] != '\0';
}

static enum wm_status judge(struct wm_rules_work *work, struct wm_store_reader *reader,
                            WM_TAKES struct wm_ruleset *ruleset, struct wm_error *error) {
    bool same = strcmp(ruleset->hash, work->active) == 0;
    bool proved = work->last.number > 0 && strcmp(ruleset->hash, work->last.rules) == 0;
    enum wm_status status = same || proved || is_held(work) ? WM_OK : prove(work, ruleset, error);
    bool ends = ends_rollback(work);
    if (status == WM_OK && !ends && (same || (proved && !is_held(work))))
        note_signatures(work, reader, ruleset);
    if (status == WM_OK && (ends || (!same && !is_held(work)))) {
        work->ruleset = ruleset;
        work->recorded = proved && !ends;
    } else {
        wm_ruleset_unref(ruleset);
    }
    return status;
}

static enum wm_status reload(struct wm_rules_work *work, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_ruleset *ruleset = NULL;
    enum wm_status status = look_back(work, reader, error);
    if (status == WM_OK)
        status = read_disk(work, &ruleset, error);
    if (status == WM_OK)
        status = judge(work, reader, ruleset, error);
    if (status != WM_OK)
        work->disk_error = *error;
    if (status == WM_BUSY || work->active[0] != '\0' || work->ruleset != NULL)
        return status;
    fall_back(work, reader);
    if (status == WM_OK && work->ruleset == NULL)
        status = wm_error_set(error, WM_RULES, "held",
                              "what was gone back to cannot be built any more, and what is on disk waits for a reload");
    return status;
}

static enum wm_status check(struct wm_rules_work *work, struct wm_error *error) {
    struct wm_ruleset *ruleset = NULL;
    enum wm_status status = read_disk(work, &ruleset, error);
    if (status == WM_OK)
        status = prove(work, ruleset, error);
    wm_ruleset_unref(ruleset);
    memcpy(work->target, work->disk, sizeof work->target);
    return status;
}

static enum wm_status roll_back(struct wm_rules_work *work, struct wm_store_reader *reader, struct wm_error *error) {
    enum wm_status status = wm_store_find_ruleset(reader, work->id, work->wanted, work->target, error);
    if (status == WM_NOT_FOUND || status == WM_CONFLICT) {
        wm_error_where(error, "rules");
        wm_error_found(error, "%s", work->wanted);
    }
    if (status != WM_OK || strcmp(work->target, work->active) == 0)
        return status;
    bool refused = false;
    status = wm_rules_from_store_signed(reader, work->id, work->target, &work->rules->trust, &refused, &work->ruleset,
                                        error);
    if (refused)
        work->stage = WM_STAGE_SIGNATURE;
    if (status != WM_OK)
        return status;
    // What is on disk now is what the organisation will not go back to by itself.
    struct wm_ruleset *ruleset = NULL;
    if (read_disk(work, &ruleset, &work->disk_error) == WM_OK)
        work->disk_error.status = WM_OK;
    wm_ruleset_unref(ruleset);
    return WM_OK;
}

enum wm_status wm_rules_work_build(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_rules_work *work = (struct wm_rules_work *)read;
    if (unwanted(work))
        return stopping(error);
    if (!work->starting)
        wm_worker_step_back();
    switch (work->aim) {
    case WM_AIM_CHECK: return check(work, error);
    case WM_AIM_ROLLBACK: return roll_back(work, reader, error);
    default: return reload(work, reader, error);
    }
}
