// SPDX-License-Identifier: MIT
// What a sitting answers: by the same functions that show a daemon's replies.
#include "api/cli/rules_eval.h"

#include "api/cli/show.h"
#include "api/cli/table.h"
#include "engine/author/eval_value.h"

#include <string.h>

static void begin(struct wm_sitting *sitting) {
    if (sitting->spoke && !sitting->cli->json)
        wm_terminal_blank(sitting->cli->out);
    sitting->spoke = true;
    wm_buffer_reset(&sitting->reply);
}

static enum wm_status parse(struct wm_sitting *sitting, struct wm_json *ret_value, struct wm_error *error) {
    if (sitting->reply.failed)
        return wm_error_no_memory(error);
    return wm_json_parse_copy(sitting->reader, sitting->reply.data, sitting->reply.length, ret_value, error);
}

static enum wm_status print_reply(struct wm_sitting *sitting, struct wm_error *error) {
    if (sitting->reply.failed)
        return wm_error_no_memory(error);
    wm_terminal_raw(sitting->cli->out, sitting->reply.data, sitting->reply.length);
    wm_terminal_blank(sitting->cli->out);
    return WM_OK;
}

// Entries ------------------------------------------------------------------------------------------------------------

struct entry {
    const char *kind, *subject, *line;
};

static const char *copy(struct wm_cli *cli, struct wm_text text) {
    return wm_arena_dup_n(&cli->arena, text.data, text.length);
}

// What an entry is, in words; on the arena.
static enum wm_status read_entry(struct wm_sitting *sitting, const struct wm_eval_entry *entry, struct entry *ret_entry,
                                 struct wm_error *error) {
    struct wm_cli *cli = sitting->cli;
    struct wm_json value;
    wm_buffer_reset(&sitting->reply);
    wm_eval_write_entry(&sitting->reply, entry);
    enum wm_status status = parse(sitting, &value, error);
    if (status != WM_OK)
        return status;
    struct entry read = {.kind = "award"};
    if (!entry->award)
        read.kind = copy(cli, wm_result_text(value, "kind"));
    const char *code = copy(cli, wm_result_text(value, entry->award ? "level" : "subject"));
    read.line = wm_show_record(cli, value);
    if (read.kind == NULL || code == NULL || read.line == NULL)
        return wm_error_no_memory(error);
    read.subject = wm_eval_short(sitting->eval.ruleset, code);
    *ret_entry = read;
    return WM_OK;
}

enum wm_status wm_sitting_entries(struct wm_sitting *sitting, int64_t first, struct wm_error *error) {
    static const struct wm_table_column columns[] = {{.title = "record", .right = true},
                                                     {.title = "kind"},
                                                     {.title = "subject", .wraps = true},
                                                     {.title = "what", .wraps = true}};
    const struct wm_eval *eval = &sitting->eval;
    struct wm_table table;
    wm_table_init(&table, &sitting->cli->arena, columns, sizeof columns / sizeof columns[0]);
    begin(sitting);
    for (size_t i = 0; i < eval->count; i++) {
        struct entry entry;
        if (eval->entries[i].seq < first)
            continue;
        enum wm_status status = read_entry(sitting, &eval->entries[i], &entry, error);
        if (status != WM_OK)
            return status;
        if (sitting->cli->json) {
            status = print_reply(sitting, error);
            if (status != WM_OK)
                return status;
            continue;
        }
        wm_table_cell(&table, WM_TONE_PLAIN, "%lld", (long long)eval->entries[i].seq);
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", entry.kind);
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", entry.subject);
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", entry.line);
    }
    if (sitting->cli->json)
        return WM_OK;
    if (wm_table_rows(&table) > 0)
        wm_table_print(&table, sitting->cli->out, 0);
    else
        wm_terminal_line(sitting->cli->out, WM_TONE_FAINT, "Nothing is recorded.");
    return table.failed ? wm_error_no_memory(error) : WM_OK;
}

