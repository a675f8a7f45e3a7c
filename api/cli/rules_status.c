// SPDX-License-Identifier: MIT
// waymark rules status: which rules are active, what is the matter with others, what nobody has set, what predicates cost.
#include "api/cli/commands.h"

#include "api/cli/ask.h"
#include "api/cli/show.h"
#include "api/cli/table.h"

#include <stdio.h>
#include <string.h>

enum { SHORT = 12 }; // digits of a hash that are enough to tell it by

static const struct {
    const char *state, *sign;
    enum wm_tone tone;
    bool wrong; // the exit status says so
} states[] = {
    {"active", "✓", WM_TONE_GOOD, false},   {"building", "…", WM_TONE_DOUBT, false},
    {"loading", "…", WM_TONE_DOUBT, false}, {"stale", "!", WM_TONE_BAD, true},
    {"suspended", "!", WM_TONE_BAD, true},  {"broken", "✗", WM_TONE_BAD, true},
};
enum { STATES = sizeof states / sizeof states[0] };

// One that is not known yet looks like one that is under way.
static size_t state_of(struct wm_json organisation) {
    for (size_t i = 0; i < STATES; i++)
        if (wm_show_is(wm_result_text(organisation, "state"), states[i].state))
            return i;
    return 2;
}

static int shortened(struct wm_text hash) {
    return hash.length < SHORT ? (int)hash.length : SHORT;
}

static void row(struct wm_cli *cli, const char *title, struct wm_text text) {
    if (text.length > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, title, WM_TONE_PLAIN, "%.*s", WM_SHOW(text));
}

// --- what there is to say of one, besides its line ---

static void show_error(struct wm_cli *cli, struct wm_json why) {
    if (wm_json_type(why) != WM_JSON_OBJECT)
        return;
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "error     ", WM_TONE_BAD, "%.*s",
                     WM_SHOW(wm_result_text(why, "message")));
    row(cli, "where     ", wm_result_text(why, "where"));
    row(cli, "expected  ", wm_result_text(why, "expected"));
    row(cli, "found     ", wm_result_text(why, "found"));
    row(cli, "nearest   ", wm_result_text(why, "nearest"));
}

static size_t unset_in(struct wm_json organisation) {
    size_t count = 0;
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(organisation, "frameworks"));
    for (struct wm_json framework; wm_json_next(&iterator, NULL, &framework);)
        count += wm_json_count(wm_json_member(framework, "unset"));
    return count;
}

static void show_frameworks(struct wm_cli *cli, struct wm_json organisation, bool all) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(organisation, "frameworks"));
    for (struct wm_json framework; wm_json_next(&iterator, NULL, &framework);) {
        struct wm_json unset = wm_json_member(framework, "unset");
        struct wm_json_iterator each = wm_json_iterate(unset);
        struct wm_json parameter;
        if (all || wm_json_count(unset) > 0)
            row(cli, "framework ", wm_result_text(framework, "framework"));
        while (wm_json_next(&each, NULL, &parameter))
            if (wm_json_type(parameter) == WM_JSON_STRING)
                wm_terminal_item(cli->out, 4, WM_TONE_DOUBT, "?", WM_TONE_PLAIN, "%.*s is not set",
                                 WM_SHOW(wm_json_text(parameter)));
    }
}

// --- predicates ---

static int64_t failures_of(struct wm_json predicate) {
    int64_t count = 0;
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(predicate, "failures"));
    for (struct wm_json number; wm_json_next(&iterator, NULL, &number);)
        count += wm_json_type(number) == WM_JSON_INTEGER ? wm_json_integer(number) : 0;
    return count - wm_result_integer(predicate, "late", 0);
}

static bool is_worth_showing(struct wm_json predicate) {
    return wm_result_integer(predicate, "calls", 0) + wm_result_integer(predicate, "late", 0) > 0 ||
           wm_show_is(wm_result_text(predicate, "state"), "suspended");
}

