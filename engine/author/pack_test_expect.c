// SPDX-License-Identifier: MIT
#include "engine/author/pack_test_expect.h"

#include "engine/author/leaf_names.h"
#include "engine/author/pack_test_portfolio.h"

#include <string.h>

static enum wm_outcome outcome_of(const char *name) {
    if (strcmp(name, "eligible") == 0)
        return WM_OUTCOME_ELIGIBLE;
    return strcmp(name, "indeterminate") == 0 ? WM_OUTCOME_INDETERMINATE : WM_OUTCOME_NOT_ELIGIBLE;
}

static enum wm_status read_texts(const struct wm_draft_value *values, uint32_t count, struct wm_arena *arena,
                                 const char *const **ret_texts, struct wm_error *error) {
    const char **texts = wm_arena_zero(arena, count + 1u, sizeof *texts);
    if (texts == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < count; i++)
        texts[i] = values[i].type == WM_DRAFT_DECLARATION ? values[i].declaration->id : values[i].text;
    *ret_texts = texts;
    return WM_OK;
}

// A text or a list of texts.
static enum wm_status read_field(const struct wm_draft_value *value, struct wm_arena *arena,
                                 const char *const **ret_texts, uint32_t *ret_count, struct wm_error *error) {
    if (value == NULL)
        return WM_OK;
    bool list = value->type == WM_DRAFT_TABLE;
    *ret_count = list ? value->table->count : 1;
    return read_texts(list ? value->table->list : value, *ret_count, arena, ret_texts, error);
}

enum wm_status wm_pack_test_expect_read(const struct wm_draft_expectation *draft, struct wm_arena *arena,
                                        struct wm_pack_test_expect *ret_expect, struct wm_error *error) {
    struct wm_pack_test_expect expect = {.outcome = outcome_of(draft->outcome), .until = WM_DAY_NONE};
    const char *until = wm_draft_text(&draft->fields, "until");
    const char *changes_to = wm_draft_text(&draft->fields, "changes_to");
    enum wm_status status = read_texts(draft->ids, draft->id_count, arena, &expect.contains, error);
    expect.contains_count = draft->id_count;
    if (status == WM_OK && until != NULL)
        status = wm_day_parse(until, strlen(until), &expect.until, error);
    if (changes_to != NULL) {
        expect.has_changes_to = true;
        expect.changes_to = outcome_of(changes_to);
    }
    if (status == WM_OK)
        status = read_field(wm_draft_field(&draft->fields, "only"), arena, &expect.only, &expect.only_count, error);
    if (status == WM_OK)
        status = read_field(wm_draft_field(&draft->fields, "parameter"), arena, &expect.contains,
                            &expect.contains_count, error);
    if (status == WM_OK)
        *ret_expect = expect;
    return status;
}

// Words --------------------------------------------------------------------------------------------------------------

static const char *outcome_words(enum wm_outcome outcome) {
    return outcome == WM_OUTCOME_NOT_ELIGIBLE ? "not eligible" : wm_outcome_name(outcome);
}

static void write_horizon(struct wm_buffer *buffer, wm_day until, bool has_changes_to, enum wm_outcome changes_to) {
    char day[24];
    if (until == WM_DAY_NONE)
        return;
    wm_day_format_people(until, day);
    wm_buffer_printf(buffer, " until %s", day);
    if (has_changes_to)
        wm_buffer_printf(buffer, ", then %s", outcome_words(changes_to));
}

static void write_list(struct wm_buffer *buffer, const char *before, const char *const *texts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        wm_buffer_text(buffer, i == 0 ? before : ", ");
        wm_buffer_text(buffer, texts[i]);
    }
}

void wm_pack_test_expect_write(struct wm_buffer *buffer, const struct wm_pack_test_expect *expect) {
    wm_buffer_text(buffer, outcome_words(expect->outcome));
    write_horizon(buffer, expect->until, expect->has_changes_to, expect->changes_to);
    if (expect->until == WM_DAY_NONE && expect->has_changes_to)
        wm_buffer_printf(buffer, ", later %s", outcome_words(expect->changes_to));
    const char *among = expect->outcome == WM_OUTCOME_INDETERMINATE ? "; not set: " : "; unmet: ";
    write_list(buffer, among, expect->contains, expect->contains_count);
    write_list(buffer, "; unmet, and nothing else: ", expect->only, expect->only_count);
}

// What an unknown leaf waits for.
static const char *waits_for(const struct wm_finding *finding) {
    return finding->parameter != NULL ? finding->parameter->id : finding->id;
}

static bool unknown_before(const struct wm_decision *decision, uint32_t index) {
    for (uint32_t i = 0; i < index; i++) {
        if (strcmp(waits_for(&decision->unknown[i]), waits_for(&decision->unknown[index])) == 0)
            return true;
    }
    return false;
}

void wm_pack_test_found_write(struct wm_buffer *buffer, const struct wm_decision *decision) {
    wm_buffer_text(buffer, outcome_words(decision->outcome));
    write_horizon(buffer, decision->until, true, decision->changes_to);
    for (uint32_t i = 0; i < decision->unmet_count && decision->outcome == WM_OUTCOME_NOT_ELIGIBLE; i++)
        write_list(buffer, i == 0 ? "; unmet: " : ", ", &decision->unmet[i].id, 1);
    for (uint32_t i = 0; i < decision->unknown_count; i++) {
        const struct wm_finding *finding = &decision->unknown[i];
        const char *before = finding->parameter != NULL ? "; not set: " : "; not to be judged: ";
        const char *name = waits_for(finding);
        if (!unknown_before(decision, i))
            write_list(buffer, i == 0 ? before : ", ", &name, 1);
    }
}

