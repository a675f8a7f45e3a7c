// SPDX-License-Identifier: MIT
// What stands in a test: record, monthly, meeting, award, supervision_monthly, and verbs with a day; eligible,
// not_eligible, indeterminate.
#include "engine/lang/verbs.h"

#include <lauxlib.h>
#include <string.h>

static void push_step(lua_State *state, struct wm_draft_step *step) {
    struct wm_draft_value value = {.type = WM_DRAFT_STEP, .where = step->where, .step = step};
    wm_argument_push(state, &value);
}

static void check_kind(lua_State *state, const char *kind) {
    if (wm_kind_parse(kind, strlen(kind)) != WM_KIND_NONE && strcmp(kind, "award") != 0)
        return;
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, kind);
    for (int known = WM_KIND_NONE + 1; known < WM_KIND_AWARD; known++)
        wm_nearest_offer(&nearest, wm_kind_name((enum wm_kind)known));
    wm_error_set(fault, WM_RULES, "unknown-name", "there is no kind of record \"%s\"", kind);
    wm_error_found(fault, "%s", kind);
    wm_error_nearest(fault, wm_nearest_name(&nearest));
    wm_draft_where(fault, wm_script_place(state));
    wm_sandbox_raise(state);
}

static struct wm_draft_step *new_step(lua_State *state, enum wm_step_kind kind, const char *word) {
    struct wm_draft_step *step = wm_script_alloc(state, 1, sizeof *step);
    step->kind = kind;
    step->where = wm_script_place(state);
    step->name = wm_argument_text(state, 1, word);
    if (kind == WM_STEP_RECORD || kind == WM_STEP_MONTHLY)
        check_kind(state, step->name);
    return step;
}

static int l_opening_step(lua_State *state) { // record "training" { … }, award "level" { … }
    enum wm_step_kind kind = (enum wm_step_kind)wm_verbs_number(state);
    const char *word = kind == WM_STEP_RECORD ? "record" : "award";
    wm_argument_count(state, 1, 1, word);
    struct wm_draft_opening *opening = wm_script_alloc(state, 1, sizeof *opening);
    opening->step = new_step(state, kind, word);
    opening->what = wm_verbs_what(state, word, opening->step->name);
    wm_verbs_open(state, opening);
    return 1;
}

int wm_verbs_step(lua_State *state, struct wm_draft_opening *opening) {
    struct wm_draft_step *step = wm_script_alloc(state, 1, sizeof *step);
    struct wm_draft_value table;
    wm_argument_read(state, 2, &table);
    *step = *opening->step;
    step->table = table.table;
    push_step(state, step);
    return 1;
}

static int l_meeting(lua_State *state) {
    wm_argument_count(state, 1, 1, "meeting");
    push_step(state, new_step(state, WM_STEP_MEETING, "meeting"));
    return 1;
}

// The first day and how many, from argument `first` on. False when they are something else.
static bool read_months(lua_State *state, int first, const char *word, struct wm_draft_step *step) {
    struct wm_draft_value count;
    wm_day day;
    step->from = wm_argument_text(state, first, word);
    wm_argument_read(state, first + 1, &count);
    if (wm_day_parse(step->from, strlen(step->from), &day, &wm_sandbox_of(state)->fault) != WM_OK ||
        count.type != WM_DRAFT_NUMBER || count.number % WM_NUMBER_ONE != 0 || count.number < WM_NUMBER_ONE ||
        count.number > 600LL * WM_NUMBER_ONE)
        return false;
    step->count = (uint32_t)(count.number / WM_NUMBER_ONE);
    return true;
}

static int l_monthly(lua_State *state) {
    struct wm_draft_value fields;
    wm_argument_count(state, 4, 4, "monthly");
    struct wm_draft_step *step = new_step(state, WM_STEP_MONTHLY, "monthly");
    wm_argument_read(state, 2, &fields);
    if (fields.type != WM_DRAFT_TABLE || !read_months(state, 3, "monthly", step))
        wm_verbs_fail(state, "wrong-type",
                      "monthly takes a kind, a table, the first day and how many: "
                      "monthly(\"supervision\", { \"regular\", as = \"supervisor\" }, \"2026-01-05\", 6)");
    step->table = fields.table;
    push_step(state, step);
    return 1;
}

static int l_supervision_monthly(lua_State *state) {
    static const char word[] = "supervision_monthly";
    struct wm_draft_table *table = wm_script_alloc(state, 1, sizeof *table);
    struct wm_draft_value *subject = wm_script_alloc(state, 1, sizeof *subject);
    struct wm_draft_step *step = wm_script_alloc(state, 1, sizeof *step);
    wm_argument_count(state, 3, 3, word);
    *step = (struct wm_draft_step){.kind = WM_STEP_MONTHLY, .name = "supervision", .usual = true};
    step->where = wm_script_place(state);
    *subject =
        (struct wm_draft_value){.type = WM_DRAFT_TEXT, .where = step->where, .text = wm_argument_text(state, 1, word)};
    *table = (struct wm_draft_table){.list = subject, .count = 1};
    step->table = table;
    if (!read_months(state, 2, word, step))
        wm_verbs_fail(state, "wrong-type",
                      "supervision_monthly takes a kind of session, the first day and how many: "
                      "supervision_monthly(\"regular\", \"2026-01-05\", 6)");
    push_step(state, step);
    return 1;
}

