// SPDX-License-Identifier: MIT
#include "engine/author/lint.h"

#include "engine/author/lint_work.h"
#include "engine/base/date.h"
#include "engine/base/utf8.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_MOST ((size_t)256 * 1024 * 1024)
#define FINDINGS_MOST 10000u
#define LINT_NANOSECONDS (10 * INT64_C(1000000000)) // of processor time
#define LOOKED_MOST UINT64_C(60000000)              // enough for as many findings as there may be
#define TEXT_MOST 700                               // bytes of a message or a suggestion, which are cut then

const char *wm_lint_severity_name(enum wm_lint_severity severity) {
    static const char *const names[] = {"error", "warning", "note"};
    return (unsigned)severity <= WM_LINT_NOTE ? names[severity] : "";
}

// Findings ----------------------------------------------------------------------------------------------------------

void *wm_lint_room(struct wm_lint *lint, size_t count, size_t size) {
    void *room = wm_arena_zero(lint->scratch, count > 0 ? count : 1, size);
    lint->no_memory = lint->no_memory || room == NULL;
    return room;
}

bool wm_lint_own(const struct wm_lint *lint, struct wm_place where) {
    size_t length = strlen(lint->pack);
    return where.file != NULL && strncmp(where.file, lint->pack, length) == 0 && where.file[length] == '/';
}

// By its exact code, which the caller knows to be there: asked for each finding, also for those found again and again.
static const struct wm_lint_rule *rule_of(const char *code) {
    const struct wm_lint_rule *rule = NULL;
    for (size_t i = 0; (rule = wm_lint_rule_at(i)) != NULL && strcmp(rule->code, code) != 0; i++)
        ;
    wm_require(rule != NULL);
    return rule;
}

static const struct wm_lint_entry *find(const struct wm_lint *lint, const struct wm_lint_rule *rule,
                                        struct wm_place where, const char *message) {
    for (const struct wm_lint_entry *at = lint->first; at != NULL; at = at->next) {
        if (at->finding.rule == rule && at->finding.line == where.line && strcmp(at->finding.file, where.file) == 0 &&
            (message == NULL || strcmp(at->finding.message, message) == 0))
            return at;
    }
    return NULL;
}

// A copy of what was printed into a field that may have been too short for it.
static const char *keep(struct wm_lint *lint, const char *printed) {
    char text[TEXT_MOST];
    wm_utf8_copy(text, sizeof text, printed, strlen(printed));
    return wm_arena_dup(lint->arena, text);
}

static bool add(struct wm_lint *lint, const struct wm_lint_rule *rule, struct wm_place where, const char *message) {
    lint->looked += lint->count;
    if (lint->count >= FINDINGS_MOST || lint->looked > LOOKED_MOST || find(lint, rule, where, message) != NULL)
        return false;
    struct wm_lint_entry *entry = wm_arena_zero(lint->arena, 1, sizeof *entry);
    const char *file = wm_arena_dup(lint->arena, where.file);
    const char *kept = keep(lint, message);
    if (entry == NULL || file == NULL || kept == NULL) {
        lint->no_memory = true;
        return false;
    }
    entry->finding = (struct wm_lint_finding){rule, file, where.line > 0 ? where.line : 1, kept, rule->mend};
    if (lint->last != NULL)
        lint->last->next = entry;
    else
        lint->first = entry;
    lint->last = entry;
    lint->count++;
    return true;
}

bool wm_lint_add(struct wm_lint *lint, const char *code, struct wm_place where, const char *format, ...) {
    char message[TEXT_MOST];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return add(lint, rule_of(code), where, message);
}

bool wm_lint_add_criterion(struct wm_lint *lint, const char *code, const struct wm_criterion *criterion,
                           const char *format, ...) {
    char message[TEXT_MOST];
    const struct wm_lint_rule *rule = rule_of(code);
    if (find(lint, rule, criterion->where, NULL) != NULL)
        return false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return add(lint, rule, criterion->where, message);
}

