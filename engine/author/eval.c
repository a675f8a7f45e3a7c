// SPDX-License-Identifier: MIT
#include "engine/author/eval.h"

#include "engine/author/eval_value.h"
#include "engine/author/meeting.h"
#include "engine/decide/standing.h"
#include "engine/portfolio/kinds.h"

#include <stdio.h>
#include <string.h>

enum { RECORD_LONGEST = 65536, RECORD_DEEPEST = 16, ENTRIES_MOST = 100000, OVERRIDES_MOST = 1000 };
#define ARENA_MOST ((size_t)64 * 1024 * 1024)

// The rules ----------------------------------------------------------------------------------------------------------

static enum wm_status build(const struct wm_eval *eval, const struct wm_pack_override *overrides, size_t count,
                            struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    const char *id = strchr(eval->pack, '/') + 1;
    if (eval->framework == NULL)
        return wm_pack_build(eval->source, id, eval->limits, ret_ruleset, error);
    return wm_pack_build_framework(eval->source, id, overrides, count, eval->limits, ret_ruleset, error);
}

static enum wm_status rebuild(struct wm_eval *eval, const struct wm_pack_override *overrides, size_t count,
                              struct wm_error *error) {
    struct wm_ruleset *ruleset;
    enum wm_status status = build(eval, overrides, count, &ruleset, error);
    if (status != WM_OK)
        return status;
    wm_predicates_verified_free(eval->predicates);
    eval->predicates = NULL;
    wm_ruleset_unref(eval->ruleset);
    eval->ruleset = ruleset;
    return WM_OK;
}

enum wm_status wm_eval_reload(struct wm_eval *eval, struct wm_error *error) {
    return rebuild(eval, eval->overrides, eval->override_count, error);
}

enum wm_status wm_eval_open(struct wm_eval *eval, const struct wm_pack_source *source, const char *pack,
                            const struct wm_pack_limits *limits, struct wm_error *error) {
    static const char group[] = "frameworks/";
    bool framework = strncmp(pack, group, sizeof group - 1) == 0;
    *eval = (struct wm_eval){.source = source, .limits = limits, .pack = pack};
    eval->framework = framework ? pack + sizeof group - 1 : NULL;
    wm_arena_init(&eval->arena, ARENA_MOST);
    enum wm_status status = wm_eval_reload(eval, error);
    if (status == WM_OK)
        status = wm_json_reader_new(RECORD_LONGEST, RECORD_DEEPEST, &eval->reader, error);
    if (status == WM_OK)
        status = wm_portfolio_builder_new(&eval->builder, error);
    if (status == WM_OK)
        status = wm_day_at(wm_instant_now(), eval->ruleset->timezone, &eval->as_of, error);
    return status;
}

void wm_eval_close(struct wm_eval *eval) {
    wm_eval_forget_all(eval);
    wm_free(eval->entries);
    wm_free(eval->overrides);
    wm_portfolio_builder_free(eval->builder);
    wm_json_reader_free(eval->reader);
    wm_predicates_verified_free(eval->predicates);
    wm_ruleset_unref(eval->ruleset);
    wm_arena_clear(&eval->arena);
    *eval = (struct wm_eval){0};
}

// Room for one more in an array that doubles.
static enum wm_status make_room(void **array, size_t count, size_t *room, size_t size, size_t most, const char *what,
                                struct wm_error *error) {
    if (count < *room)
        return WM_OK;
    if (count >= most)
        return wm_error_set(error, WM_LIMIT, "too-many", "there are %zu %s by now, and no more can be held", most,
                            what);
    size_t more = *room == 0 ? 16 : *room * 2;
    void *grown = wm_realloc(*array, more * size);
    if (grown == NULL)
        return wm_error_no_memory(error);
    *array = grown;
    *room = more;
    return WM_OK;
}

// Parameters ---------------------------------------------------------------------------------------------------------

static enum wm_status only_frameworks(const struct wm_eval *eval, struct wm_error *error) {
    wm_error_set(error, WM_PARAMS, "wrong-place",
                 "an organisation's pack sets its parameters itself: change %s, then reload", eval->pack);
    return WM_PARAMS;
}