// What each entry is, for the decision that cites it.
static enum wm_status cite(struct wm_sitting *sitting, struct wm_cited_records *ret_records, struct wm_error *error) {
    struct wm_eval *eval = &sitting->eval;
    struct wm_cited_record *records = wm_arena_zero(&sitting->cli->arena, eval->count + 1, sizeof *records);
    if (records == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < eval->count; i++) {
        struct entry entry;
        const int64_t seq = eval->entries[i].seq;
        enum wm_status status = read_entry(sitting, &eval->entries[i], &entry, error);
        if (status != WM_OK)
            return status;
        const char *line = eval->entries[i].award
                               ? wm_arena_printf(&sitting->cli->arena, "%s awarded %s (record %lld)", entry.subject,
                                                 entry.line, (long long)seq)
                               : wm_arena_printf(&sitting->cli->arena, "%s (record %lld)", entry.line, (long long)seq);
        records[i] = (struct wm_cited_record){seq, line};
        if (line == NULL)
            return wm_error_no_memory(error);
    }
    *ret_records = (struct wm_cited_records){.records = records, .count = eval->count};
    return WM_OK;
}

// Questions ----------------------------------------------------------------------------------------------------------

// A framework's open question can be tried out here.
static void say_how_to_set(struct wm_sitting *sitting, struct wm_json decision) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(decision, "unknown"));
    for (struct wm_json leaf; sitting->eval.framework != NULL && wm_json_next(&iterator, NULL, &leaf);) {
        struct wm_text parameter = wm_result_text(leaf, "parameter");
        if (parameter.length == 0)
            continue;
        wm_terminal_line(sitting->cli->out, WM_TONE_FAINT, "To try one here: set %.*s VALUE", WM_SHOW(parameter));
        return;
    }
}

static enum wm_status show(struct wm_sitting *sitting, const struct wm_level *level,
                           const struct wm_cited_records *records, struct wm_error *error) {
    struct wm_cli *cli = sitting->cli;
    struct wm_json decision;
    char day[24];
    enum wm_status status = parse(sitting, &decision, error);
    if (status != WM_OK)
        return status;
    wm_day_format_people(sitting->eval.as_of, day);
    wm_terminal_line(cli->out, WM_TONE_STRONG, "%s (%s) on %s", level->title,
                     wm_eval_short(sitting->eval.ruleset, level->full), day);
    wm_show_decision(cli, decision, records);
    wm_show_tree(cli, wm_json_member(decision, "tree"), records);
    say_how_to_set(sitting, decision);
    return WM_OK;
}

enum wm_status wm_sitting_ask(struct wm_sitting *sitting, const char *name, bool explain, struct wm_error *error) {
    static const enum wm_exit exits[] = {[WM_OUTCOME_ELIGIBLE] = WM_EXIT_DONE,
                                         [WM_OUTCOME_NOT_ELIGIBLE] = WM_EXIT_NOT_ELIGIBLE,
                                         [WM_OUTCOME_INDETERMINATE] = WM_EXIT_INDETERMINATE};
    const struct wm_level *level;
    struct wm_cited_records records = {0};
    enum wm_outcome outcome;
    enum wm_status status = wm_eval_find_level(sitting->eval.ruleset, name, &level, error);
    if (status == WM_OK && !sitting->cli->json)
        status = cite(sitting, &records, error);
    if (status != WM_OK)
        return status;
    begin(sitting);
    status = wm_eval_decide(&sitting->eval, level, explain, &sitting->reply, &outcome, error);
    if (status != WM_OK)
        return status;
    sitting->answer = exits[outcome];
    return sitting->cli->json ? print_reply(sitting, error) : show(sitting, level, &records, error);
}

enum wm_status wm_sitting_standing(struct wm_sitting *sitting, const char *name, struct wm_error *error) {
    const struct wm_ruleset *ruleset = sitting->eval.ruleset;
    const struct wm_framework *framework = NULL;
    struct wm_json standing;
    if (name != NULL) {
        struct wm_nearest nearest;
        wm_nearest_init(&nearest, name);
        framework = wm_ruleset_framework(ruleset, name, strlen(name));
        for (uint32_t i = 0; i < ruleset->framework_count; i++)
            wm_nearest_offer(&nearest, ruleset->frameworks[i].id);
        if (framework == NULL) {
            wm_error_set(error, WM_NOT_FOUND, "unknown-framework", "there is no framework \"%s\" here", name);
            return wm_error_nearest(error, wm_nearest_name(&nearest));
        }
    }
    begin(sitting);
    enum wm_status status = wm_eval_standing(&sitting->eval, framework, &sitting->reply, error);
    if (status == WM_OK && sitting->cli->json)
        return print_reply(sitting, error);
    if (status == WM_OK)
        status = parse(sitting, &standing, error);
    if (status != WM_OK)
        return status;
    char day[24];
    wm_day_format_people(sitting->eval.as_of, day);
    wm_terminal_line(sitting->cli->out, WM_TONE_STRONG, "On %s", day);
    wm_show_standing(sitting->cli, standing);
    return WM_OK;
}

