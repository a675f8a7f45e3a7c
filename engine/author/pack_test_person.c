// SPDX-License-Identifier: MIT
#include "engine/author/pack_test_person.h"

#include "engine/author/all_levels.h"
#include "engine/portfolio/kinds.h"

#include <stdio.h>
#include <string.h>

struct making {
    const struct wm_pack_test_world *world;
    struct wm_arena *arena;
    const struct wm_draft_declaration *test;
    wm_day as_of;
    int64_t seq;
    struct wm_error *error;
};

static enum wm_status fail(struct wm_error *error, struct wm_place where, const char *reason, const char *message) {
    wm_error_set(error, WM_RULES, reason, "%s", message);
    return wm_draft_where(error, where);
}

// What a lower floor found wrong, as a mistake in the pack.
static enum wm_status blame(struct wm_error *error, struct wm_place where, enum wm_status status) {
    if (status == WM_OK || status == WM_NO_MEMORY)
        return status;
    if (error != NULL)
        error->status = WM_RULES;
    wm_draft_where(error, where);
    return WM_RULES;
}

// Names --------------------------------------------------------------------------------------------------------------

// "assessors/framework": what an organisation asks of whoever assesses. It has no place among the levels.
static const struct wm_level *find_assessors(const struct wm_ruleset *ruleset, const char *name) {
    for (uint32_t i = ruleset->level_count; i < wm_all_levels_count(ruleset); i++) {
        if (strcmp(wm_all_levels_at(ruleset, i)->full, name) == 0)
            return wm_all_levels_at(ruleset, i);
    }
    return NULL;
}

enum wm_status wm_pack_test_level(const struct wm_pack_test_world *world, struct wm_arena *arena, const char *name,
                                  struct wm_place where, const struct wm_level **ret_level, struct wm_error *error) {
    const char *full = name;
    if (world->framework != NULL && strchr(name, '/') == NULL)
        full = wm_arena_printf(arena, "%s/%s", world->framework, name);
    if (full == NULL)
        return wm_error_no_memory(error);
    const struct wm_level *level = find_assessors(world->ruleset, full);
    enum wm_status status =
        level == NULL ? wm_ruleset_find_level(world->ruleset, full, strlen(full), &level, error) : WM_OK;
    if (status != WM_OK)
        return blame(error, where, status);
    *ret_level = world->levels != NULL ? world->levels[wm_all_levels_find(world->ruleset, level)] : level;
    return WM_OK;
}

static bool declares(const struct wm_framework *framework, enum wm_declared declared, const char *id) {
    return framework != NULL && wm_framework_find(framework, declared, id, strlen(id)) != NULL;
}

// The code that records use: competencies and levels are "framework/id", everything else is bare.
static const char *subject_code(struct making *making, enum wm_kind kind, const char *name) {
    const struct wm_pack_test_world *world = making->world;
    const char *slash = strchr(name, '/');
    const char *id = slash != NULL ? slash + 1 : name;
    const struct wm_framework *framework =
        slash != NULL ? wm_ruleset_framework(world->ruleset, name, (size_t)(slash - name)) : NULL;
    if (slash == NULL && world->framework != NULL)
        framework = wm_ruleset_framework(world->ruleset, world->framework, strlen(world->framework));
    bool of_framework =
        kind == WM_KIND_APPRAISAL || kind == WM_KIND_ASSESSMENT ||
        (declares(framework, WM_DECLARED_COMPETENCY, id) &&
         ((kind == WM_KIND_EVIDENCE || kind == WM_KIND_SIGNOFF) && !declares(framework, WM_DECLARED_ITEM, id)));
    if (framework == NULL)
        return name;
    return of_framework ? wm_arena_printf(making->arena, "%s/%s", framework->id, id) : id;
}

// Records ------------------------------------------------------------------------------------------------------------

static const char *text_of(const struct wm_draft_value *value) {
    if (value->type == WM_DRAFT_TEXT)
        return value->text;
    return value->type == WM_DRAFT_DECLARATION ? value->declaration->id : NULL;
}

static enum wm_status write_fields(struct making *making, const struct wm_draft_step *step, struct wm_buffer *json) {
    for (uint32_t i = 0; i < step->table->pair_count; i++) {
        const struct wm_draft_pair *pair = &step->table->pairs[i];
        const char *text = text_of(&pair->value);
        wm_json_write_key(json, pair->name);
        if (text != NULL) {
            wm_json_write_text(json, text);
        } else if (pair->value.type == WM_DRAFT_NUMBER) {
            wm_number_write(json, pair->value.number);
        } else {
            wm_error_set(making->error, WM_RULES, "wrong-type", "record \"%s\": `%s` is a text or a number, not %s",
                         step->name, pair->name, wm_draft_type_name(&pair->value));
            return wm_draft_where(making->error, step->where);
        }
    }
    return WM_OK;
}

