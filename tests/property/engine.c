// SPDX-License-Identifier: MIT
#include "tests/property/engine.h"

#include "engine/lang/pack.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum wm_status engine_rules(const struct property_case *made, struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    struct wm_pack_files files = {made->files, made->file_count};
    struct wm_pack_source source = wm_pack_files_source(&files);
    if (made->organisation != NULL)
        return wm_pack_build(&source, made->organisation, NULL, ret_ruleset, error);
    return wm_pack_build_framework(&source, made->framework, NULL, 0, NULL, ret_ruleset, error);
}

static enum wm_status apply(struct wm_portfolio_builder *builder, const struct case_entry *entry,
                            struct wm_error *error) {
    const struct wm_record *record = &entry->record;
    switch (entry->type) {
    case CASE_RECORD: return wm_portfolio_builder_add(builder, entry->seq, record, error);
    case CASE_GRANT: {
        const struct wm_record award = {
            .kind = WM_KIND_AWARD, .subject = entry->level, .on = record->on, .until = record->until, .by = record->by};
        return wm_portfolio_builder_add(builder, entry->seq, &award, error);
    }
    case CASE_REVOKE:
        wm_portfolio_builder_revoke(builder, entry->level.data, entry->level.length, record->on);
        return WM_OK;
    case CASE_VOID: wm_portfolio_builder_remove(builder, entry->voided); return WM_OK;
    }
    return WM_INTERNAL;
}

enum wm_status engine_portfolio(const struct property_case *made, struct wm_portfolio **ret_portfolio,
                                struct wm_error *error) {
    struct wm_portfolio_builder *builder = NULL;
    struct wm_portfolio *base = NULL;
    enum wm_status status = wm_portfolio_builder_new(&builder, error);
    int64_t last = 0; // the entries may come in another order than that of their seqs
    for (size_t i = 0; i < made->entry_count && status == WM_OK; i++) {
        last = made->entries[i].seq > last ? made->entries[i].seq : last;
        uint8_t head[16] = {(uint8_t)last, 1};
        status = apply(builder, &made->entries[i], error);
        wm_portfolio_builder_entry(builder, last, head);
    }
    if (status == WM_OK)
        status = wm_portfolio_builder_finish(builder, &base, error);
    if (status == WM_OK && made->with_count + made->without_count > 0)
        status = wm_portfolio_suppose(base, made->with, made->with_count, made->without, made->without_count,
                                      ret_portfolio, error);
    else if (status == WM_OK)
        *ret_portfolio = wm_portfolio_ref(base);
    wm_portfolio_unref(base);
    wm_portfolio_builder_free(builder);
    return status;
}

struct wm_question engine_question(const struct wm_ruleset *ruleset, const struct wm_portfolio *portfolio,
                                   const struct wm_level *level, wm_day day) {
    return (struct wm_question){
        .ruleset = ruleset,
        .level = level,
        .portfolio = portfolio,
        .organisation = ruleset->organisation,
        .person = "p1",
        .person_length = 2,
        .as_of = day,
        .explain = true,
    };
}

// The answer as text --------------------------------------------------------------------------------------------------

static const char *name_of(const struct wm_finding *finding) {
    return finding->id != NULL ? finding->id : wm_verb_name(finding->criterion->verb);
}

static int by_seq(const void *a, const void *b) {
    int64_t first = ((const struct wm_cited *)a)->seq, second = ((const struct wm_cited *)b)->seq;
    return (first > second) - (first < second);
}

static void write_refused(struct wm_buffer *text, const struct wm_finding *finding) {
    enum { MOST = 256 };
    struct wm_cited refused[MOST];
    if (finding->refused_count == 0)
        return;
    wm_require(finding->refused_count <= MOST);
    memcpy(refused, finding->refused, finding->refused_count * sizeof refused[0]);
    qsort(refused, finding->refused_count, sizeof refused[0], by_seq);
    for (uint32_t i = 0; i < finding->refused_count; i++)
        wm_buffer_printf(text, "%s%" PRId64 "=%s", i == 0 ? "(" : " ", refused[i].seq,
                         wm_refusal_name(refused[i].refusal));
    wm_buffer_byte(text, ')');
}

static void write_unmet(struct wm_buffer *text, const struct wm_decision *decision) {
    wm_buffer_text(text, "unmet ");
    for (uint32_t i = 0; i < decision->unmet_count; i++) {
        wm_buffer_printf(text, "%s%s", i > 0 ? " " : "", name_of(&decision->unmet[i]));
        write_refused(text, &decision->unmet[i]);
        if (decision->unmet[i].text != NULL)
            wm_buffer_printf(text, "[%s]", decision->unmet[i].text);
    }
}

static void write_unknown(struct wm_buffer *text, const struct wm_decision *decision) {
    wm_buffer_text(text, "\nunknown ");
    for (uint32_t i = 0; i < decision->unknown_count; i++) {
        const struct wm_finding *finding = &decision->unknown[i];
        wm_buffer_printf(text, "%s%s:%s", i > 0 ? " " : "", name_of(finding), wm_unknown_reason_name(finding->reason));
        if (finding->reason == WM_UNKNOWN_PARAMETER)
            wm_buffer_printf(text, ":%s", finding->parameter->id);
    }
}

static void write_verdict(struct wm_buffer *text, bool first, const struct wm_finding *finding) {
    static const char *const names[] = {"unmet", "met", "unknown"};
    wm_buffer_printf(text, "%s%s=%s", first ? "" : " ", name_of(finding), names[finding->verdict]);
}

// The level's own leaves: a `meets` has those of another level below it.
static void write_leaves(struct wm_buffer *text, const struct wm_node *node, bool *first) {
    enum wm_verb verb = node->finding.criterion->verb;
    if (wm_verb_leaf(verb)) {
        write_verdict(text, *first, &node->finding);
        *first = false;
    }
    for (uint32_t i = 0; verb != WM_VERB_MEETS && i < node->child_count; i++)
        write_leaves(text, &node->children[i], first);
}

static void write_until(struct wm_buffer *text, const struct wm_decision *decision, wm_day last, bool year) {
    enum { DAYS_AHEAD = 366 };
    char day[11];
    bool far = decision->until == WM_DAY_NONE || decision->until >= decision->as_of + DAYS_AHEAD;
    if (year && far) {
        wm_buffer_text(text, "until a year on\n");
        return;
    }
    if (decision->until == WM_DAY_NONE || decision->until > last) {
        wm_buffer_text(text, "until the end\n");
        return;
    }
    wm_day_format(decision->until, day);
    if (decision->until_inexact)
        wm_buffer_printf(text, "until %s at least\n", day);
    else
        wm_buffer_printf(text, "until %s, then %s\n", day, wm_outcome_name(decision->changes_to));
}

void engine_write_answer(const struct wm_decision *decision, wm_day last, bool year, struct wm_buffer *text) {
    wm_buffer_printf(text, "outcome %s\n", wm_outcome_name(decision->outcome));
    write_until(text, decision, last, year);
    write_unmet(text, decision);
    write_unknown(text, decision);
    wm_buffer_text(text, "\ndesired ");
    for (uint32_t i = 0; i < decision->desired_count; i++)
        write_verdict(text, i == 0, &decision->desired[i]);
    wm_buffer_text(text, "\nleaves ");
    bool first = true;
    write_leaves(text, decision->tree, &first);
}