static void add_predicate(struct wm_table *table, struct wm_json predicate) {
    bool suspended = wm_show_is(wm_result_text(predicate, "state"), "suspended");
    long long failed = (long long)failures_of(predicate);
    long long late = (long long)wm_result_integer(predicate, "late", 0);
    long long slowest = (long long)wm_result_integer(predicate, "slowest_microseconds", 0);
    wm_table_cell(table, suspended ? WM_TONE_BAD : WM_TONE_GOOD, "%s", suspended ? "!" : "✓");
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s%s", WM_SHOW(wm_result_text(predicate, "predicate")),
                  suspended ? ": suspended" : "");
    wm_table_cell(table, WM_TONE_FAINT, "%.*s", WM_SHOW(wm_result_text(predicate, "file")));
    wm_table_cell(table, WM_TONE_PLAIN, "%lld", (long long)wm_result_integer(predicate, "calls", 0));
    wm_table_cell(table, failed > 0 ? WM_TONE_BAD : WM_TONE_PLAIN, "%lld", failed);
    wm_table_cell(table, late > 0 ? WM_TONE_BAD : WM_TONE_PLAIN, "%lld", late);
    wm_table_cell(table, WM_TONE_PLAIN, "%lld.%lld ms", slowest / 1000, slowest % 1000 / 100);
}

static size_t worth_showing(struct wm_json organisation) {
    size_t count = 0;
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(organisation, "predicates"));
    for (struct wm_json predicate; wm_json_next(&iterator, NULL, &predicate);)
        count += is_worth_showing(predicate);
    return count;
}

static void show_predicates(struct wm_cli *cli, struct wm_json organisation) {
    static const struct wm_table_column columns[] = {{.title = ""},
                                                     {.title = "predicate", .wraps = true},
                                                     {.title = "file", .wraps = true},
                                                     {.title = "calls", .right = true},
                                                     {.title = "failed", .right = true},
                                                     {.title = "late", .right = true},
                                                     {.title = "slowest", .right = true}};
    struct wm_table table;
    if (worth_showing(organisation) == 0)
        return;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(organisation, "predicates"));
    for (struct wm_json predicate; wm_json_next(&iterator, NULL, &predicate);)
        if (is_worth_showing(predicate))
            add_predicate(&table, predicate);
    wm_table_print(&table, cli->out, 2);
}

// --- one, or a table of all ---

static void show_disk(struct wm_cli *cli, struct wm_json organisation) {
    struct wm_text disk = wm_result_text(organisation, "disk");
    if (disk.length > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "on disk   ", WM_TONE_DOUBT,
                         "rules %.*s, which are not active: `waymark rules reload` makes them so", shortened(disk),
                         disk.data);
}

static void show_one(struct wm_cli *cli, struct wm_json organisation) {
    size_t state = state_of(organisation);
    char since[40];
    wm_terminal_item(cli->out, 0, states[state].tone, states[state].sign, WM_TONE_STRONG, "%.*s: %.*s",
                     WM_SHOW(wm_result_text(organisation, "org")), WM_SHOW(wm_result_text(organisation, "state")));
    row(cli, "title     ", wm_result_text(organisation, "title"));
    row(cli, "rules     ", wm_result_text(organisation, "rules"));
    row(cli, "criteria  ", wm_result_text(organisation, "criteria"));
    if (wm_result_instant(organisation, "since", since))
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "since     ", WM_TONE_PLAIN, "%s", since);
    show_frameworks(cli, organisation, true);
    show_disk(cli, organisation);
    show_error(cli, wm_json_member(organisation, "error"));
    show_predicates(cli, organisation);
}

// "ladder, own-ladder"; on the arena, NULL when out of memory.
static const char *frameworks_of(struct wm_cli *cli, struct wm_json organisation) {
    const char *names = "";
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(organisation, "frameworks"));
    for (struct wm_json framework; names != NULL && wm_json_next(&iterator, NULL, &framework);)
        names = wm_arena_printf(&cli->arena, "%s%s%.*s", names, names[0] != '\0' ? ", " : "",
                                WM_SHOW(wm_result_text(framework, "framework")));
    return names;
}