enum wm_status wm_eval_set(struct wm_eval *eval, const char *name, const char *value, struct wm_error *error) {
    const struct wm_parameter *parameter;
    void *overrides = eval->overrides;
    if (eval->framework == NULL)
        return only_frameworks(eval, error);
    enum wm_status status = wm_eval_find_parameter(eval->ruleset, name, &parameter, error);
    struct wm_pack_override made = {.unset = value == NULL};
    if (status == WM_OK && value != NULL)
        status = wm_eval_value(&eval->arena, parameter, value, &made.value, error);
    if (status == WM_OK)
        status = make_room(&overrides, eval->override_count, &eval->override_room, sizeof made, OVERRIDES_MOST,
                           "parameters set", error);
    eval->overrides = overrides;
    if (status != WM_OK)
        return status;
    made.parameter = wm_arena_dup(&eval->arena, parameter->id);
    if (made.parameter == NULL)
        return wm_error_no_memory(error);
    size_t at = 0;
    while (at < eval->override_count && strcmp(eval->overrides[at].parameter, made.parameter) != 0)
        at++;
    bool again = at < eval->override_count;
    struct wm_pack_override before = again ? eval->overrides[at] : made;
    size_t count = eval->override_count + (again ? 0 : 1);
    eval->overrides[at] = made;
    status = rebuild(eval, eval->overrides, count, error);
    if (status == WM_OK)
        eval->override_count = count;
    else
        eval->overrides[at] = before;
    return status;
}

// Entries ------------------------------------------------------------------------------------------------------------

// Takes the text over, also on failure.
static enum wm_status append(struct wm_eval *eval, WM_TAKES char *text, struct wm_eval_entry entry,
                             struct wm_error *error) {
    void *entries = eval->entries;
    enum wm_status status = text != NULL ? WM_OK : wm_error_no_memory(error);
    if (status == WM_OK)
        status = make_room(&entries, eval->count, &eval->room, sizeof entry, ENTRIES_MOST, "entries", error);
    eval->entries = entries;
    if (status != WM_OK) {
        wm_free(text);
        return status;
    }
    entry.text = text;
    entry.seq = ++eval->last;
    eval->entries[eval->count++] = entry;
    return WM_OK;
}

static enum wm_status append_record(struct wm_eval *eval, const struct wm_record *record, struct wm_error *error) {
    struct wm_buffer text;
    wm_buffer_init(&text, RECORD_LONGEST);
    wm_record_write(&text, record);
    enum wm_status status = append(eval, wm_buffer_steal(&text), (struct wm_eval_entry){0}, error);
    wm_buffer_clear(&text);
    return status;
}

// A value where it does not matter which: a point of the competency's scale, else nought.
static wm_number any_value(const struct wm_ruleset *ruleset, struct wm_text subject) {
    const char *slash = memchr(subject.data, '/', subject.length);
    size_t length = slash != NULL ? (size_t)(slash - subject.data) : 0;
    const struct wm_framework *framework = slash != NULL ? wm_ruleset_framework(ruleset, subject.data, length) : NULL;
    const struct wm_declaration *competency =
        framework != NULL ? wm_framework_find(framework, WM_DECLARED_COMPETENCY, slash + 1, subject.length - length - 1)
                          : NULL;
    return competency != NULL && competency->scale != NULL ? competency->scale->points[0].value : 0;
}

// A made record says more or less than one that could be recorded.
static enum wm_status append_made(struct wm_eval *eval, const struct wm_record *record, struct wm_error *error) {
    const uint8_t *need = wm_kind_form(record->kind)->need;
    struct wm_record made = *record;
    if (need[WM_FIELD_BY] == WM_NEED_REFUSED)
        made.by = (struct wm_text){"", 0};
    if (need[WM_FIELD_AS] == WM_NEED_REFUSED)
        made.as = (struct wm_text){"", 0};
    if (need[WM_FIELD_METHOD] == WM_NEED_REFUSED)
        made.method = (struct wm_text){"", 0};
    if (need[WM_FIELD_VALUE] == WM_NEED_REQUIRED && !made.has_value) {
        made.has_value = true;
        made.value = any_value(eval->ruleset, made.subject);
    }
    return append_record(eval, &made, error);
}

static enum wm_status append_award(struct wm_eval *eval, const char *level, size_t length, wm_day on, wm_day until,
                                   struct wm_error *error) {
    return append(eval, wm_dup_n(level, length), (struct wm_eval_entry){.award = true, .on = on, .until = until},
                  error);
}

static void write_record(const struct wm_eval *eval, const char *kind, const char *subject,
                         const struct wm_eval_field *fields, size_t count, struct wm_buffer *json) {
    bool dated = false;
    wm_buffer_byte(json, '{');
    wm_json_write_key(json, "kind");
    wm_json_write_text(json, kind);
    wm_json_write_key(json, "subject");
    wm_json_write_text(json, subject);
    for (size_t i = 0; i < count; i++) {
        wm_number number;
        dated = dated || strcmp(fields[i].name, "on") == 0;
        wm_json_write_key(json, fields[i].name);
        if (strcmp(fields[i].name, "data") == 0)
            wm_buffer_text(json, fields[i].value);
        else if (strcmp(fields[i].name, "value") == 0 && wm_eval_number(fields[i].value, &number))
            wm_number_write(json, number);
        else
            wm_json_write_text(json, fields[i].value);
    }
    if (!dated) {
        char day[11];
        wm_day_format(eval->as_of, day);
        wm_json_write_key(json, "on");
        wm_json_write_text(json, day);
    }
    wm_buffer_byte(json, '}');
}

