// SPDX-License-Identifier: MIT
#include "engine/cohort/cohort.h"

#include "engine/cohort/part.h"

#include <stdlib.h>
#include <string.h>

#define WORK_MOST ((size_t)64 << 20)
#define KEPT_MOST ((size_t)1 << 30) // lines have a bound of their own

// --- what is asked about ---

static bool is_asked(const struct wm_cohort_question *question, const struct wm_level *level) {
    if (question->kind == WM_COHORT_MATRIX)
        return level->framework == question->framework;
    if (question->level != NULL)
        return level == question->level;
    return question->kind == WM_COHORT_EXPIRING || level->framework == question->framework;
}

static void take_levels(struct wm_cohort *cohort) {
    const struct wm_ruleset *ruleset = cohort->question.ruleset;
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        if (is_asked(&cohort->question, ruleset->levels[i]))
            cohort->columns[cohort->column_count++].level = ruleset->levels[i];
    }
}

static void take_competencies(struct wm_cohort *cohort) {
    const struct wm_cohort_question *question = &cohort->question;
    const struct wm_framework *framework = question->framework;
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_COMPETENCY]; i++) {
        const struct wm_declaration *competency = &framework->declarations[WM_DECLARED_COMPETENCY][i];
        if (question->level == NULL || wm_cohort_asks(question->level, competency, question->as_of))
            cohort->columns[cohort->column_count++].competency = competency;
    }
}

static enum wm_status take_columns(struct wm_cohort *cohort, struct wm_error *error) {
    const struct wm_cohort_question *question = &cohort->question;
    bool competencies = question->kind == WM_COHORT_MATRIX && question->competencies;
    uint32_t most =
        competencies ? question->framework->declaration_counts[WM_DECLARED_COMPETENCY] : question->ruleset->level_count;
    cohort->columns = wm_arena_zero(&cohort->arena, most, sizeof *cohort->columns);
    if (cohort->columns == NULL)
        return wm_error_no_memory(error);
    if (competencies)
        take_competencies(cohort);
    else
        take_levels(cohort);
    return WM_OK;
}

// --- parts ---

static enum wm_status begin_part(struct wm_cohort *cohort, struct wm_cohort_part *part, struct wm_error *error) {
    part->cohort = cohort;
    wm_arena_init(&part->work, WORK_MOST);
    wm_arena_init(&part->kept, KEPT_MOST);
    enum wm_status status = wm_several_new(&part->several, error);
    if (status != WM_OK)
        return status;
    part->columns = wm_arena_alloc(&part->kept, cohort->column_count * sizeof *part->columns);
    if (part->columns == NULL)
        return wm_error_no_memory(error);
    if (cohort->column_count > 0)
        memcpy(part->columns, cohort->columns, cohort->column_count * sizeof *part->columns);
    if (cohort->question.kind == WM_COHORT_GAPS) {
        part->slots = wm_arena_zero(&part->kept, WM_COHORT_SLOTS, sizeof(struct wm_cohort_gap *));
        return part->slots != NULL ? WM_OK : wm_error_no_memory(error);
    }
    return WM_OK;
}

enum wm_status wm_cohort_new(const struct wm_cohort_question *question, unsigned parts, struct wm_cohort **ret_cohort,
                             struct wm_error *error) {
    struct wm_cohort *cohort = wm_alloc_zero(1, sizeof *cohort);
    if (cohort == NULL)
        return wm_error_no_memory(error);
    atomic_init(&cohort->references, 1);
    atomic_init(&cohort->room, question->most);
    wm_arena_init(&cohort->arena, KEPT_MOST);
    cohort->question = *question;
    wm_ruleset_ref(question->ruleset);
    enum wm_status status = take_columns(cohort, error);
    if (status == WM_OK) {
        cohort->parts = wm_alloc_zero(parts, sizeof *cohort->parts);
        status = cohort->parts != NULL ? WM_OK : wm_error_no_memory(error);
    }
    while (status == WM_OK && cohort->part_count < parts)
        status = begin_part(cohort, &cohort->parts[cohort->part_count++], error);
    if (status == WM_OK)
        *ret_cohort = cohort;
    else
        wm_cohort_unref(cohort);
    return status;
}