// What a verb leaves unsaid: it went well, and somebody in charge says so.
static void write_usual(struct wm_buffer *json, enum wm_kind kind, const struct wm_draft_table *table) {
    static const struct {
        enum wm_field field;
        const char *text;
    } usual[] = {{WM_FIELD_AS, "supervisor"}, {WM_FIELD_BY, "somebody-else"}, {WM_FIELD_OUTCOME, NULL}};
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        const char *name = wm_field_name(usual[i].field);
        if (wm_kind_form(kind)->need[usual[i].field] != WM_NEED_REQUIRED || wm_draft_find(table, name) != NULL)
            continue;
        wm_json_write_key(json, name);
        wm_json_write_text(json, usual[i].text != NULL ? usual[i].text : wm_least_outcome(kind));
    }
}

static enum wm_status write_record(struct making *making, const struct wm_draft_step *step, const char *name,
                                   const char *on, struct wm_buffer *json) {
    const struct wm_draft_table *table = step->table;
    enum wm_kind kind = wm_kind_parse(step->name, strlen(step->name));
    const char *fixed = on != NULL ? "on" : "kind";
    if (name == NULL || table->point_count > 0)
        return fail(
            making->error, step->where, "wrong-type",
            "a record is one name and its fields: record \"training\" { \"fire-safety\", on = \"2026-01-10\" }");
    if (wm_draft_find(table, fixed) != NULL || wm_draft_find(table, "subject") != NULL)
        return fail(making->error, step->where, "wrong-type",
                    on != NULL ? "monthly sets `on` itself, and the name stands for `subject`"
                               : "the kind stands before the record, and the name for its `subject`");
    const char *subject = subject_code(making, kind, name);
    if (subject == NULL)
        return wm_error_no_memory(making->error);
    wm_buffer_byte(json, '{');
    wm_json_write_key(json, "kind");
    wm_json_write_text(json, step->name);
    wm_json_write_key(json, "subject");
    wm_json_write_text(json, subject);
    if (on != NULL) {
        wm_json_write_key(json, "on");
        wm_json_write_text(json, on);
    }
    if (step->usual)
        write_usual(json, kind, table);
    enum wm_status status = write_fields(making, step, json);
    wm_buffer_byte(json, '}');
    if (status == WM_OK && json->failed)
        return wm_error_no_memory(making->error);
    return status;
}

// One record, held against form and meaning as if it were recorded. `on` is NULL where the fields say it.
static enum wm_status add_record_of(struct making *making, const struct wm_draft_step *step, const char *name,
                                    const char *on) {
    const struct wm_pack_test_world *world = making->world;
    struct wm_buffer json;
    struct wm_json object;
    struct wm_record record;
    wm_buffer_init(&json, 65536);
    enum wm_status status = write_record(making, step, name, on, &json);
    if (status == WM_OK)
        status = wm_json_parse_copy(world->reader, json.data, json.length, &object, making->error);
    if (status == WM_OK)
        status = wm_record_read(object, step->name, &record, making->error);
    if (status == WM_OK)
        status = wm_ruleset_check_record(world->ruleset, &record, step->name, NULL, making->error);
    if (status == WM_OK)
        status = wm_portfolio_builder_add(world->builder, ++making->seq, &record, making->error);
    wm_buffer_clear(&json);
    return blame(making->error, step->where, status);
}

// A verb may name several things: a record of each.
static enum wm_status add_record(struct making *making, const struct wm_draft_step *step, const char *on) {
    const struct wm_draft_table *table = step->table;
    if (!step->usual || table->count == 0)
        return add_record_of(making, step, table->count == 1 ? text_of(&table->list[0]) : NULL, on);
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < table->count && status == WM_OK; i++)
        status = add_record_of(making, step, text_of(&table->list[i]), on);
    return status;
}

static enum wm_status add_monthly(struct making *making, const struct wm_draft_step *step) {
    wm_day from;
    char on[11];
    enum wm_status status = wm_day_parse(step->from, strlen(step->from), &from, making->error);
    for (uint32_t i = 0; i < step->count && status == WM_OK; i++) {
        wm_day_format(wm_day_add_months(from, (int32_t)i), on);
        status = add_record(making, step, on);
    }
    return status;
}