static enum wm_status read_record(struct wm_eval *eval, const char *json, size_t length, struct wm_record *ret_record,
                                  struct wm_error *error) {
    struct wm_json object;
    enum wm_status status = wm_json_parse_copy(eval->reader, json, length, &object, error);
    return status == WM_OK ? wm_record_read(object, "record", ret_record, error) : status;
}

enum wm_status wm_eval_record(struct wm_eval *eval, const char *kind, const char *subject,
                              const struct wm_eval_field *fields, size_t count, char ret_warning[200],
                              struct wm_error *error) {
    struct wm_record record;
    struct wm_buffer json;
    struct wm_arena arena;
    wm_arena_init(&arena, RECORD_LONGEST);
    wm_buffer_init(&json, RECORD_LONGEST);
    const char *code = wm_eval_subject(eval->ruleset, &arena, wm_kind_parse(kind, strlen(kind)), subject);
    if (code != NULL)
        write_record(eval, kind, code, fields, count, &json);
    enum wm_status status = code == NULL || json.failed ? wm_error_no_memory(error) : WM_OK;
    if (status == WM_OK)
        status = read_record(eval, json.data, json.length, &record, error);
    if (status == WM_OK)
        status = wm_ruleset_check_record(eval->ruleset, &record, "record", ret_warning, error);
    if (status == WM_OK)
        status = append_record(eval, &record, error);
    wm_buffer_clear(&json);
    wm_arena_clear(&arena);
    return status;
}

enum wm_status wm_eval_award(struct wm_eval *eval, const char *name, wm_day on, wm_day until, struct wm_error *error) {
    const struct wm_level *level;
    enum wm_status status = wm_eval_find_level(eval->ruleset, name, &level, error);
    if (status != WM_OK)
        return status;
    if (level->gate)
        return wm_error_set(error, WM_PARAMS, "gate", "%s is a gate: only levels are awarded", level->full);
    if (until != WM_DAY_NONE && until < on)
        return wm_error_set(error, WM_PARAMS, "wrong-order", "the award would end before it begins");
    return append_award(eval, level->full, strlen(level->full), on, until, error);
}

enum wm_status wm_eval_meet(struct wm_eval *eval, const char *name, const char *const *without, size_t count,
                            struct wm_error *error) {
    const struct wm_level *level;
    struct wm_meeting meeting = {0};
    struct wm_arena arena;
    wm_arena_init(&arena, ARENA_MOST);
    enum wm_status status = wm_eval_find_level(eval->ruleset, name, &level, error);
    if (status == WM_OK)
        status = wm_meeting_make(&arena, level, eval->as_of, NULL, &meeting, error);
    for (size_t i = 0; i < count && status == WM_OK; i++)
        status = wm_meeting_without(&meeting, without[i], error);
    size_t before = eval->count;
    for (const struct wm_least_record *fact = meeting.least.first; fact != NULL && status == WM_OK; fact = fact->next) {
        const struct wm_record *record = &fact->record;
        if (record->kind == WM_KIND_AWARD)
            status = append_award(eval, record->subject.data, record->subject.length, record->on, record->until, error);
        else
            status = append_made(eval, record, error);
    }
    while (status != WM_OK && eval->count > before)
        wm_free(eval->entries[--eval->count].text);
    wm_arena_clear(&arena);
    return status;
}

static size_t find_entry(const struct wm_eval *eval, int64_t seq) {
    size_t at = 0;
    while (at < eval->count && eval->entries[at].seq != seq)
        at++;
    return at;
}

enum wm_status wm_eval_forget(struct wm_eval *eval, const int64_t *seqs, size_t count, struct wm_error *error) {
    for (size_t i = 0; i < count; i++) {
        if (find_entry(eval, seqs[i]) == eval->count)
            return wm_error_set(error, WM_NOT_FOUND, "unknown-record", "there is no record %lld", (long long)seqs[i]);
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = find_entry(eval, seqs[i]);
        if (at == eval->count) // named twice
            continue;
        wm_free(eval->entries[at].text);
        memmove(&eval->entries[at], &eval->entries[at + 1], (eval->count - at - 1) * sizeof eval->entries[0]);
        eval->count--;
    }
    return WM_OK;
}

void wm_eval_forget_all(struct wm_eval *eval) {
    while (eval->count > 0)
        wm_free(eval->entries[--eval->count].text);
}