static void add_organisation(struct wm_cli *cli, struct wm_table *table, struct wm_json organisation) {
    size_t state = state_of(organisation);
    struct wm_text rules = wm_result_text(organisation, "rules");
    const char *frameworks = frameworks_of(cli, organisation);
    size_t unset = unset_in(organisation);
    char since[40];
    table->failed = table->failed || frameworks == NULL;
    wm_result_instant(organisation, "since", since);
    wm_table_cell(table, states[state].tone, "%s", states[state].sign);
    wm_table_cell(table, WM_TONE_STRONG, "%.*s", WM_SHOW(wm_result_text(organisation, "org")));
    wm_table_cell(table, states[state].tone, "%.*s", WM_SHOW(wm_result_text(organisation, "state")));
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", shortened(rules), rules.data);
    wm_table_cell(table, WM_TONE_PLAIN, "%s", since);
    wm_table_cell(table, WM_TONE_PLAIN, "%s", frameworks != NULL ? frameworks : "");
    if (unset > 0)
        wm_table_cell(table, WM_TONE_DOUBT, "%zu", unset);
    else
        wm_table_cell(table, WM_TONE_PLAIN, "%s", "");
}

static void show_rest(struct wm_cli *cli, struct wm_json organisation) {
    struct wm_json why = wm_json_member(organisation, "error");
    bool disk = wm_result_text(organisation, "disk").length > 0;
    if (wm_json_type(why) != WM_JSON_OBJECT && !disk && unset_in(organisation) == 0 && worth_showing(organisation) == 0)
        return;
    wm_terminal_blank(cli->out);
    wm_terminal_line(cli->out, WM_TONE_STRONG, "%.*s", WM_SHOW(wm_result_text(organisation, "org")));
    show_disk(cli, organisation);
    show_error(cli, why);
    show_frameworks(cli, organisation, false);
    show_predicates(cli, organisation);
}

static void show_all(struct wm_cli *cli, struct wm_json organisations) {
    static const struct wm_table_column columns[] = {{.title = ""},
                                                     {.title = "organisation", .wraps = true},
                                                     {.title = "state"},
                                                     {.title = "rules"},
                                                     {.title = "since", .wraps = true},
                                                     {.title = "frameworks", .wraps = true},
                                                     {.title = "not set", .right = true}};
    struct wm_table table;
    struct wm_json organisation;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    struct wm_json_iterator iterator = wm_json_iterate(organisations);
    while (wm_json_next(&iterator, NULL, &organisation))
        add_organisation(cli, &table, organisation);
    wm_table_print(&table, cli->out, 0);
    iterator = wm_json_iterate(organisations);
    while (wm_json_next(&iterator, NULL, &organisation))
        show_rest(cli, organisation);
}

static void show(struct wm_cli *cli, struct wm_json organisations) {
    struct wm_json_iterator iterator = wm_json_iterate(organisations);
    struct wm_json organisation;
    if (wm_json_count(organisations) == 0)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "There is no organisation.");
    else if (wm_json_count(organisations) > 1)
        show_all(cli, organisations);
    else if (wm_json_next(&iterator, NULL, &organisation))
        show_one(cli, organisation);
}

static bool any_wrong(struct wm_json organisations) {
    struct wm_json_iterator iterator = wm_json_iterate(organisations);
    struct wm_json organisation;
    while (wm_json_next(&iterator, NULL, &organisation))
        if (states[state_of(organisation)].wrong)
            return true;
    return false;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    struct wm_result result = {0};
    wm_params_begin(&params, cli);
    enum wm_status status = wm_ask(cli, "rules.status", &params, &result, error);
    struct wm_json organisations =
        status == WM_OK ? wm_json_member(result.value, "organisations") : (struct wm_json){0};
    if (status == WM_OK && cli->json)
        wm_result_print(cli, &result);
    else if (status == WM_OK)
        show(cli, organisations);
    if (status == WM_OK && any_wrong(organisations))
        cli->exit = WM_EXIT_ERROR;
    wm_result_clear(&result);
    return status;
}

const struct wm_command wm_rules_status_command = {
    .name = "rules status",
    .arguments = "",
    .summary = "Say which rules are active, and what is wrong with the others",
    .details =
        "States: active; building: active, and being read again; stale: active, but what is on disk is broken; "
        "suspended: active, but a predicate that was late too often is asked no more; broken: nothing is active; "
        "loading: not read yet.\n"
        "Exit status: 1 when some organisation's rules are stale, suspended or broken.",
    .run = run,
};
