// SPDX-License-Identifier: MIT
// One run of `waymark`: what was asked on the command line, where to print, the connection to the daemon.
#pragma once

#include "api/cli/terminal.h"
#include "api/client/waymark.h"

#define WM_SOCKET_DEFAULT "/run/waymark/waymark.sock"

enum wm_exit { WM_EXIT_DONE, WM_EXIT_ERROR, WM_EXIT_USAGE, WM_EXIT_NOT_ELIGIBLE, WM_EXIT_INDETERMINATE };

struct wm_cli;

struct wm_option {
    const char *name;  // without the dashes
    const char *value; // what follows, in capitals: "DAY"; NULL = a switch
    const char *says;
    bool repeats; // may be given several times
};

struct wm_command {
    const char *name;                // "record add"
    const char *arguments;           // "PERSON LEVEL", or ""
    unsigned least, most;            // how many
    const char *summary;             // one line
    const char *details;             // paragraphs, or NULL
    const struct wm_option *options; // the last one has no name; may be NULL
    enum wm_status (*run)(struct wm_cli *cli, struct wm_error *error);
};
// In the order of the help, NULL at the end.
extern const struct wm_command *const wm_commands[];
extern const struct wm_option wm_global_options[];

struct wm_given {
    const struct wm_option *option;
    const char *value; // "" for a switch
};

struct wm_cli {
    const struct wm_command *command;
    const char **arguments;
    size_t argument_count;
    struct wm_given *given;
    size_t given_count;
    struct wm_arena arena; // for as long as the run
    struct wm_terminal *out;
    struct wm_terminal *complaints;
    int input;              // descriptor that "-" means
    struct waymark *client; // NULL until something is asked
    char *refusal;          // the last refusal, as the daemon wrote it; on the arena
    bool json;
    enum wm_exit exit; // what to return when the command succeeds; when it fails, if it is not WM_EXIT_DONE
};

// The whole program. `out` and `complaints` are flushed, not cleared.
int wm_cli_run(int count, char *const *words, int input, struct wm_terminal *out, struct wm_terminal *complaints);

// Sorts the words into command, arguments and options. WM_PARAMS with reason "usage".
WM_MUST_USE enum wm_status wm_cli_parse(struct wm_cli *cli, int count, char *const *words, struct wm_error *error);
// A mistake in how the command was called: exit status 2.
enum wm_status wm_cli_misused(struct wm_error *error, const char *format, ...) WM_PRINTF(2, 3);

// The value of an option (of the last, if it was given twice), NULL when it was not given.
const char *wm_cli_value(const struct wm_cli *cli, const char *name);
bool wm_cli_given(const struct wm_cli *cli, const char *name);
// --org, else $WAYMARK_ORG; NULL when neither says any.
const char *wm_cli_organisation(const struct wm_cli *cli);
// The values of an option that repeats; start with *cursor 0; NULL at the end.
const char *wm_cli_each(const struct wm_cli *cli, const char *name, size_t *cursor);
// Digits, at least `least`; `what` for the error: "--ledger".
WM_MUST_USE enum wm_status wm_cli_integer(const char *text, const char *what, int64_t least, int64_t *ret_number,
                                          struct wm_error *error);
// An error for people: "WHO message", and below it where, expected, found and nearest.
void wm_cli_explain(struct wm_terminal *terminal, const char *who, const struct wm_error *error);
// The same for programs: the refusal as the daemon wrote it, or (NULL) the error in that form.
void wm_cli_error_json(struct wm_buffer *text, const char *refusal, const struct wm_error *error);
