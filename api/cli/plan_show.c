// SPDX-License-Identifier: MIT
// The list of a plan's actions, its totals, or what is in the way of one.
#include "api/cli/plan.h"

#include "engine/base/number.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *wm_plan_number(struct wm_json object, const char *key, char text[32]) {
    struct wm_json value = wm_json_member(object, key);
    enum wm_json_type type = wm_json_type(value);
    wm_number number = 0;
    text[0] = '\0';
    if ((type == WM_JSON_INTEGER || type == WM_JSON_DECIMAL) && wm_number_from_double(wm_json_double(value), &number))
        wm_number_format(number, text);
    return text;
}

// "£40", "£40.50"
static const char *money(struct wm_json object, const char *key, char text[40]) {
    char number[32];
    const char *point = strchr(wm_plan_number(object, key, number), '.');
    snprintf(text, 40, "%s%s%s", number[0] != '\0' ? "£" : "", number, point != NULL && point[2] == '\0' ? "0" : "");
    return text;
}

static const char *plural(int64_t count) {
    return count == 1 ? "" : "s";
}

// One action ----------------------------------------------------------------------------------------------------------

// What is done, before what it is about. A word that is new here is shown as it is.
static const char *what_is_done(struct wm_text does) {
    static const char *const words[][2] = {
        {"take-course", "Take the course"},
        {"enrol", "Enrol for the course"},
        {"be-assessed", "Be assessed"},
        {"be-signed-off", "Be signed off"},
        {"give-evidence", "Give evidence"},
        {"qualify", "Gain the qualification"},
        {"gain-experience", "Gain experience"},
        {"hold-role", "Be in the role"},
        {"be-supervised", "Supervision"},
        {"be-appraised", "Be appraised"},
        {"have-relation", "Find somebody"},
        {"be-measured", "Be measured"},
        {"record", "Have it recorded"},
        {"be-awarded", "Be awarded"},
        {"wait", "Wait"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (wm_show_is(does, words[i][0]))
            return words[i][1];
    }
    return NULL;
}

static void show_what(struct wm_cli *cli, size_t number, struct wm_json action) {
    struct wm_text does = wm_result_text(action, "do"), title = wm_result_text(action, "title");
    const char *done = what_is_done(does);
    struct wm_text first = done != NULL ? (struct wm_text){done, strlen(done)} : does;
    char mark[32];
    snprintf(mark, sizeof mark, "%3zu", number);
    wm_terminal_item(cli->out, 0, WM_TONE_STRONG, mark, WM_TONE_STRONG, "%.*s: %.*s", WM_SHOW(first), WM_SHOW(title));
}

static void add(struct wm_buffer *line, const char *format, ...) WM_PRINTF(2, 3);
static void add(struct wm_buffer *line, const char *format, ...) {
    char text[600]; // longer ones are cut
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (line->length > 0)
        wm_buffer_text(line, " · ");
    wm_buffer_text(line, text);
}

static void add_days(struct wm_buffer *line, struct wm_json action) {
    char from[24], on[24];
    bool wait = wm_show_is(wm_result_text(action, "do"), "wait");
    (void)wm_result_day(action, "on", on);
    if (wm_result_day(action, "from", from) && strcmp(from, on) != 0)
        add(line, "%s to %s", from, on);
    else
        add(line, "%s%s", wait ? "until " : "", on);
}

static void add_price(struct wm_buffer *line, struct wm_json action) {
    char number[32], cost[40];
    struct wm_text does = wm_result_text(action, "do");
    bool takes = wm_show_is(does, "take-course") || wm_show_is(does, "qualify");
    if (!takes && !wm_show_is(does, "enrol"))
        return;
    if (wm_plan_number(action, "hours", number)[0] != '\0')
        add(line, "%s hour%s", number, strcmp(number, "1") == 0 ? "" : "s");
    else if (takes)
        add(line, "hours not stated");
    add(line, "%s", money(action, "cost", cost)[0] != '\0' ? cost : "cost not stated");
}

static void add_rest(struct wm_buffer *line, struct wm_json action) {
    static const char *const keys[] = {"mode", "provider", "url"};
    int64_t sessions = wm_result_integer(action, "sessions", 0);
    size_t records = wm_json_count(wm_json_member(action, "records"));
    if (sessions > 0)
        add(line, "%" PRId64 " session%s", sessions, plural(sessions));
    else if (records > 1)
        add(line, "%zu times", records);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct wm_text text = wm_result_text(action, keys[i]);
        if (text.length > 0)
            add(line, "%.*s", WM_SHOW(text));
    }
    if (wm_result_true(action, "untaught"))
        add(line, "no course teaches it");
}