void wm_lint_suggest(struct wm_lint *lint, const char *format, ...) {
    char text[TEXT_MOST];
    if (lint->last == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *kept = keep(lint, text);
    if (kept == NULL)
        lint->no_memory = true;
    else
        lint->last->finding.suggestion = kept;
}

// Errors of lower floors ----------------------------------------------------------------------------------------------

static int line_of(const char *digits) {
    int line = 0;
    while (*digits >= '0' && *digits <= '9' && line < 100000000)
        line = line * 10 + (*digits++ - '0');
    return *digits == '\0' ? line : 0;
}

// "file:line" taken apart; `file` gets the text before the colon.
static struct wm_place split(const char *where, char file[200], struct wm_place fallback) {
    const char *colon = strrchr(where, ':');
    if (where[0] == '\0')
        return fallback;
    int line = colon != NULL ? line_of(colon + 1) : 0;
    size_t length = line > 0 ? (size_t)(colon - where) : strlen(where);
    snprintf(file, 200, "%.*s", (int)length, where);
    return (struct wm_place){file, line};
}

static const struct wm_lint_rule *rule_of_reason(const char *reason) {
    const struct wm_lint_rule *rule;
    for (size_t i = 0; (rule = wm_lint_rule_at(i)) != NULL && strncmp(rule->code, "WM1", 3) == 0; i++) {
        if (strcmp(rule->name, reason) == 0)
            return rule;
    }
    return rule_of("WM199");
}

void wm_lint_add_error(struct wm_lint *lint, const char *code, const struct wm_error *error, struct wm_place fallback) {
    char file[200], message[TEXT_MOST];
    const struct wm_lint_rule *rule = code != NULL ? rule_of(code) : rule_of_reason(error->reason);
    if (error->found[0] != '\0' && strstr(error->message, error->found) == NULL)
        snprintf(message, sizeof message, "%s (found: %s)", error->message, error->found);
    else
        snprintf(message, sizeof message, "%s", error->message);
    if (!add(lint, rule, split(error->where, file, fallback), message))
        return;
    if (error->nearest[0] != '\0')
        wm_lint_suggest(lint, "Perhaps you mean: %s", error->nearest);
    else if (error->expected[0] != '\0')
        wm_lint_suggest(lint, "%s: %s", strcmp(error->reason, "missing") == 0 ? "Add" : "Expected here",
                        error->expected);
}

// The report ----------------------------------------------------------------------------------------------------------

static int compare(const void *one, const void *other) {
    const struct wm_lint_finding *a = one, *b = other;
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = (a->line > b->line) - (a->line < b->line);
    if (order == 0)
        order = strcmp(a->rule->code, b->rule->code);
    return order != 0 ? order : strcmp(a->message, b->message);
}

static enum wm_status finish(struct wm_lint *lint, struct wm_lint_report *report, struct wm_error *error) {
    struct wm_lint_finding *findings = wm_arena_zero(lint->arena, lint->count + 1u, sizeof *findings);
    if (findings == NULL || lint->no_memory)
        return wm_error_no_memory(error);
    for (const struct wm_lint_entry *at = lint->first; at != NULL; at = at->next) {
        findings[report->count++] = at->finding;
        report->severities[at->finding.rule->severity]++;
    }
    qsort(findings, report->count, sizeof *findings, compare);
    report->findings = findings;
    return WM_OK;
}

bool wm_lint_in_time(struct wm_lint *lint) {
    const _Atomic(bool) *cancel = lint->limits != NULL ? lint->limits->cancel : NULL;
    lint->late = lint->late || wm_processor_time() > lint->until ||
                 (cancel != NULL && atomic_load_explicit(cancel, memory_order_relaxed));
    return !lint->late;
}

static enum wm_status late(const struct wm_lint *lint, struct wm_error *error) {
    if (wm_processor_time() <= lint->until)
        return wm_error_set(error, WM_BUSY, "cancelled", "nobody waits for this any more");
    wm_error_set(error, WM_RULES, "budget", "the linter takes more than %lld seconds on this pack: make it smaller",
                 LINT_NANOSECONDS / 1000000000LL);
    return wm_error_where(error, "%s", lint->pack);
}

static enum wm_status look(struct wm_lint *lint, struct wm_error *error) {
    wm_lint_reach(lint);
    wm_lint_courses(lint);
    wm_lint_names(lint);
    wm_lint_recognise(lint);
    wm_lint_links(lint);
    enum wm_status status = wm_lint_unused(lint, error);
    return status == WM_OK ? wm_lint_tests(lint, error) : status;
}

// A pack that cannot be built is a finding, as long as it is the pack's own fault.
static enum wm_status run(struct wm_lint *lint, struct wm_error *error) {
    struct wm_ruleset *ruleset = NULL;
    struct wm_error wrong = {0};
    enum wm_status status =
        lint->organisation ? wm_pack_build(lint->source, lint->id, lint->limits, &ruleset, &wrong)
                           : wm_pack_build_framework(lint->source, lint->id, NULL, 0, lint->limits, &ruleset, &wrong);
    if (status == WM_OK)
        status = wm_pack_tests_open(lint->source, lint->pack, lint->limits, &lint->tests, &wrong);
    if (status == WM_OK) {
        lint->ruleset = ruleset;
        status = look(lint, &wrong);
        if (status == WM_OK && lint->late)
            status = late(lint, &wrong);
    } else if (status == WM_RULES) {
        wm_lint_add_error(lint, NULL, &wrong, (struct wm_place){lint->pack, 1});
        status = WM_OK;
    }
    wm_pack_tests_clear(&lint->tests);
    wm_ruleset_unref(ruleset);
    if (status != WM_OK && error != NULL)
        *error = wrong;
    return status;
}

enum wm_status wm_lint_run(const struct wm_pack_source *source, const char *pack, const struct wm_pack_limits *limits,
                           struct wm_lint_report *ret_report, struct wm_error *error) {
    struct wm_lint_report report = {0};
    struct wm_arena scratch;
    wm_arena_init(&report.arena, ARENA_MOST);
    wm_arena_init(&scratch, ARENA_MOST);
    const char *slash = strchr(pack, '/');
    struct wm_lint lint = {.source = source,
                           .limits = limits,
                           .pack = pack,
                           .id = slash != NULL ? slash + 1 : pack,
                           .organisation = strncmp(pack, "organisations/", 14) == 0,
                           .arena = &report.arena,
                           .scratch = &scratch,
                           .until = wm_processor_time() + LINT_NANOSECONDS};
    enum wm_status status = run(&lint, error);
    if (status == WM_OK)
        status = finish(&lint, &report, error);
    wm_arena_clear(&scratch);
    if (status != WM_OK) {
        wm_lint_report_clear(&report);
        return status;
    }
    *ret_report = report;
    return WM_OK;
}

void wm_lint_report_clear(struct wm_lint_report *report) {
    wm_arena_clear(&report->arena);
    *report = (struct wm_lint_report){0};
}