struct wm_cohort *wm_cohort_ref(struct wm_cohort *cohort) {
    atomic_fetch_add(&cohort->references, 1);
    return cohort;
}

void wm_cohort_unref(struct wm_cohort *cohort) {
    if (cohort == NULL || atomic_fetch_sub(&cohort->references, 1) != 1)
        return;
    for (unsigned i = 0; i < cohort->part_count; i++) {
        wm_several_free(cohort->parts[i].several);
        wm_arena_clear(&cohort->parts[i].work);
        wm_arena_clear(&cohort->parts[i].kept);
    }
    wm_free(cohort->parts);
    wm_ruleset_unref(cohort->question.ruleset);
    wm_arena_clear(&cohort->arena);
    wm_free(cohort);
}

// --- one person ---

static bool has_room(struct wm_cohort *cohort, size_t size) {
    size_t room = atomic_load_explicit(&cohort->room, memory_order_relaxed);
    while (size <= room) {
        if (atomic_compare_exchange_weak_explicit(&cohort->room, &room, room - size, memory_order_relaxed,
                                                  memory_order_relaxed))
            return true;
    }
    return false;
}

enum wm_status wm_cohort_line_add(const struct wm_cohort_asked *asked, size_t size, void **ret_line,
                                  struct wm_error *error) {
    struct wm_cohort_part *part = asked->part;
    if (!has_room(part->cohort, size + asked->question.person_length + 1)) {
        part->cut = true;
        return WM_OK;
    }
    struct wm_cohort_line *line = wm_arena_zero(&part->kept, 1, size);
    if (part->name == NULL)
        part->name = wm_arena_dup_n(&part->kept, asked->question.person, asked->question.person_length);
    if (line == NULL || part->name == NULL)
        return wm_error_no_memory(error);
    line->person = part->name;
    line->next = part->first;
    part->first = line;
    part->count++;
    *ret_line = line;
    return WM_OK;
}

enum wm_status wm_cohort_decide(const struct wm_cohort_asked *asked, const struct wm_level *level,
                                struct wm_decision *ret_decision, struct wm_error *error) {
    struct wm_question question = asked->question;
    question.level = level;
    return wm_decide(&question, &asked->part->work, ret_decision, error);
}

// Those of leaves are the ruleset's.
const char *wm_cohort_id(struct wm_cohort_part *part, const struct wm_finding *finding) {
    const struct wm_criterion *criterion = finding->criterion;
    bool lasts = finding->id == criterion->id || finding->id == criterion->qualified_id ||
                 finding->id == wm_verb_name(criterion->verb);
    return lasts ? finding->id : wm_arena_dup(&part->kept, finding->id);
}

enum wm_status wm_cohort_add(struct wm_cohort *cohort, unsigned part, const char *person, size_t length,
                             const struct wm_portfolio *portfolio, const struct wm_predicate_runner *runner,
                             struct wm_error *error) {
    static enum wm_status (*const adds[])(const struct wm_cohort_asked *asked, struct wm_error *error) = {
        [WM_COHORT_QUERY] = wm_cohort_query_add,
        [WM_COHORT_MATRIX] = wm_cohort_matrix_add,
        [WM_COHORT_GAPS] = wm_cohort_gaps_add,
        [WM_COHORT_EXPIRING] = wm_cohort_expiring_add,
    };
    struct wm_cohort_asked asked = {.part = &cohort->parts[part],
                                    .question = {.ruleset = cohort->question.ruleset,
                                                 .organisation = cohort->question.organisation,
                                                 .person = person,
                                                 .person_length = length,
                                                 .as_of = cohort->question.as_of,
                                                 .runner = runner}};
    wm_arena_reset(&asked.part->work);
    asked.part->name = NULL;
    asked.part->people++;
    enum wm_status status =
        wm_recognise(cohort->question.ruleset, portfolio, &asked.part->work, &asked.question.portfolio, error);
    if (status != WM_OK)
        return status;
    wm_several_begin(asked.part->several, &asked.question, &asked.part->work);
    return adds[cohort->question.kind](&asked, error);
}