// "for entry/trained:first-aid, mid-career/assessed:listening": without the framework, where it is the only one.
static void add_serves(struct wm_buffer *line, struct wm_json action, bool several) {
    struct wm_json leaf;
    for (struct wm_json_iterator at = wm_json_iterate(wm_json_member(action, "serves"));
         wm_json_next(&at, NULL, &leaf);) {
        struct wm_text id = wm_json_text(leaf);
        const char *stroke = memchr(id.data, '/', id.length);
        if (!several && stroke != NULL)
            id = (struct wm_text){stroke + 1, id.length - (size_t)(stroke + 1 - id.data)};
        wm_buffer_text(line, line->length > 0 ? ", " : "");
        wm_buffer_add(line, id.data, id.length);
    }
}

static void add_after(struct wm_buffer *line, struct wm_json action) {
    struct wm_json number;
    for (struct wm_json_iterator at = wm_json_iterate(wm_json_member(action, "after"));
         wm_json_next(&at, NULL, &number);) {
        if (wm_json_type(number) != WM_JSON_INTEGER)
            continue;
        wm_buffer_text(line, line->length > 0 ? ", " : "");
        wm_buffer_integer(line, wm_json_integer(number));
    }
}

static void show_line(struct wm_cli *cli, const char *mark, struct wm_buffer *line, enum wm_tone tone) {
    cli->out->text.failed = cli->out->text.failed || line->failed;
    if (line->length > 0)
        wm_terminal_item(cli->out, 4, WM_TONE_FAINT, mark, tone, "%s", line->data);
    wm_buffer_reset(line);
}

static void show_action(struct wm_cli *cli, size_t number, struct wm_json action, bool several) {
    struct wm_buffer line;
    wm_buffer_init(&line, (size_t)1 << 20);
    show_what(cli, number, action);
    add_days(&line, action);
    add_price(&line, action);
    add_rest(&line, action);
    show_line(cli, "", &line, WM_TONE_PLAIN);
    add_serves(&line, action, several);
    show_line(cli, "for", &line, WM_TONE_FAINT);
    add_after(&line, action);
    show_line(cli, "after", &line, WM_TONE_FAINT);
    wm_buffer_clear(&line);
}

static bool from_several(struct wm_json plan) {
    struct wm_json level;
    struct wm_text first = {"", 0};
    for (struct wm_json_iterator at = wm_json_iterate(wm_json_member(plan, "levels"));
         wm_json_next(&at, NULL, &level);) {
        struct wm_text framework = wm_show_framework(wm_json_text(level));
        if (first.length == 0)
            first = framework;
        if (framework.length != first.length || memcmp(framework.data, first.data, first.length) != 0)
            return true;
    }
    return false;
}

// The whole -----------------------------------------------------------------------------------------------------------

static void show_totals(struct wm_cli *cli, struct wm_json plan) {
    char cost[40], hours[32];
    int64_t unpriced = wm_result_integer(plan, "unpriced", 0), untimed = wm_result_integer(plan, "untimed", 0);
    struct wm_buffer line;
    wm_buffer_init(&line, 4096);
    add(&line, "%s", money(plan, "cost", cost));
    if (unpriced > 0)
        add(&line, "%" PRId64 " action%s whose cost nobody states", unpriced, plural(unpriced));
    (void)wm_plan_number(plan, "hours", hours); // before it is looked at: arguments have no order
    add(&line, "%s hour%s of courses", hours, strcmp(hours, "1") == 0 ? "" : "s");
    if (untimed > 0)
        add(&line, "%" PRId64 " action%s whose hours nobody states", untimed, plural(untimed));
    cli->out->text.failed = cli->out->text.failed || line.failed;
    wm_terminal_blank(cli->out);
    wm_terminal_item(cli->out, 0, WM_TONE_STRONG, "In all:", WM_TONE_PLAIN, "%s", line.data != NULL ? line.data : "");
    wm_buffer_clear(&line);
}

