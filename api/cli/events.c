// SPDX-License-Identifier: MIT
// waymark events: what has happened in an organisation, an event a line; and what happens, as it does.
#include "api/cli/commands.h"

#include "api/cli/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SHORT = 12, LONGEST = 1 << 20, DEEPEST = 16 };

struct listening {
    struct wm_cli *cli;
    struct wm_json_reader *reader;
    int64_t last;  // the last one heard
    int64_t until; // no further than this; negative: for ever
    bool failed;   // out of memory
    bool ended;
    struct wm_error error; // why
};

// --- a line for people ---

static void put_rules(struct wm_terminal *out, struct wm_text rules) {
    wm_terminal_put(out, WM_TONE_STRONG, "%.*s", rules.length < SHORT ? (int)rules.length : SHORT, rules.data);
}

static void show_activated(struct wm_terminal *out, struct wm_json event) {
    struct wm_text previous = wm_result_text(event, "previous");
    wm_terminal_put(out, WM_TONE_PLAIN, "rules ");
    put_rules(out, wm_result_text(event, "rules"));
    wm_terminal_put(out, WM_TONE_PLAIN, " active (%.*s)", WM_SHOW(wm_result_text(event, "cause")));
    if (previous.length == 0)
        return;
    wm_terminal_put(out, WM_TONE_PLAIN, ", in place of ");
    put_rules(out, previous);
}

static void show_failed(struct wm_terminal *out, struct wm_json event) {
    struct wm_text stage = wm_result_text(event, "stage"), where = wm_result_text(event, "where");
    wm_terminal_put(out, WM_TONE_BAD, "rules failed");
    if (stage.length > 0)
        wm_terminal_put(out, WM_TONE_PLAIN, " (%.*s)", WM_SHOW(stage));
    wm_terminal_put(out, WM_TONE_PLAIN, ": %.*s", WM_SHOW(wm_result_text(event, "message")));
    if (where.length > 0)
        wm_terminal_put(out, WM_TONE_FAINT, " [%.*s]", WM_SHOW(where));
}

static void put_outcome(struct wm_terminal *out, struct wm_json event, const char *outcome, const char *until) {
    struct wm_text text = wm_result_text(event, outcome);
    char day[24];
    wm_terminal_put(out, wm_show_tone(text), "%s", wm_show_outcome(text));
    if (wm_result_day(event, until, day))
        wm_terminal_put(out, WM_TONE_PLAIN, " until %s", day);
}

static void show_changed(struct wm_terminal *out, struct wm_json event) {
    struct wm_text says = wm_result_text(wm_json_member(event, "cause"), "says");
    wm_terminal_put(out, WM_TONE_STRONG, "%.*s", WM_SHOW(wm_result_text(event, "person")));
    wm_terminal_put(out, WM_TONE_PLAIN, " %.*s: ", WM_SHOW(wm_result_text(event, "level")));
    put_outcome(out, event, "before", "until_before");
    wm_terminal_put(out, WM_TONE_PLAIN, " → ");
    put_outcome(out, event, "after", "until_after");
    if (says.length > 0)
        wm_terminal_put(out, WM_TONE_FAINT, " (%.*s)", WM_SHOW(says));
}

static void show_many(struct wm_terminal *out, struct wm_json event) {
    wm_terminal_put(out, WM_TONE_PLAIN, "the standing of %" PRId64 " people moved: too many to name",
                    wm_result_integer(event, "moved", 0));
}

static void show_event(struct wm_terminal *out, struct wm_json event, int64_t seq) {
    static const struct {
        const char *type;
        void (*show)(struct wm_terminal *out, struct wm_json event);
    } types[] = {{"rules.activated", show_activated},
                 {"rules.failed", show_failed},
                 {"eligibility.changed", show_changed},
                 {"eligibility.many", show_many}};
    struct wm_text type = wm_result_text(event, "type");
    char at[40];
    wm_result_instant(event, "at", at);
    wm_terminal_put(out, WM_TONE_FAINT, "%" PRId64 "  %s  ", seq, at);
    size_t i = 0;
    while (i < sizeof types / sizeof types[0] && !wm_show_is(type, types[i].type))
        i++;
    if (i < sizeof types / sizeof types[0])
        types[i].show(out, event);
    else // of a newer daemon
        wm_terminal_put(out, WM_TONE_PLAIN, "%.*s", WM_SHOW(type));
    wm_terminal_blank(out);
}

// --- hearing ---

static void hear_event(struct listening *listening, struct wm_json event, struct wm_text json) {
    struct wm_cli *cli = listening->cli;
    int64_t seq = wm_result_integer(event, "seq", 0);
    if (listening->until >= 0 && seq > listening->until)
        return;
    listening->last = seq;
    if (cli->json) {
        wm_terminal_raw(cli->out, json.data, json.length);
        wm_terminal_blank(cli->out);
    } else {
        show_event(cli->out, event, seq);
    }
}

