// SPDX-License-Identifier: MIT
#include "api/methods/rules_predicates.h"

#include "engine/base/json.h"

#include <inttypes.h>

#define SHOWN_MOST 100u      // of one organisation in rules.status
#define MEASURED_MOST 32u    // of one organisation in system.metrics
#define MEASURED_LINE 1200u  // bytes of one line, at the most: three names
#define MEASURED_TOTAL 2000u // in system.metrics together

static struct wm_tally *tally_of(struct wm_daemon *daemon, struct wm_ruleset *ruleset) {
    return ruleset != NULL && ruleset->custom ? wm_evaluators_tally(daemon->evaluators, ruleset) : NULL;
}

bool wm_rules_predicates_suspended(struct wm_daemon *daemon, struct wm_ruleset *ruleset) {
    struct wm_tally *tally = tally_of(daemon, ruleset);
    return tally != NULL && wm_tally_any_suspended(tally);
}

// --- rules.status ---

static void write_text(struct wm_buffer *buffer, const char *key, const char *text) {
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}

static void write_number(struct wm_buffer *buffer, const char *key, uint64_t number) {
    wm_json_write_key(buffer, key);
    wm_buffer_integer(buffer, (int64_t)number);
}

static void write_one(struct wm_buffer *buffer, const struct wm_predicate *predicate,
                      const struct wm_tally_figures *figures) {
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    write_text(buffer, "predicate", predicate->id);
    write_text(buffer, "file", predicate->file);
    write_text(buffer, "state", figures->suspended ? "suspended" : "active");
    write_number(buffer, "calls", figures->calls);
    write_number(buffer, "instructions", figures->fuel);
    write_number(buffer, "bytes", figures->bytes);
    write_number(buffer, "slowest_microseconds", figures->slowest / 1000);
    write_number(buffer, "late", wm_tally_late(figures));
    wm_json_write_key(buffer, "failures");
    wm_buffer_byte(buffer, '{');
    for (int failure = 0; failure < WM_TALLY_FAILURES; failure++)
        write_number(buffer, wm_tally_failure_name((enum wm_tally_failure)failure), figures->failures[failure]);
    wm_buffer_text(buffer, "}}");
}

void wm_rules_predicates_write(struct wm_buffer *buffer, struct wm_daemon *daemon, struct wm_ruleset *ruleset) {
    struct wm_tally *tally = tally_of(daemon, ruleset);
    size_t shown = 0, count = tally != NULL ? tally->count : 0;
    wm_json_write_key(buffer, "predicates");
    wm_buffer_byte(buffer, '[');
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < count && shown < SHOWN_MOST; i++) {
            struct wm_tally_figures figures = wm_tally_figures(tally, i);
            if (figures.suspended != (turn == 0))
                continue;
            write_one(buffer, tally->predicates[i], &figures);
            shown++;
        }
    }
    wm_buffer_byte(buffer, ']');
}

// --- system.metrics ---

struct measured {
    const struct wm_organisation *organisation;
    const struct wm_predicate *predicate;
    struct wm_tally_figures figures;
};

struct family {
    const char *name, *type, *help;
    uint64_t (*value)(const struct wm_tally_figures *figures);
};

static uint64_t calls(const struct wm_tally_figures *figures) {
    return figures->calls;
}

static uint64_t instructions(const struct wm_tally_figures *figures) {
    return figures->fuel;
}

static uint64_t bytes(const struct wm_tally_figures *figures) {
    return figures->bytes;
}

static uint64_t slowest(const struct wm_tally_figures *figures) {
    return figures->slowest / 1000;
}

static uint64_t suspended(const struct wm_tally_figures *figures) {
    return figures->suspended;
}

static const struct family families[] = {
    {"waymark_predicate_calls_total", "counter", "Evaluations of a custom predicate under the active rules.", calls},
    {"waymark_predicate_instructions_total", "counter", "Instructions that they took.", instructions},
    {"waymark_predicate_bytes", "gauge", "The most memory that one of them held.", bytes},
    {"waymark_predicate_slowest_microseconds", "gauge", "The most processor time that one of them took.", slowest},
    {"waymark_predicate_suspended", "gauge", "1: it was late too often, and is asked no more.", suspended},
};
#define FAMILIES (sizeof families / sizeof families[0])
#define LINES (FAMILIES + WM_TALLY_FAILURES) // of one predicate

static void write_quoted(struct wm_buffer *buffer, const char *label, const char *text) {
    wm_buffer_text(buffer, label);
    wm_buffer_text(buffer, "=\"");
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            wm_buffer_text(buffer, "\\n");
            continue;
        }
        if (*text == '"' || *text == '\\')
            wm_buffer_byte(buffer, '\\');
        wm_buffer_byte(buffer, *text);
    }
    wm_buffer_byte(buffer, '"');
}

static void write_line(struct wm_buffer *buffer, const char *name, const struct measured *one, const char *reason,
                       uint64_t value) {
    wm_buffer_text(buffer, name);
    write_quoted(buffer, "{org", one->organisation->id);
    write_quoted(buffer, ",predicate", one->predicate->id);
    write_quoted(buffer, ",file", one->predicate->file);
    if (reason != NULL)
        write_quoted(buffer, ",reason", reason);
    wm_buffer_printf(buffer, "} %" PRIu64 "\n", value);
}

static void write_head(struct wm_buffer *buffer, const char *name, const char *type, const char *help) {
    wm_buffer_printf(buffer, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void write_measured(struct wm_buffer *buffer, const struct measured *all, size_t count) {
    const char *failures = "waymark_predicate_failures_total";
    for (size_t f = 0; f < FAMILIES; f++) {
        write_head(buffer, families[f].name, families[f].type, families[f].help);
        for (size_t i = 0; i < count; i++)
            write_line(buffer, families[f].name, &all[i], NULL, families[f].value(&all[i].figures));
    }
    write_head(buffer, failures, "counter", "Evaluations without an answer, or whose answer is unknown.");
    for (size_t i = 0; i < count; i++) {
        for (int failure = 0; failure < WM_TALLY_FAILURES; failure++)
            write_line(buffer, failures, &all[i], wm_tally_failure_name((enum wm_tally_failure)failure),
                       all[i].figures.failures[failure]);
    }
}

// Those of one organisation that were asked; gives how many there are now.
static size_t measure(struct wm_daemon *daemon, const struct wm_organisation *organisation, struct measured *all,
                      size_t count, size_t most) {
    struct wm_tally *tally = tally_of(daemon, organisation->active);
    size_t end = count + MEASURED_MOST < most ? count + MEASURED_MOST : most;
    for (size_t i = 0; tally != NULL && i < tally->count && count < end; i++) {
        struct measured one = {organisation, tally->predicates[i], wm_tally_figures(tally, i)};
        if (one.figures.calls + wm_tally_late(&one.figures) > 0)
            all[count++] = one;
    }
    return count;
}

void wm_rules_predicates_measure(struct wm_buffer *buffer, struct wm_daemon *daemon) {
    size_t room = (buffer->maximum - buffer->length) / 2 / (MEASURED_LINE * LINES);
    size_t most = room < MEASURED_TOTAL ? room : MEASURED_TOTAL;
    size_t count = 0;
    struct measured *all = wm_alloc_zero(most + 1, sizeof *all);
    for (size_t i = 0; all != NULL && i < daemon->rules.count; i++)
        count = measure(daemon, daemon->rules.organisations[i], all, count, most);
    if (all == NULL)
        buffer->failed = true;
    else
        write_measured(buffer, all, count);
    wm_free(all);
}
