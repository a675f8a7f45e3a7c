// SPDX-License-Identifier: MIT
// The texts of a new pack, with their places filled in.
#include "engine/author/skeleton.h"

#include "engine/author/eval.h"
#include "engine/author/skeleton_texts.h"

#include <stdio.h>
#include <string.h>

enum { NAME_LONGEST = 64, FILES = 8, TEXT_MOST = 1 << 20, REPLY_MOST = 16 << 20 };
#define ARENA_MOST ((size_t)16 * 1024 * 1024)
#define DAY "2026-09-01" // of the tests

struct filling { // "@NAME@" and what stands for it
    const char *place, *text;
};
struct work {
    struct wm_skeleton *skeleton;
    struct filling fillings[10];
    size_t count;
    struct wm_error *error;
};

static const struct wm_skeleton_text *find_text(const char *name) {
    const struct wm_skeleton_text *text = wm_skeleton_texts;
    while (strcmp(text->name, name) != 0)
        text++;
    return text;
}

static void fill(struct work *work, const char *place, const char *text) {
    work->fillings[work->count++] = (struct filling){place, text};
}

// The text with its places filled in, appended.
static void write_text(const struct work *work, const struct wm_skeleton_text *text, struct wm_buffer *buffer) {
    const char *at = (const char *)text->bytes, *end = at + text->length;
    while (at < end) {
        const struct filling *found = NULL;
        for (size_t i = 0; i < work->count && *at == '@' && found == NULL; i++) {
            size_t length = strlen(work->fillings[i].place);
            if ((size_t)(end - at) >= length && memcmp(at, work->fillings[i].place, length) == 0)
                found = &work->fillings[i];
        }
        if (found != NULL) {
            wm_buffer_text(buffer, found->text);
            at += strlen(found->place);
        } else {
            wm_buffer_byte(buffer, *at++);
        }
    }
}

static enum wm_status add_file(struct work *work, const char *folder, const char *name, const char *text, bool shared) {
    struct wm_skeleton *skeleton = work->skeleton;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, TEXT_MOST);
    write_text(work, find_text(text), &buffer);
    struct wm_skeleton_file file = {.length = buffer.length, .shared = shared};
    file.path = wm_arena_printf(&skeleton->arena, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name);
    file.bytes = buffer.failed ? NULL : wm_arena_dup_n(&skeleton->arena, buffer.data, buffer.length);
    wm_buffer_clear(&buffer);
    if (file.path == NULL || file.bytes == NULL)
        return wm_error_no_memory(work->error);
    skeleton->files[skeleton->count++] = file;
    return WM_OK;
}

// Names --------------------------------------------------------------------------------------------------------------

static enum wm_status check_name(const char *name, struct wm_error *error) {
    size_t length = strlen(name);
    if (length <= NAME_LONGEST && wm_code_valid(name, length) && strchr(name, '/') == NULL)
        return WM_OK;
    wm_error_set(error, WM_PARAMS, "wrong-name", "a pack cannot be called \"%s\"", name);
    wm_error_expected(error, "small letters, digits, `-`, `.` and `_`, beginning with a letter or digit, at most %d",
                      NAME_LONGEST);
    return wm_error_found(error, "%s", name);
}

// "care-home" → "Care home".
static const char *title_of(struct wm_arena *arena, const char *name) {
    char *title = wm_arena_dup(arena, name);
    for (char *at = title; at != NULL && *at != '\0'; at++)
        *at = (char)(*at == '-' || *at == '_' || *at == '.' ? ' ' : *at);
    if (title != NULL && title[0] >= 'a' && title[0] <= 'z')
        title[0] = (char)(title[0] - 'a' + 'A');
    return title;
}

// What an organisation adopts ----------------------------------------------------------------------------------------

