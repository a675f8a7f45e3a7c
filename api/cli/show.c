// SPDX-License-Identifier: MIT
// A decision for people: the sentence, what is missing and why, what could not be judged, what is desired.
#include "api/cli/show.h"

#include <string.h>

enum { INDENT = 4, CITED = 3 };

// --- the sentence ---

static void say_outcome(struct wm_cli *cli, struct wm_json decision) {
    struct wm_text outcome = wm_result_text(decision, "outcome");
    struct wm_text then = wm_result_text(decision, "changes_to");
    enum wm_tone tone = wm_show_tone(outcome);
    const char *now = "Indeterminate";
    const char *rest = ", and waiting alone will not change that";
    if (wm_show_is(outcome, "eligible")) {
        now = "Eligible";
        rest = ", for as long as nothing new is recorded";
    } else if (wm_show_is(outcome, "not-eligible")) {
        now = "Not eligible";
    }
    char until[24];
    bool inexact = wm_json_type(wm_json_member(decision, "until_exact")) == WM_JSON_BOOLEAN; // there where it is false
    if (wm_result_day(decision, "until", until) && inexact)
        wm_terminal_item(cli->out, 0, tone, wm_show_mark(outcome), tone,
                         "%s until %s at least; nobody has looked further ahead.", now, until);
    else if (wm_result_day(decision, "until", until))
        wm_terminal_item(cli->out, 0, tone, wm_show_mark(outcome), tone, "%s until %s%s%s.", now, until,
                         then.length > 0 ? ", then " : "", then.length > 0 ? wm_show_outcome(then) : "");
    else
        wm_terminal_item(cli->out, 0, tone, wm_show_mark(outcome), tone, "%s%s.", now, rest);
    if (wm_result_true(decision, "hypothetical"))
        wm_terminal_line(cli->out, WM_TONE_FAINT, "This is a what-if: nothing of it has been recorded.");
}

// --- records ---

static void show_record(struct wm_cli *cli, const char *title, struct wm_json cited,
                        const struct wm_cited_records *records) {
    const char *line = wm_show_cited(cli, cited, records);
    struct wm_text reason = wm_result_text(cited, "reason");
    const char *why = wm_show_reason(cli, reason);
    if (line == NULL || why == NULL)
        cli->out->text.failed = true;
    else
        wm_terminal_item(cli->out, INDENT, WM_TONE_FAINT, title, WM_TONE_PLAIN, "%s%s%s", line,
                         reason.length > 0 ? ": " : "", why);
}

// The last few of them.
static void show_records(struct wm_cli *cli, const char *title, struct wm_json list,
                         const struct wm_cited_records *records) {
    size_t count = wm_json_count(list);
    size_t skip = count > CITED + 1 ? count - CITED : 0;
    struct wm_json_iterator iterator = wm_json_iterate(list);
    struct wm_json cited;
    if (skip > 0)
        wm_terminal_item(cli->out, INDENT, WM_TONE_FAINT, title, WM_TONE_PLAIN,
                         "%zu records; the last of them:", count);
    for (size_t i = 0; wm_json_next(&iterator, NULL, &cited); i++)
        if (i >= skip)
            show_record(cli, title, cited, records);
}

// --- leaves ---

// What a custom predicate says of it.
static void show_message(struct wm_cli *cli, struct wm_json leaf) {
    struct wm_text message = wm_result_text(leaf, "message");
    if (message.length > 0)
        wm_terminal_item(cli->out, INDENT, WM_TONE_FAINT, "said   ", WM_TONE_PLAIN, "%.*s", WM_SHOW(message));
}

static void show_unmet(struct wm_cli *cli, struct wm_json leaf, const struct wm_cited_records *records) {
    struct wm_json found = wm_json_member(leaf, "found");
    struct wm_json refused = wm_json_member(leaf, "refused");
    struct wm_text hint = wm_result_text(leaf, "hint");
    // What a `none` forbids stands in the way because it holds.
    bool forbidden = wm_result_true(wm_json_member(leaf, "needed"), "not");
    wm_terminal_item(cli->out, 2, WM_TONE_BAD, "✗", WM_TONE_PLAIN, "%s%.*s", forbidden ? "Must not be: " : "",
                     WM_SHOW(wm_result_text(leaf, "says")));
    show_message(cli, leaf);
    show_records(cli, "found  ", found, records);
    show_records(cli, "refused", refused, records);
    if (hint.length > 0)
        wm_terminal_item(cli->out, INDENT, WM_TONE_FAINT, "hint   ", WM_TONE_PLAIN, "%.*s", WM_SHOW(hint));
}

// How the organisation sets the parameter, as its pack would have it.
static void say_parameter(struct wm_cli *cli, struct wm_text level, struct wm_text parameter) {
    struct wm_text framework = wm_show_framework(parameter);
    if (framework.length == 0)
        framework = wm_show_framework(level);
    parameter = wm_show_own_name(parameter);
    wm_terminal_item(cli->out, INDENT, WM_TONE_FAINT, "why    ", WM_TONE_PLAIN,
                     "the organisation has not set the parameter %.*s, which the source leaves open",
                     WM_SHOW(parameter));
    wm_terminal_item(cli->out, INDENT, WM_TONE_FAINT, "set it ", WM_TONE_PLAIN,
                     "in the organisation's pack: adopt \"%.*s\" { parameters = { [\"%.*s\"] = … } }",
                     WM_SHOW(framework), WM_SHOW(parameter));
}