static void show_exactness(struct wm_cli *cli, struct wm_json plan) {
    if (wm_result_true(plan, "exact"))
        return;
    wm_terminal_blank(cli->out);
    wm_terminal_item(cli->out, 0, WM_TONE_DOUBT, "?", WM_TONE_PLAIN, "%s",
                     wm_result_true(plan, "possible") ? "Not every way could be looked at: there may be a cheaper one."
                                                      : "Not every way could be looked at: there may be one.");
}

static void show_possible(struct wm_cli *cli, struct wm_json plan) {
    struct wm_json actions = wm_json_member(plan, "actions"), action;
    char day[24];
    size_t number = 0;
    bool several = from_several(plan);
    (void)wm_result_day(plan, "finish", day);
    if (wm_json_count(actions) == 0) {
        wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "Eligible on %s: there is nothing to do.", day);
        return;
    }
    wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "Eligible on %s, when all this is done:", day);
    for (struct wm_json_iterator at = wm_json_iterate(actions); wm_json_next(&at, NULL, &action);) {
        wm_terminal_blank(cli->out);
        show_action(cli, ++number, action, several);
    }
    show_totals(cli, plan);
}

// In the way ----------------------------------------------------------------------------------------------------------

static const char *why(struct wm_text reason) {
    static const char *const words[][2] = {
        {"no-way", "there is nothing that could be done about it"},
        {"custom", "only its own function knows what would meet it"},
        {"parameter-not-set", "a parameter is not set:"},
        {"forbidden", "what must not be is so, and does not lapse"},
        {"mode", "the course is not given in the modes asked for"},
        {"cycle", "it comes after itself"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (wm_show_is(reason, words[i][0]))
            return words[i][1];
    }
    return NULL;
}

static void show_limit(struct wm_cli *cli, struct wm_json blocked, bool by) {
    char text[40], day[24];
    int64_t unpriced = wm_result_integer(blocked, "unpriced", 0);
    if (by) {
        (void)wm_result_day(blocked, "earliest", day);
        wm_terminal_item(cli->out, 2, WM_TONE_BAD, "✗", WM_TONE_PLAIN, "It takes longer: %s is the earliest day", day);
        return;
    }
    if (unpriced > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_BAD, "✗", WM_TONE_PLAIN,
                         "It costs more: %s at the least, and %" PRId64 " action%s whose cost nobody states",
                         money(blocked, "cost", text), unpriced, plural(unpriced));
    else
        wm_terminal_item(cli->out, 2, WM_TONE_BAD, "✗", WM_TONE_PLAIN, "It costs more: %s at the least",
                         money(blocked, "cost", text));
}

static void show_blocked(struct wm_cli *cli, struct wm_json blocked) {
    struct wm_text reason = wm_result_text(blocked, "reason"), parameter = wm_result_text(blocked, "parameter");
    const char *words = why(reason);
    bool by = wm_show_is(reason, "by");
    if (by || wm_show_is(reason, "cost-ceiling")) {
        show_limit(cli, blocked, by);
        return;
    }
    if (wm_result_text(blocked, "id").length == 0) {
        wm_terminal_item(cli->out, 2, WM_TONE_BAD, "✗", WM_TONE_PLAIN,
                         "What one criterion asks for keeps another from being met");
        return;
    }
    wm_terminal_item(cli->out, 2, WM_TONE_BAD, "✗", WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(blocked, "says")));
    wm_terminal_item(cli->out, 4, WM_TONE_FAINT, "", WM_TONE_PLAIN, "%.*s%s%.*s",
                     WM_SHOW(words != NULL ? ((struct wm_text){words, strlen(words)}) : reason),
                     parameter.length > 0 ? " " : "", WM_SHOW(parameter));
    wm_terminal_item(cli->out, 4, WM_TONE_FAINT, "", WM_TONE_FAINT, "%.*s", WM_SHOW(wm_result_text(blocked, "id")));
}

void wm_plan_show(struct wm_cli *cli, struct wm_json plan) {
    struct wm_json blocked;
    if (wm_result_true(plan, "possible")) {
        show_possible(cli, plan);
        show_exactness(cli, plan);
        return;
    }
    wm_terminal_item(cli->out, 0, WM_TONE_BAD, "✗", WM_TONE_PLAIN, "There is no such plan.");
    wm_show_title(cli, "What is in the way");
    for (struct wm_json_iterator at = wm_json_iterate(wm_json_member(plan, "blocked"));
         wm_json_next(&at, NULL, &blocked);)
        show_blocked(cli, blocked);
    show_exactness(cli, plan);
}