// A value as a pack writes it.
static void write_value(struct wm_buffer *buffer, const struct wm_value *value) {
    static const char *const units[] = {"days", "weeks", "months", "years"};
    switch (value->type) {
    case WM_VALUE_NUMBER: wm_number_write(buffer, value->number); break;
    case WM_VALUE_PERCENT:
        wm_buffer_text(buffer, "percent(");
        wm_number_write(buffer, value->number);
        wm_buffer_byte(buffer, ')');
        break;
    case WM_VALUE_SPAN: wm_buffer_printf(buffer, "%s(%d)", units[value->span.unit], value->span.count); break;
    case WM_VALUE_BOOLEAN: wm_buffer_text(buffer, value->number != 0 ? "true" : "false"); break;
    case WM_VALUE_CODE: wm_buffer_printf(buffer, "\"%s\"", wm_code_text(value->codes.codes[0])); break;
    case WM_VALUE_CODES:
        wm_buffer_byte(buffer, '{');
        for (uint32_t i = 0; i < value->codes.count; i++)
            wm_buffer_printf(buffer, "%s\"%s\"", i > 0 ? ", " : " ", wm_code_text(value->codes.codes[i]));
        wm_buffer_text(buffer, value->codes.count > 0 ? " }" : "}");
        break;
    }
}

static void write_parameter(struct wm_buffer *buffer, const struct wm_parameter *parameter) {
    static const char *const types[] = {"a number", "percent(80)", "months(6)", "true", "\"a-code\"", "{ \"codes\" }"};
    if (parameter->says != NULL)
        wm_buffer_printf(buffer, "    -- %s\n", parameter->says);
    wm_buffer_printf(buffer, "    %s[\"%s\"] = ", parameter->has_suggested ? "" : "-- ", parameter->id);
    if (parameter->has_suggested)
        write_value(buffer, &parameter->suggested);
    else
        wm_buffer_printf(buffer, "…, for example %s", types[parameter->type]);
    wm_buffer_text(buffer, parameter->has_suggested ? ",\n" : "\n");
}

// What the framework leaves open, with its suggestions written down as decisions.
static const char *parameters_of(struct wm_arena *arena, const struct wm_framework *framework) {
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, TEXT_MOST);
    wm_buffer_text(&buffer, "");
    bool any = false;
    for (uint32_t i = 0; i < framework->parameter_count; i++) {
        const struct wm_parameter *parameter = &framework->parameters[i];
        if (parameter->has_default)
            continue;
        if (!any)
            wm_buffer_text(&buffer, "  -- What the framework leaves open, with what it suggests: decide each.\n"
                                    "  parameters = {\n");
        any = true;
        write_parameter(&buffer, parameter);
    }
    wm_buffer_text(&buffer, any ? "  },\n" : "");
    const char *text = buffer.failed ? NULL : wm_arena_dup_n(arena, buffer.data, buffer.length);
    wm_buffer_clear(&buffer);
    return text;
}

// What the rules answer to somebody who has done all that a level asks for: what the first test expects.
static enum wm_status read_expectation(struct wm_eval *eval, const struct wm_level *level, const char **ret_text,
                                       struct wm_error *error) {
    static const char *const texts[] = {[WM_OUTCOME_NOT_ELIGIBLE] = "not_eligible",
                                        [WM_OUTCOME_ELIGIBLE] = "eligible",
                                        [WM_OUTCOME_INDETERMINATE] = "indeterminate"};
    struct wm_buffer reply;
    enum wm_outcome outcome;
    wm_buffer_init(&reply, REPLY_MOST);
    enum wm_status status = wm_day_parse(DAY, strlen(DAY), &eval->as_of, error);
    if (status == WM_OK)
        status = wm_eval_meet(eval, level->full, NULL, 0, error);
    if (status == WM_OK)
        status = wm_eval_decide(eval, level, false, &reply, &outcome, error);
    wm_buffer_clear(&reply);
    if (status == WM_OK)
        *ret_text = texts[outcome];
    return status;
}

