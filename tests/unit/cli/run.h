// SPDX-License-Identifier: MIT
// One run of the command line against a daemon of canned answers, and all that it printed.
//
// Canned answers are lines of "METHOD RESULT", or "METHOD !ERROR". A request takes the first line of its method that
// was not taken yet, and the last one again when all were; without any, the method is unknown. Lines of "~METHOD PARAMS" are
// notices: they come after the answer to an events.subscribe that says from where on.
#pragma once

#include "api/cli/cli.h"
#include "tests/unit/client/fake_daemon.h"

#include <stdlib.h>

enum { CLI_REQUESTS = 1 << 14, CLI_ANSWER = 1 << 16 };

struct cli_run {
    // What is asked.
    const char *const *words; // without "waymark", NULL at the end
    const char *answers;      // canned; NULL: there is no daemon
    const char *input;        // standard input, may be NULL
    unsigned columns;
    bool colour;
    // What came of it.
    int status;
    struct wm_buffer out, complaints;
    char requests[CLI_REQUESTS]; // "> METHOD PARAMS" a line
};

// --- the daemon ---

struct cli_canned { // of the daemon's thread: it takes nothing from wm_alloc, which may fail on purpose
    const char *answers;
    bool taken[256];
    char *requests; // CLI_REQUESTS of them
    char answer[CLI_ANSWER];
};

static inline const char *cli_pick(struct cli_canned *canned, const char *method, size_t length) {
    const char *last = NULL;
    size_t place = 0;
    for (const char *line = canned->answers; *line != '\0';
         line += strcspn(line, "\n"), line += *line == '\n', place++) {
        if (strncmp(line, method, length) != 0 || line[length] != ' ')
            continue;
        last = line + length + 1;
        if (!canned->taken[place]) {
            canned->taken[place] = true;
            return last;
        }
    }
    return last;
}

static inline void cli_note(struct cli_canned *canned, const char *before, const char *text, size_t length) {
    size_t at = strlen(canned->requests);
    snprintf(canned->requests + at, CLI_REQUESTS - at, "%s%.*s", before, (int)length, text);
}

static inline void cli_notices(struct cli_canned *canned, int connection) {
    for (const char *line = canned->answers; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
        int method = (int)strcspn(line, " ");
        if (line[0] != '~')
            continue;
        snprintf(canned->answer, CLI_ANSWER, "{\"jsonrpc\":\"2.0\",\"method\":\"%.*s\",\"params\":%.*s}\n", method - 1,
                 line + 1, (int)strcspn(line + method + 1, "\n"), line + method + 1);
        fake_say(connection, canned->answer);
    }
}

static inline bool cli_answer(struct fake_daemon *daemon, int connection, const char *line) {
    struct cli_canned *canned = daemon->context;
    const char *method = strstr(line, "\"method\":\"") + 10;
    size_t length = strcspn(method, "\"");
    const char *params = strstr(line, ",\"params\":");
    cli_note(canned, "> ", method, length);
    if (params != NULL)
        cli_note(canned, " ", params + 10, strlen(params) - 11);
    cli_note(canned, "\n", "", 0);
    const char *picked = cli_pick(canned, method, length);
    if (picked == NULL)
        picked = "!{\"code\":-32601,\"message\":\"there is no such method\",\"data\":{\"reason\":\"unknown-method\"}}";
    snprintf(canned->answer, CLI_ANSWER, "%.*s", (int)strcspn(picked, "\n"), picked);
    if (canned->answer[0] == '!')
        fake_error(connection, line, canned->answer + 1);
    else
        fake_result(connection, line, canned->answer);
    if (strncmp(method, "events.subscribe", length) == 0 && strstr(line, "\"after\":") != NULL)
        cli_notices(canned, connection);
    return true;
}

// --- the run ---

static inline void cli_call(struct cli_run *run) {
    char *words[24] = {(char *)(uintptr_t) "waymark"};
    int count = 1;
    while (run->words[count - 1] != NULL) {
        words[count] = (char *)(uintptr_t)run->words[count - 1];
        count++;
    }
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    if (run->input != NULL)
        assert_int_equal(write(ends[1], run->input, strlen(run->input)), strlen(run->input));
    close(ends[1]);
    struct wm_terminal out;
    struct wm_terminal complaints;
    wm_terminal_init(&out, -1);
    wm_terminal_init(&complaints, -1);
    out.columns = complaints.columns = run->columns;
    out.colour = complaints.colour = run->colour;
    run->status = wm_cli_run(count, words, ends[0], &out, &complaints);
    close(ends[0]);
    run->out = out.text;
    run->complaints = complaints.text;
}

static inline void cli_run(struct cli_run *run) {
    unsetenv("WAYMARK_ORG");
    unsetenv("NO_COLOR");
    setenv("WAYMARK_SOCKET", "/nonexistent/waymark.sock", 1);
    if (run->answers == NULL) {
        cli_call(run);
        return;
    }
    struct fake_daemon daemon;
    struct cli_canned canned = {.answers = run->answers, .requests = run->requests};
    fake_start(&daemon, cli_answer, &canned);
    setenv("WAYMARK_SOCKET", daemon.path, 1);
    cli_call(run);
    fake_stop(&daemon);
}

static inline void cli_run_clear(struct cli_run *run) {
    wm_buffer_clear(&run->out);
    wm_buffer_clear(&run->complaints);
}