void wm_eval_write_entry(struct wm_buffer *buffer, const struct wm_eval_entry *entry) {
    char day[11];
    wm_buffer_printf(buffer, "{\"seq\":%lld", (long long)entry->seq);
    if (!entry->award) {
        wm_buffer_byte(buffer, ',');
        wm_buffer_text(buffer, entry->text + 1);
        return;
    }
    wm_json_write_key(buffer, "level");
    wm_json_write_text(buffer, entry->text);
    wm_json_write_key(buffer, "on");
    wm_day_format(entry->on, day);
    wm_json_write_text(buffer, day);
    if (entry->until != WM_DAY_NONE) {
        wm_json_write_key(buffer, "until");
        wm_day_format(entry->until, day);
        wm_json_write_text(buffer, day);
    }
    wm_buffer_byte(buffer, '}');
}

// Questions ----------------------------------------------------------------------------------------------------------

static enum wm_status add_entry(struct wm_eval *eval, const struct wm_eval_entry *entry, uint8_t head[WM_BLAKE_SIZE],
                                struct wm_error *error) {
    struct wm_record record;
    size_t length = strlen(entry->text);
    wm_blake(entry->text, length, head);
    if (entry->award)
        return wm_portfolio_builder_award(eval->builder, entry->seq, entry->text, length, entry->on, entry->until,
                                          error);
    enum wm_status status = read_record(eval, entry->text, length, &record, error);
    return status == WM_OK ? wm_portfolio_builder_add(eval->builder, entry->seq, &record, error) : status;
}

static enum wm_status make_portfolio(struct wm_eval *eval, struct wm_portfolio **ret_portfolio,
                                     struct wm_error *error) {
    uint8_t head[2 * WM_BLAKE_SIZE] = {0}; // of all before, then of this one
    enum wm_status status = WM_OK;
    for (size_t i = 0; i < eval->count && status == WM_OK; i++) {
        status = add_entry(eval, &eval->entries[i], head + WM_BLAKE_SIZE, error);
        wm_blake(head, sizeof head, head);
        wm_portfolio_builder_entry(eval->builder, eval->entries[i].seq, head);
    }
    if (status == WM_OK)
        status = wm_portfolio_builder_finish(eval->builder, ret_portfolio, error);
    if (status != WM_OK)
        wm_portfolio_builder_reset(eval->builder);
    return status;
}

// A question about the made-up person, able to run the pack's custom predicates. To be ended in any case.
static enum wm_status begin_question(struct wm_eval *eval, struct wm_arena *arena, struct wm_question *ret_question,
                                     struct wm_error *error) {
    static const char person[] = "somebody";
    struct wm_portfolio *portfolio = NULL;
    enum wm_status status = WM_OK;
    wm_arena_init(arena, ARENA_MOST);
    *ret_question = (struct wm_question){.ruleset = eval->ruleset,
                                         .organisation = eval->ruleset->organisation,
                                         .person = person,
                                         .person_length = sizeof person - 1,
                                         .as_of = eval->as_of};
    if (eval->ruleset->custom && eval->predicates == NULL) {
        status = wm_predicates_verified_new(eval->ruleset, NULL, &eval->predicates, error);
        if (status == WM_OK)
            eval->runner = wm_predicates_verified_runner(eval->predicates);
    }
    if (status == WM_OK)
        status = make_portfolio(eval, &portfolio, error);
    ret_question->portfolio = portfolio;
    ret_question->runner = eval->predicates != NULL ? &eval->runner : NULL;
    return status;
}

static enum wm_status end_question(enum wm_status status, struct wm_arena *arena, const struct wm_question *question,
                                   const struct wm_buffer *reply, struct wm_error *error) {
    wm_arena_clear(arena);
    wm_portfolio_unref((struct wm_portfolio *)(uintptr_t)question->portfolio);
    return status == WM_OK && reply->failed ? wm_error_no_memory(error) : status;
}

enum wm_status wm_eval_decide(struct wm_eval *eval, const struct wm_level *level, bool explain, struct wm_buffer *reply,
                              enum wm_outcome *ret_outcome, struct wm_error *error) {
    struct wm_arena arena;
    struct wm_question question;
    struct wm_decision decision;
    enum wm_status status = begin_question(eval, &arena, &question, error);
    question.level = level;
    question.explain = explain;
    if (status == WM_OK)
        status = wm_decide(&question, &arena, &decision, error);
    if (status == WM_OK) {
        wm_decision_write(reply, &question, &decision);
        *ret_outcome = decision.outcome;
    }
    return end_question(status, &arena, &question, reply, error);
}

enum wm_status wm_eval_standing(struct wm_eval *eval, const struct wm_framework *framework, struct wm_buffer *reply,
                                struct wm_error *error) {
    struct wm_arena arena;
    struct wm_question question;
    struct wm_standing standing;
    enum wm_status status = begin_question(eval, &arena, &question, error);
    if (status == WM_OK)
        status = wm_standing(&question, framework, WM_STANDING_LAPSING_DAYS, &arena, &standing, error);
    if (status == WM_OK)
        wm_standing_write(reply, &question, &standing);
    return end_question(status, &arena, &question, reply, error);
}