// Why a rule could not be judged, where no parameter is the reason.
static const char *say_failure(struct wm_text reason, struct wm_text message) {
    if (wm_show_is(reason, "budget"))
        return "the rule's own function takes too long, and was stopped";
    if (wm_show_is(reason, "error"))
        return message.length > 0 ? "the rule's own function failed" : "what is recorded does not fit the rule";
    if (wm_show_is(reason, "not-in-force"))
        return "no edition of the rule is in force on that day";
    return NULL;
}

static void say_unknown(struct wm_cli *cli, struct wm_text level, struct wm_json leaf) {
    struct wm_text parameter = wm_result_text(leaf, "parameter");
    struct wm_text reason = wm_result_text(leaf, "reason");
    struct wm_text where = wm_result_text(leaf, "where");
    const char *why = say_failure(reason, wm_result_text(leaf, "message"));
    if (parameter.length > 0)
        say_parameter(cli, level, parameter);
    else
        wm_terminal_item(cli->out, INDENT, WM_TONE_FAINT, "why    ", WM_TONE_PLAIN, "%.*s%s%s", WM_SHOW(reason),
                         why != NULL ? ": " : "", why != NULL ? why : "");
    show_message(cli, leaf);
    if (where.length > 0)
        wm_terminal_item(cli->out, INDENT, WM_TONE_FAINT, "rule   ", WM_TONE_PLAIN, "%.*s", WM_SHOW(where));
}

// For the same reason: nothing but the same parameter, in the same rule.
static bool same_unknown(struct wm_json a, struct wm_json b) {
    static const char *const keys[] = {"parameter", "where"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct wm_text left = wm_result_text(a, keys[i]);
        struct wm_text right = wm_result_text(b, keys[i]);
        if (left.length == 0 || left.length != right.length || memcmp(left.data, right.data, left.length) != 0)
            return false;
    }
    return true;
}

// Neighbours that wait for the same are explained once, below the last of them.
static void show_unknown(struct wm_cli *cli, struct wm_text level, struct wm_json unknown) {
    struct wm_json_iterator iterator = wm_json_iterate(unknown);
    struct wm_json leaf;
    bool more = wm_json_next(&iterator, NULL, &leaf);
    while (more) {
        struct wm_json last = leaf;
        wm_terminal_item(cli->out, 2, WM_TONE_DOUBT, "?", WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(leaf, "says")));
        more = wm_json_next(&iterator, NULL, &leaf);
        if (!more || !same_unknown(last, leaf))
            say_unknown(cli, level, last);
    }
}

static void show_missing_title(struct wm_cli *cli, struct wm_json unmet) {
    size_t silent = 0;
    struct wm_json leaf;
    for (struct wm_json_iterator iterator = wm_json_iterate(unmet); wm_json_next(&iterator, NULL, &leaf);)
        silent += wm_json_count(wm_json_member(leaf, "found")) + wm_json_count(wm_json_member(leaf, "refused")) == 0 &&
                  wm_result_text(leaf, "message").length == 0;
    wm_show_title(cli, "What is missing");
    if (silent > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_PLAIN, "", WM_TONE_FAINT,
                         "%zu criteri%s; where nothing is said below one, nothing is recorded.", wm_json_count(unmet),
                         wm_json_count(unmet) == 1 ? "on" : "a");
}

void wm_show_missing(struct wm_cli *cli, struct wm_json decision, const struct wm_cited_records *records) {
    struct wm_json unmet = wm_json_member(decision, "unmet");
    struct wm_json unknown = wm_json_member(decision, "unknown");
    struct wm_json leaf;
    if (wm_json_count(unmet) > 0)
        show_missing_title(cli, unmet);
    for (struct wm_json_iterator iterator = wm_json_iterate(unmet); wm_json_next(&iterator, NULL, &leaf);)
        show_unmet(cli, leaf, records);
    if (wm_json_count(unknown) > 0)
        wm_show_title(cli, "What could not be judged");
    show_unknown(cli, wm_result_text(decision, "level"), unknown);
}

void wm_show_decision(struct wm_cli *cli, struct wm_json decision, const struct wm_cited_records *records) {
    say_outcome(cli, decision);
    wm_show_missing(cli, decision, records);
    struct wm_json desired = wm_json_member(decision, "desired");
    struct wm_json_iterator iterator = wm_json_iterate(desired);
    struct wm_json leaf;
    if (wm_json_count(desired) > 0)
        wm_show_title(cli, "Desirable, and never in the way");
    while (wm_json_next(&iterator, NULL, &leaf)) {
        struct wm_text verdict = wm_result_text(leaf, "verdict");
        wm_terminal_item(cli->out, 2, wm_show_tone(verdict), wm_show_mark(verdict), WM_TONE_PLAIN, "%.*s",
                         WM_SHOW(wm_result_text(leaf, "says")));
    }
}