// A framework without its organisation is judged by what it suggests: just what the new organisation sets.
static enum wm_status fill_adopted(struct work *work, const char *adopts, const struct wm_pack_source *source) {
    struct wm_arena *arena = &work->skeleton->arena;
    struct wm_eval eval = {0};
    const char *expectation = "";
    const char *pack = wm_arena_printf(arena, "frameworks/%s", adopts);
    if (pack == NULL)
        return wm_error_no_memory(work->error);
    enum wm_status status = wm_eval_open(&eval, source, pack, NULL, work->error);
    if (status == WM_OK && eval.ruleset->level_count == 0)
        status = wm_error_set(work->error, WM_RULES, "missing", "%s has no level", adopts);
    if (status == WM_OK)
        status = read_expectation(&eval, eval.ruleset->levels[0], &expectation, work->error);
    if (status == WM_OK) {
        const char *parameters = parameters_of(arena, &eval.ruleset->frameworks[0]);
        const char *level = wm_arena_dup(arena, eval.ruleset->levels[0]->full);
        // Where something is open, each_missing would not know what to expect.
        bool sure = strcmp(expectation, "eligible") == 0;
        const char *each =
            level == NULL ? NULL
            : sure ? wm_arena_printf(arena, "\ntest \"each thing asked for %s is needed\" { each_missing = \"%s\" }",
                                     level, level)
                   : "";
        status = parameters == NULL || each == NULL ? wm_error_no_memory(work->error) : WM_OK;
        fill(work, "@ADOPTS@", adopts);
        fill(work, "@PARAMETERS@", parameters);
        fill(work, "@LEVEL@", level);
        fill(work, "@KIND@", eval.ruleset->levels[0]->gate ? "gate" : "level");
        fill(work, "@EXPECT@", expectation);
        fill(work, "@EACH@", each);
    }
    wm_eval_close(&eval);
    return status;
}

// The files ----------------------------------------------------------------------------------------------------------

static enum wm_status add_pack(struct work *work, const char *group) {
    static const char *const framework[] = {"framework.lua", "levels.lua", "tests.lua", "README.md", NULL};
    static const char *const organisation[] = {"organisation.lua", "tests.lua", "README.md", NULL};
    const char *const *names = strcmp(group, "framework") == 0 ? framework : organisation;
    enum wm_status status = WM_OK;
    for (; *names != NULL && status == WM_OK; names++) {
        char text[64];
        snprintf(text, sizeof text, "%s/%s", group, *names);
        status = add_file(work, work->skeleton->pack, *names, text, false);
    }
    return status;
}

// For editors that open the pack's folder, and for those that open all rules.
static enum wm_status add_annotations(struct work *work) {
    fill(work, "@LIBRARY@", "../../" WM_SKELETON_LIBRARY);
    enum wm_status status = add_file(work, work->skeleton->pack, ".luarc.json", "luarc.json", false);
    work->fillings[work->count - 1].text = WM_SKELETON_LIBRARY;
    if (status == WM_OK)
        status = add_file(work, "", ".luarc.json", "luarc.json", true);
    work->count = 0; // the annotations are as they are
    if (status == WM_OK)
        status = add_file(work, WM_SKELETON_LIBRARY, "waymark.d.lua", "waymark.d.lua", true);
    return status;
}

enum wm_status wm_skeleton_make(struct wm_skeleton *skeleton, const char *name, const char *adopts,
                                const struct wm_pack_source *source, const char *place, struct wm_error *error) {
    *skeleton = (struct wm_skeleton){0};
    wm_arena_init(&skeleton->arena, ARENA_MOST);
    enum wm_status status = check_name(name, error);
    if (status != WM_OK)
        return status;
    const char *group = adopts == NULL ? "framework" : "organisation";
    const char *title = title_of(&skeleton->arena, name);
    skeleton->pack = wm_arena_printf(&skeleton->arena, "%ss/%s", group, name);
    skeleton->files = wm_arena_zero(&skeleton->arena, FILES, sizeof *skeleton->files);
    if (title == NULL || skeleton->pack == NULL || skeleton->files == NULL)
        return wm_error_no_memory(error);
    struct work work = {.skeleton = skeleton, .error = error};
    fill(&work, "@NAME@", name);
    fill(&work, "@TITLE@", title);
    fill(&work, "@PATH@", place);
    if (adopts != NULL)
        status = fill_adopted(&work, adopts, source);
    if (status == WM_OK)
        status = add_pack(&work, group);
    return status == WM_OK ? add_annotations(&work) : status;
}

void wm_skeleton_clear(struct wm_skeleton *skeleton) {
    wm_arena_clear(&skeleton->arena);
    *skeleton = (struct wm_skeleton){0};
}