// Awards -------------------------------------------------------------------------------------------------------------

static enum wm_status read_day(struct making *making, const struct wm_draft_step *step, const char *name, wm_day *day) {
    const struct wm_draft_value *value = wm_draft_find(step->table, name);
    if (value == NULL)
        return WM_OK;
    if (value->type != WM_DRAFT_TEXT)
        return fail(making->error, step->where, "wrong-type", "an award's days are texts: on = \"2026-01-10\"");
    return blame(making->error, step->where, wm_day_parse(value->text, strlen(value->text), day, making->error));
}

// The code of what is awarded: a level, or one of a framework that nobody adopted, if it is recognised.
static enum wm_status read_awarded(struct making *making, const struct wm_draft_step *step, const char **ret_full) {
    const struct wm_ruleset *ruleset = making->world->ruleset;
    size_t length = strlen(step->name);
    *ret_full = step->name;
    if (wm_ruleset_level(ruleset, step->name, length) == NULL &&
        wm_ruleset_recognises(ruleset, WM_KIND_AWARD, step->name, length))
        return WM_OK;
    const struct wm_level *level;
    enum wm_status status =
        wm_pack_test_level(making->world, making->arena, step->name, step->where, &level, making->error);
    if (status == WM_OK && level->gate)
        return fail(making->error, step->where, "wrong-type", "a gate is not awarded, only levels are");
    if (status == WM_OK)
        *ret_full = level->full;
    return status;
}

static enum wm_status add_award(struct making *making, const struct wm_draft_step *step) {
    const char *full;
    wm_day on = WM_DAY_NONE, until = WM_DAY_NONE;
    const struct wm_draft_value *by = wm_draft_find(step->table, "by");
    enum wm_status status = read_awarded(making, step, &full);
    if (status == WM_OK)
        status = read_day(making, step, "on", &on);
    if (status == WM_OK)
        status = read_day(making, step, "until", &until);
    if (status != WM_OK)
        return status;
    bool text = by != NULL && by->type == WM_DRAFT_TEXT;
    uint32_t known = (on != WM_DAY_NONE ? 1u : 0u) + (until != WM_DAY_NONE ? 1u : 0u) + (text ? 1u : 0u);
    if (on == WM_DAY_NONE || step->table->count > 0 || step->table->pair_count != known)
        return fail(making->error, step->where, "wrong-type",
                    "an award has the day `on` and may have `until` and `by`: award \"entry\" { on = \"2026-01-10\" }");
    const struct wm_record award = {.kind = WM_KIND_AWARD,
                                    .subject = {full, strlen(full)},
                                    .on = on,
                                    .until = until,
                                    .by = {text ? by->text : "", text ? strlen(by->text) : 0}};
    return wm_portfolio_builder_add(making->world->builder, ++making->seq, &award, making->error);
}

// Meeting a level ----------------------------------------------------------------------------------------------------

static enum wm_status add_facts(const struct wm_pack_test_world *world, const struct wm_meeting *meeting, int64_t *seq,
                                struct wm_error *error) {
    enum wm_status status = WM_OK;
    for (const struct wm_least_record *fact = meeting->least.first; fact != NULL && status == WM_OK;
         fact = fact->next) {
        const struct wm_record *record = &fact->record;
        if (record->kind == WM_KIND_AWARD)
            status = wm_portfolio_builder_award(world->builder, ++*seq, record->subject.data, record->subject.length,
                                                record->on, record->until, error);
        else
            status = wm_portfolio_builder_add(world->builder, ++*seq, record, error);
    }
    return status;
}

static enum wm_status leave_out(struct making *making, struct wm_meeting *meeting,
                                const struct wm_draft_value *without) {
    const struct wm_draft_value *values = without;
    uint32_t count = without != NULL ? 1 : 0;
    if (without != NULL && without->type == WM_DRAFT_TABLE) {
        values = without->table->list;
        count = without->table->count;
    }
    for (uint32_t i = 0; i < count; i++) {
        const char *name = text_of(&values[i]);
        if (name == NULL)
            return fail(making->error, without->where, "wrong-type",
                        "`without` takes the ids of criteria: without = { \"trained:fire-safety\" }");
        enum wm_status status = wm_meeting_without(meeting, name, making->error);
        if (status != WM_OK)
            return blame(making->error, making->test->where, status);
    }
    return WM_OK;
}