static void hear_end(struct listening *listening, struct wm_json ended) {
    struct wm_text reason = wm_result_text(ended, "reason"), message = wm_result_text(ended, "message");
    char code[40];
    (void)snprintf(code, sizeof code, "%.*s", WM_SHOW(reason));
    wm_error_set(&listening->error, WM_CONFLICT, code, "%.*s", WM_SHOW(message));
    listening->ended = true;
}

static void on_notice(void *context, const char *method, const char *params, size_t length) {
    struct listening *listening = context;
    struct wm_json said;
    bool event = strcmp(method, "event") == 0;
    if (!event && strcmp(method, "events.ended") != 0)
        return;
    if (wm_json_parse_copy(listening->reader, params, length, &said, NULL) != WM_OK)
        listening->failed = true;
    else if (event)
        hear_event(listening, said, (struct wm_text){params, length});
    else
        hear_end(listening, said);
}

// What could go on is said, so that nothing is missed.
static enum wm_status broken(const struct listening *listening, const struct waymark_error *why,
                             struct wm_error *error) {
    enum wm_status status = wm_ask_error(why, error);
    if (why->status != WAYMARK_DISCONNECTED)
        return status;
    return wm_error_set(error, status, why->reason,
                        "the connection to the daemon broke: go on with `waymark events --follow --after %" PRId64 "`",
                        listening->last);
}

static enum wm_status listen(struct listening *listening, struct wm_error *error) {
    struct wm_cli *cli = listening->cli;
    enum wm_status status = wm_terminal_flush(cli->out, error);
    while (status == WM_OK && !listening->ended && !listening->failed &&
           (listening->until < 0 || listening->last < listening->until)) {
        struct waymark_error why;
        enum waymark_status heard = waymark_listen(cli->client, -1, &why);
        status = heard == WAYMARK_OK ? wm_terminal_flush(cli->out, error) : broken(listening, &why, error);
    }
    if (status == WM_OK && listening->failed)
        return wm_error_no_memory(error);
    if (status == WM_OK && listening->ended && error != NULL)
        *error = listening->error;
    return status == WM_OK && listening->ended ? listening->error.status : status;
}

// --- asking ---

static enum wm_status ask(struct wm_cli *cli, const char *method, int64_t after, struct wm_result *result,
                          struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    if (after >= 0)
        wm_params_integer(&params, "after", after);
    return wm_ask(cli, method, &params, result, error);
}

// Which events there are, so that it is known where to stop before the first one is heard.
static enum wm_status find_span(struct listening *listening, struct wm_result *result, int64_t *ret_oldest,
                                struct wm_error *error) {
    enum wm_status status = ask(listening->cli, "events.subscribe", -1, result, error);
    if (status != WM_OK)
        return status;
    *ret_oldest = wm_result_integer(result->value, "oldest", 1);
    listening->until = wm_result_integer(result->value, "head", 0);
    return ask(listening->cli, "events.unsubscribe", -1, result, error);
}

static enum wm_status run_with(struct listening *listening, struct wm_result *result, struct wm_error *error) {
    struct wm_cli *cli = listening->cli;
    const char *given = wm_cli_value(cli, "after");
    int64_t after = -1, oldest = 0;
    enum wm_status status = given != NULL ? wm_cli_integer(given, "--after", 0, &after, error) : WM_OK;
    if (status == WM_OK)
        status = wm_ask_connect(cli, error);
    if (status == WM_OK && !wm_cli_given(cli, "follow"))
        status = find_span(listening, result, &oldest, error);
    if (status != WM_OK)
        return status;
    waymark_on_notice(cli->client, on_notice, listening);
    status = ask(cli, "events.subscribe", given != NULL ? after : oldest - 1, result, error);
    if (status != WM_OK)
        return status;
    int64_t begin = wm_result_integer(result->value, "after", 0);
    if (listening->last < begin)
        listening->last = begin;
    if (begin == listening->until && !cli->json)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "No events.");
    return listen(listening, error);
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct listening listening = {.cli = cli, .until = -1};
    struct wm_result result = {0};
    enum wm_status status = wm_json_reader_new(LONGEST, DEEPEST, &listening.reader, error);
    if (status == WM_OK)
        status = run_with(&listening, &result, error);
    if (cli->client != NULL)
        waymark_on_notice(cli->client, NULL, NULL);
    wm_result_clear(&result);
    wm_json_reader_free(listening.reader);
    return status;
}

static const struct wm_option options[] = {
    {.name = "after", .value = "SEQ", .says = "Only those after this one; default: all that are kept"},
    {.name = "follow", .says = "Go on with what happens; without --after, from now on"},
    {0},
};
const struct wm_command wm_events_command = {
    .name = "events",
    .arguments = "",
    .summary = "Show what has happened: rules that changed, and whom that moved",
    .details =
        "Events: rules became active or failed; somebody's eligibility for a level changed with them. Each has a "
        "number; with --after and the last one that you have seen, none is missed. With --json each event is a "
        "line as the daemon tells it.",
    .options = options,
    .run = run,
};