// --- all together ---

static void add_counts(struct wm_cohort_column *to, const struct wm_cohort_column *from) {
    for (size_t i = 0; i < sizeof to->outcomes / sizeof to->outcomes[0]; i++)
        to->outcomes[i] += from->outcomes[i];
    to->held += from->held;
    to->lapsing += from->lapsing;
    to->assessed += from->assessed;
    to->signed_off += from->signed_off;
}

static int by_person(const void *a, const void *b) {
    return strcmp((*(const struct wm_cohort_line *const *)a)->person,
                  (*(const struct wm_cohort_line *const *)b)->person);
}

static int by_people(const void *a, const void *b) {
    const struct wm_cohort_gap *left = *(const struct wm_cohort_gap *const *)a;
    const struct wm_cohort_gap *right = *(const struct wm_cohort_gap *const *)b;
    if (left->people != right->people)
        return left->people > right->people ? -1 : 1;
    if (left->only != right->only)
        return left->only > right->only ? -1 : 1;
    if (left->unknown != right->unknown)
        return left->unknown > right->unknown ? -1 : 1;
    if (left->level != right->level)
        return left->level->index < right->level->index ? -1 : 1;
    return strcmp(left->id, right->id);
}

static int by_day(const void *a, const void *b) {
    const struct wm_cohort_loss *left = *(const struct wm_cohort_loss *const *)a;
    const struct wm_cohort_loss *right = *(const struct wm_cohort_loss *const *)b;
    if (left->until != right->until)
        return left->until < right->until ? -1 : 1;
    int order = strcmp(left->line.person, right->line.person);
    return order != 0 ? order : (left->level->index > right->level->index) - (left->level->index < right->level->index);
}

static enum wm_status list_lines(struct wm_cohort *cohort, struct wm_error *error) {
    int (*order)(const void *a, const void *b) = cohort->question.kind == WM_COHORT_GAPS       ? by_people
                                                 : cohort->question.kind == WM_COHORT_EXPIRING ? by_day
                                                                                               : by_person;
    size_t all = 0;
    for (unsigned i = 0; i < cohort->part_count; i++)
        all += cohort->parts[i].count;
    cohort->lines = wm_arena_alloc(&cohort->arena, all * sizeof(struct wm_cohort_line *));
    if (cohort->lines == NULL)
        return wm_error_no_memory(error);
    for (unsigned i = 0; i < cohort->part_count; i++) {
        for (const struct wm_cohort_line *line = cohort->parts[i].first; line != NULL; line = line->next)
            cohort->lines[cohort->count++] = line;
    }
    if (cohort->count > 1)
        qsort(cohort->lines, cohort->count, sizeof(struct wm_cohort_line *), order);
    return WM_OK;
}

enum wm_status wm_cohort_finish(struct wm_cohort *cohort, struct wm_error *error) {
    bool gaps = cohort->question.kind == WM_COHORT_GAPS;
    for (unsigned i = 0; i < cohort->part_count; i++) {
        struct wm_cohort_part *part = &cohort->parts[i];
        cohort->people += part->people;
        cohort->cut = cohort->cut || part->cut;
        for (uint32_t k = 0; k < cohort->column_count; k++)
            add_counts(&cohort->columns[k], &part->columns[k]);
        wm_several_free(part->several);
        part->several = NULL;
        wm_arena_clear(&part->work);
    }
    if (gaps)
        wm_cohort_gaps_join(cohort);
    enum wm_status status = list_lines(cohort, error);
    if (status == WM_OK && gaps)
        status = wm_cohort_find_untaught(cohort, error);
    if (status == WM_OK && cohort->question.kind == WM_COHORT_EXPIRING)
        status = wm_cohort_count_days(cohort, error);
    cohort->size = sizeof *cohort + cohort->arena.used;
    for (unsigned i = 0; i < cohort->part_count; i++)
        cohort->size += cohort->parts[i].kept.used;
    return status;
}