static enum wm_status add_meeting(struct making *making, const struct wm_draft_step *step,
                                  const struct wm_draft_value *without) {
    const struct wm_level *level = NULL;
    struct wm_meeting meeting = {0};
    enum wm_status status =
        wm_pack_test_level(making->world, making->arena, step->name, step->where, &level, making->error);
    if (status == WM_OK)
        status = wm_meeting_make(making->arena, level, making->as_of, NULL, &meeting, making->error);
    if (status == WM_OK)
        status = leave_out(making, &meeting, without);
    return status == WM_OK ? add_facts(making->world, &meeting, &making->seq, making->error) : status;
}

// Steps --------------------------------------------------------------------------------------------------------------

static enum wm_status check_list(struct making *making, const struct wm_draft_table *table) {
    struct wm_place where = making->test->where;
    enum wm_status status = wm_form_list("`person`", where, table, true, making->error);
    bool meeting = false;
    for (uint32_t i = 0; i < table->count; i++)
        meeting = meeting || (table->list[i].type == WM_DRAFT_STEP && table->list[i].step->kind == WM_STEP_MEETING);
    for (uint32_t i = 0; i < table->pair_count && status == WM_OK; i++) {
        if (strcmp(table->pairs[i].name, "without") != 0) {
            wm_error_set(making->error, WM_RULES, "unknown-name", "`person` takes no `%s`", table->pairs[i].name);
            wm_error_found(making->error, "%s", table->pairs[i].name);
            wm_error_nearest(making->error, "without");
            status = wm_draft_where(making->error, where);
        } else if (!meeting) {
            status = fail(making->error, where, "missing", "`without` stands beside a `meeting`, and there is none");
        }
    }
    return status;
}

static enum wm_status add_steps(struct making *making, const struct wm_draft_table *table, int depth);

static enum wm_status add_value(struct making *making, const struct wm_draft_value *value,
                                const struct wm_draft_value *without, int depth) {
    if (value->type == WM_DRAFT_TABLE && depth < 8)
        return add_steps(making, value->table, depth + 1);
    if (value->type != WM_DRAFT_STEP) {
        wm_error_set(making->error, WM_RULES, "wrong-type",
                     "`person` holds record, monthly, award, meeting, and lists of them, not %s%s",
                     wm_draft_type_name(value),
                     value->type == WM_DRAFT_CRITERION ? ": with a day it would be a record, as in "
                                                         "trained { \"fire-safety\", on = \"2026-01-10\" }"
                                                       : "");
        return wm_draft_where(making->error, value->where.line > 0 ? value->where : making->test->where);
    }
    switch (value->step->kind) {
    case WM_STEP_RECORD: return add_record(making, value->step, NULL);
    case WM_STEP_MONTHLY: return add_monthly(making, value->step);
    case WM_STEP_AWARD: return add_award(making, value->step);
    case WM_STEP_MEETING: return add_meeting(making, value->step, without);
    }
    return WM_OK;
}

// Lists may stand in lists, so that a pack's own functions can give several records at once; `without` belongs to the
// meetings of its own list.
static enum wm_status add_steps(struct making *making, const struct wm_draft_table *table, int depth) {
    enum wm_status status = check_list(making, table);
    const struct wm_draft_value *without = wm_draft_find(table, "without");
    for (uint32_t i = 0; i < table->count && status == WM_OK; i++)
        status = add_value(making, &table->list[i], without, depth);
    return status;
}

enum wm_status wm_pack_test_person(const struct wm_pack_test_world *world, struct wm_arena *arena,
                                   const struct wm_draft_declaration *test, wm_day as_of,
                                   struct wm_portfolio **ret_portfolio, struct wm_error *error) {
    const struct wm_draft_value *person = wm_draft_field(&test->fields, "person");
    struct making making = {.world = world, .arena = arena, .test = test, .as_of = as_of, .error = error};
    enum wm_status status = person != NULL ? add_steps(&making, person->table, 0) : WM_OK;
    if (status == WM_OK)
        return wm_portfolio_builder_finish(world->builder, ret_portfolio, error);
    wm_portfolio_builder_reset(world->builder);
    return status;
}

enum wm_status wm_pack_test_person_meeting(const struct wm_pack_test_world *world, const struct wm_meeting *meeting,
                                           struct wm_portfolio **ret_portfolio, struct wm_error *error) {
    int64_t seq = 0;
    enum wm_status status = add_facts(world, meeting, &seq, error);
    if (status == WM_OK)
        return wm_portfolio_builder_finish(world->builder, ret_portfolio, error);
    wm_portfolio_builder_reset(world->builder);
    return status;
}