// What there is ------------------------------------------------------------------------------------------------------

void wm_sitting_levels(struct wm_sitting *sitting) {
    static const struct wm_table_column columns[] = {
        {.title = "name", .wraps = true}, {.title = ""}, {.title = "title", .wraps = true}};
    const struct wm_ruleset *ruleset = sitting->eval.ruleset;
    struct wm_table table;
    wm_table_init(&table, &sitting->cli->arena, columns, sizeof columns / sizeof columns[0]);
    begin(sitting);
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        const struct wm_level *level = ruleset->levels[i];
        wm_table_cell(&table, WM_TONE_STRONG, "%s", wm_eval_short(ruleset, level->full));
        wm_table_cell(&table, WM_TONE_FAINT, "%s", level->gate ? "gate" : "level");
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", level->title);
    }
    wm_table_print(&table, sitting->cli->out, 0);
    sitting->cli->out->text.failed = sitting->cli->out->text.failed || table.failed;
}

static const char *origin_of(const struct wm_parameter *parameter, const struct wm_eval *eval) {
    for (size_t i = 0; i < eval->override_count; i++)
        if (strcmp(eval->overrides[i].parameter, parameter->id) == 0)
            return "set here";
    return wm_parameter_origin_name(parameter->origin);
}

static void add_parameter(struct wm_sitting *sitting, const struct wm_parameter *parameter, struct wm_table *table) {
    struct wm_buffer value;
    wm_buffer_init(&value, 4096);
    wm_buffer_text(&value, "");
    if (parameter->origin != WM_ORIGIN_UNSET)
        wm_eval_value_write(&value, &parameter->value);
    wm_table_cell(table, WM_TONE_STRONG, "%s", parameter->id);
    wm_table_cell(table, WM_TONE_PLAIN, "%s", value.data != NULL ? value.data : "");
    wm_table_cell(table, WM_TONE_FAINT, "%s", origin_of(parameter, &sitting->eval));
    wm_table_cell(table, WM_TONE_PLAIN, "%s", parameter->says != NULL ? parameter->says : "");
    table->failed = table->failed || value.failed;
    wm_buffer_clear(&value);
}

enum wm_status wm_sitting_parameters(struct wm_sitting *sitting, const char *name, struct wm_error *error) {
    static const struct wm_table_column columns[] = {{.title = "parameter", .wraps = true},
                                                     {.title = "value", .wraps = true},
                                                     {.title = "from"},
                                                     {.title = "what", .wraps = true}};
    const struct wm_ruleset *ruleset = sitting->eval.ruleset;
    const struct wm_parameter *only = NULL;
    struct wm_table table;
    if (name != NULL) {
        enum wm_status status = wm_eval_find_parameter(ruleset, name, &only, error);
        if (status != WM_OK)
            return status;
    }
    begin(sitting);
    wm_table_init(&table, &sitting->cli->arena, columns, sizeof columns / sizeof columns[0]);
    for (uint32_t i = 0; i < ruleset->framework_count; i++)
        for (uint32_t k = 0; k < ruleset->frameworks[i].parameter_count; k++)
            if (only == NULL || only == &ruleset->frameworks[i].parameters[k])
                add_parameter(sitting, &ruleset->frameworks[i].parameters[k], &table);
    if (wm_table_rows(&table) > 0)
        wm_table_print(&table, sitting->cli->out, 0);
    else
        wm_terminal_line(sitting->cli->out, WM_TONE_FAINT, "There is no parameter.");
    return table.failed ? wm_error_no_memory(error) : WM_OK;
}