// Comparing ----------------------------------------------------------------------------------------------------------

static const struct wm_finding *find(const struct wm_finding *findings, uint32_t count, const char *id) {
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(findings[i].id, id) == 0)
            return &findings[i];
    }
    return NULL;
}

static bool compare_unmet(struct wm_buffer *lines, const struct wm_level *level, const struct wm_decision *decision,
                          const char *const *ids, uint32_t count) {
    bool same = true;
    for (uint32_t i = 0; i < count; i++) {
        if (find(decision->unmet, decision->unmet_count, ids[i]) != NULL)
            continue;
        same = false;
        if (wm_leaf_named(level, ids[i])) {
            wm_buffer_printf(lines, "- %s: expected among the unmet, but it is not there\n", ids[i]);
            continue;
        }
        struct wm_nearest nearest;
        wm_nearest_init(&nearest, ids[i]);
        wm_leaf_names(level, &nearest);
        wm_buffer_printf(lines, "- %s: %s has no such criterion%s%s\n", ids[i], level->id,
                         wm_nearest_name(&nearest) != NULL ? "; perhaps " : "",
                         wm_nearest_name(&nearest) != NULL ? wm_nearest_name(&nearest) : "");
    }
    return same;
}

static bool compare_only(struct wm_buffer *lines, const struct wm_level *level, const struct wm_decision *decision,
                         const struct wm_pack_test_expect *expect, const struct wm_portfolio *portfolio) {
    bool same = compare_unmet(lines, level, decision, expect->only, expect->only_count);
    for (uint32_t i = 0; i < decision->unmet_count && expect->only_count > 0; i++) {
        bool known = false;
        for (uint32_t k = 0; k < expect->only_count; k++)
            known = known || strcmp(expect->only[k], decision->unmet[i].id) == 0;
        if (known)
            continue;
        wm_buffer_printf(lines, "+ %s: unmet, and not expected (%s)\n", decision->unmet[i].id,
                         decision->unmet[i].criterion->says);
        wm_pack_test_refused_write(lines, portfolio, &decision->unmet[i]);
        same = false;
    }
    return same;
}

static bool compare_parameters(struct wm_buffer *lines, const struct wm_decision *decision,
                               const struct wm_pack_test_expect *expect) {
    bool same = true;
    for (uint32_t i = 0; i < expect->contains_count; i++) {
        bool known = false;
        for (uint32_t k = 0; k < decision->unknown_count; k++) {
            const struct wm_parameter *parameter = decision->unknown[k].parameter;
            known = known || (parameter != NULL && strcmp(parameter->id, expect->contains[i]) == 0);
        }
        if (!known)
            wm_buffer_printf(lines, "- %s: expected to be what is not set, but nothing waits for it\n",
                             expect->contains[i]);
        same = same && known;
    }
    return same;
}

static bool compare_horizon(struct wm_buffer *lines, const struct wm_decision *decision,
                            const struct wm_pack_test_expect *expect) {
    char wanted[24], found[24] = "for ever";
    bool same = true;
    if (expect->until != WM_DAY_NONE && expect->until != decision->until) {
        wm_day_format_people(expect->until, wanted);
        if (decision->until != WM_DAY_NONE)
            wm_day_format_people(decision->until, found);
        wm_buffer_printf(lines, "- until: %s expected, %s found\n", wanted, found);
        same = false;
    }
    if (expect->has_changes_to && (decision->until == WM_DAY_NONE || decision->changes_to != expect->changes_to)) {
        wm_buffer_printf(lines, "- changes_to: %s expected, %s found\n", outcome_words(expect->changes_to),
                         decision->until == WM_DAY_NONE ? "no change" : outcome_words(decision->changes_to));
        same = false;
    }
    return same;
}

bool wm_pack_test_compare(struct wm_buffer *lines, const struct wm_level *level,
                          const struct wm_pack_test_expect *expect, const struct wm_decision *decision,
                          const struct wm_portfolio *portfolio) {
    if (expect->outcome != decision->outcome) {
        wm_buffer_printf(lines, "- outcome: %s expected, %s found\n", outcome_words(expect->outcome),
                         outcome_words(decision->outcome));
        for (uint32_t i = 0; i < decision->unmet_count && decision->outcome == WM_OUTCOME_NOT_ELIGIBLE; i++) {
            wm_buffer_printf(lines, "  %s: %s\n", decision->unmet[i].id, decision->unmet[i].criterion->says);
            wm_pack_test_refused_write(lines, portfolio, &decision->unmet[i]);
        }
        return false;
    }
    bool same = compare_horizon(lines, decision, expect);
    if (expect->outcome == WM_OUTCOME_INDETERMINATE)
        return compare_parameters(lines, decision, expect) && same;
    same = compare_unmet(lines, level, decision, expect->contains, expect->contains_count) && same;
    return compare_only(lines, level, decision, expect, portfolio) && same;
}
