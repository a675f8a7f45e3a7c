// SPDX-License-Identifier: MIT
// What an answer rests on, and the command that asks it again: wm_show_foundation.
#include "api/cli/show.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST = 1 << 20 };

static void row(struct wm_cli *cli, const char *title, struct wm_text text) {
    if (text.length > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, title, WM_TONE_PLAIN, "%.*s", WM_SHOW(text));
}

// --- the command ---

struct words { // of a command, wrapped so that it can be copied: a backslash at each line's end
    struct wm_terminal *terminal;
    size_t column; // where the line ends by now
};

static bool is_plain(const char *word, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:@+=,%", word[i]) == NULL ||
            word[i] == '\0')
            return false;
    return length > 0;
}

static void say_word(struct words *words, const char *word, size_t length) {
    enum { INDENT = 4, BEHIND = 2 };
    struct wm_buffer quoted;
    wm_buffer_init(&quoted, LONGEST);
    if (is_plain(word, length)) {
        wm_buffer_add(&quoted, word, length);
    } else {
        wm_buffer_byte(&quoted, '\'');
        for (size_t i = 0; i < length; i++)
            if (word[i] == '\'')
                wm_buffer_text(&quoted, "'\\''");
            else
                wm_buffer_byte(&quoted, word[i]);
        wm_buffer_byte(&quoted, '\'');
    }
    size_t width = wm_terminal_width(quoted.data != NULL ? quoted.data : "", quoted.length);
    bool begins = words->column == 0;
    bool fits = words->column + 1 + width + BEHIND <= words->terminal->columns;
    if (!begins && !fits)
        wm_terminal_put(words->terminal, WM_TONE_PLAIN, " \\\n");
    if (begins || !fits) {
        wm_terminal_put(words->terminal, WM_TONE_PLAIN, "%*s", begins ? 2 : INDENT, "");
        words->column = begins ? 2 : INDENT;
    } else {
        wm_terminal_put(words->terminal, WM_TONE_PLAIN, " ");
        words->column++;
    }
    wm_terminal_put(words->terminal, WM_TONE_STRONG, "%.*s", (int)quoted.length,
                    quoted.data != NULL ? quoted.data : "");
    words->column += width;
    words->terminal->text.failed = words->terminal->text.failed || quoted.failed;
    wm_buffer_clear(&quoted);
}

static void say(struct words *words, const char *word) {
    say_word(words, word, strlen(word));
}

static void say_option(struct words *words, const char *option, struct wm_text value) {
    if (value.length == 0)
        return;
    say(words, option);
    say_word(words, value.data, value.length);
}

static void say_command(struct wm_cli *cli, struct wm_json decision) {
    struct words words = {.terminal = cli->out};
    const char *organisation = wm_cli_organisation(cli);
    const char *socket = wm_cli_value(cli, "socket");
    say(&words, "waymark");
    say(&words, "why");
    say_word(&words, wm_result_text(decision, "person").data, wm_result_text(decision, "person").length);
    say_word(&words, wm_result_text(decision, "level").data, wm_result_text(decision, "level").length);
    if (organisation != NULL)
        say_option(&words, "--org", (struct wm_text){organisation, strlen(organisation)});
    if (socket != NULL)
        say_option(&words, "--socket", (struct wm_text){socket, strlen(socket)});
    say_option(&words, "--as-of", wm_result_text(decision, "as_of"));
    int64_t ledger = wm_result_integer(decision, "ledger", -1);
    if (ledger >= 0) {
        char text[24];
        int length = snprintf(text, sizeof text, "%lld", (long long)ledger);
        say_option(&words, "--ledger", (struct wm_text){text, (size_t)length});
    }
    say_option(&words, "--rules", wm_result_text(decision, "rules"));
    const char *const repeated[] = {"with", "without"};
    const char *const options[] = {"--with", "--without"};
    for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++) {
        size_t cursor = 0;
        for (const char *value; (value = wm_cli_each(cli, repeated[i], &cursor)) != NULL;)
            say_option(&words, options[i], (struct wm_text){value, strlen(value)});
    }
    wm_terminal_blank(cli->out);
}

void wm_show_foundation(struct wm_cli *cli, struct wm_json decision) {
    wm_show_title(cli, "What this rests on");
    row(cli, "decision", wm_result_text(decision, "decision"));
    row(cli, "rules   ", wm_result_text(decision, "rules"));
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "ledger  ", WM_TONE_PLAIN, "this person's entries up to number %lld",
                     (long long)wm_result_integer(decision, "ledger", 0));
    row(cli, "engine  ", wm_result_text(decision, "engine"));
    wm_terminal_line(cli->out, WM_TONE_FAINT, "To ask exactly this again:");
    say_command(cli, decision);
}