// The kind of record that a leaf is about, where it is always the same.
static enum wm_kind kind_of(enum wm_verb verb) {
    switch (verb) {
    case WM_VERB_ASSESSED: return WM_KIND_ASSESSMENT;
    case WM_VERB_TRAINED: return WM_KIND_TRAINING;
    case WM_VERB_QUALIFIED: return WM_KIND_QUALIFICATION;
    case WM_VERB_EXPERIENCED: return WM_KIND_EXPERIENCE;
    case WM_VERB_SUPERVISED: return WM_KIND_SUPERVISION;
    case WM_VERB_RELATED: return WM_KIND_RELATION;
    case WM_VERB_APPRAISED: return WM_KIND_APPRAISAL;
    case WM_VERB_EVIDENCED: return WM_KIND_EVIDENCE;
    case WM_VERB_SIGNED_OFF: return WM_KIND_SIGNOFF;
    case WM_VERB_IN_ROLE: return WM_KIND_ROLE;
    case WM_VERB_MEASURED: return WM_KIND_MEASURE;
    default: return WM_KIND_NONE;
    }
}

bool wm_verbs_record(lua_State *state, enum wm_verb verb, const struct wm_draft_value *argument) {
    enum wm_kind kind = kind_of(verb);
    if (kind == WM_KIND_NONE || argument->type != WM_DRAFT_TABLE || wm_draft_find(argument->table, "on") == NULL)
        return false;
    struct wm_draft_step *step = wm_script_alloc(state, 1, sizeof *step);
    *step = (struct wm_draft_step){
        .kind = WM_STEP_RECORD, .name = wm_kind_name(kind), .usual = true, .table = argument->table};
    step->where = wm_script_place(state);
    push_step(state, step);
    return true;
}

static const char *const outcomes[] = {"eligible", "not_eligible", "indeterminate", NULL};

static bool texts_only(const struct wm_draft_table *table) {
    for (uint32_t i = 0; i < table->count; i++) {
        if (table->list[i].type != WM_DRAFT_TEXT)
            return false;
    }
    return true;
}

int wm_verbs_expect(lua_State *state, const struct wm_draft_value *value) {
    struct wm_draft_expectation *expectation = wm_script_alloc(state, 1, sizeof *expectation);
    const char *outcome = value->expectation->outcome;
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    struct wm_draft_value table;
    wm_argument_read(state, 2, &table);
    expectation->outcome = outcome;
    expectation->where = wm_script_place(state);
    if (table.type != WM_DRAFT_TABLE && table.type != WM_DRAFT_NOTHING)
        wm_verbs_fail(state, "wrong-type", "%s takes a table", outcome);
    const struct wm_draft_table *given = table.type == WM_DRAFT_TABLE ? table.table : NULL;
    if (given != NULL) {
        wm_verbs_check(state, wm_form_list(outcome, expectation->where, given, true, fault));
        if (given->count > 0 && strcmp(outcome, "not_eligible") != 0)
            wm_verbs_fail(state, "wrong-type", "%s takes named values only", outcome);
        if (!texts_only(given))
            wm_verbs_fail(state, "wrong-type", "not_eligible takes the ids of unmet criteria: \"trained:fire-safety\"");
        expectation->ids = given->list;
        expectation->id_count = given->count;
    }
    wm_verbs_check(state, wm_forms_read(wm_forms_of_expectation(outcome), false, outcome, expectation->where, given,
                                        &wm_script_of(state)->draft.arena, &expectation->fields, fault));
    struct wm_draft_value made = {
        .type = WM_DRAFT_EXPECTATION, .where = expectation->where, .expectation = expectation};
    wm_argument_push(state, &made);
    return 1;
}

void wm_verbs_tests(lua_State *state) {
    wm_verbs_add(state, "record", l_opening_step, WM_STEP_RECORD);
    wm_verbs_add(state, "award", l_opening_step, WM_STEP_AWARD);
    wm_verbs_add(state, "monthly", l_monthly, 0);
    wm_verbs_add(state, "meeting", l_meeting, 0);
    wm_verbs_add(state, "supervision_monthly", l_supervision_monthly, 0);
    for (int i = 0; outcomes[i] != NULL; i++) {
        struct wm_draft_expectation *expectation = wm_script_alloc(state, 1, sizeof *expectation);
        expectation->outcome = outcomes[i];
        struct wm_draft_value value = {.type = WM_DRAFT_EXPECTATION, .expectation = expectation};
        wm_argument_push(state, &value);
        lua_setfield(state, -2, outcomes[i]);
    }
}
