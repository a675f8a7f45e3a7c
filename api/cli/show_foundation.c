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

static void quote(struct wm_buffer *buffer, struct wm_text word) {
    if (is_plain(word.data, word.length)) {
        wm_buffer_add(buffer, word.data, word.length);
        return;
    }
    wm_buffer_byte(buffer, '\'');
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] == '\'')
            wm_buffer_text(buffer, "'\\''");
        else
            wm_buffer_byte(buffer, word.data[i]);
    wm_buffer_byte(buffer, '\'');
}

// The option and its value stay on one line.
static void say(struct words *words, const char *option, struct wm_text value) {
    enum { INDENT = 2, DEEPER = 4, BEHIND = 2 };
    struct wm_buffer text;
    wm_buffer_init(&text, LONGEST);
    wm_buffer_text(&text, option);
    if (option[0] != '\0' && value.length > 0)
        wm_buffer_byte(&text, ' ');
    if (value.length > 0)
        quote(&text, value);
    const char *shown = text.data != NULL ? text.data : "";
    size_t width = wm_terminal_width(shown, text.length);
    bool begins = words->column == 0;
    bool fits = !begins && words->column + 1 + width + BEHIND <= words->terminal->columns;
    size_t indent = begins ? INDENT : fits ? 1 : DEEPER;
    if (!begins && !fits)
        wm_terminal_put(words->terminal, WM_TONE_PLAIN, " \\\n");
    wm_terminal_put(words->terminal, WM_TONE_PLAIN, "%*s", (int)indent, "");
    wm_terminal_put(words->terminal, WM_TONE_STRONG, "%s", shown);
    words->column = (fits ? words->column : 0) + indent + width;
    words->terminal->text.failed = words->terminal->text.failed || text.failed;
    wm_buffer_clear(&text);
}

static void say_option(struct words *words, const char *option, struct wm_text value) {
    if (value.length > 0)
        say(words, option, value);
}

static struct wm_text text_of(const char *text) {
    return (struct wm_text){text, text != NULL ? strlen(text) : 0};
}

static void say_command(struct wm_cli *cli, struct wm_json decision) {
    struct words words = {.terminal = cli->out};
    static const char *const repeated[][2] = {{"with", "--with"}, {"without", "--without"}};
    char ledger[24];
    snprintf(ledger, sizeof ledger, "%lld", (long long)wm_result_integer(decision, "ledger", 0));
    say(&words, "waymark why", (struct wm_text){"", 0});
    say(&words, "", wm_result_text(decision, "person"));
    say(&words, "", wm_result_text(decision, "level"));
    say_option(&words, "--org", text_of(wm_cli_organisation(cli)));
    say_option(&words, "--socket", text_of(wm_cli_value(cli, "socket")));
    say_option(&words, "--as-of", wm_result_text(decision, "as_of"));
    say_option(&words, "--ledger", text_of(ledger));
    say_option(&words, "--rules", wm_result_text(decision, "rules"));
    for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++) {
        size_t cursor = 0;
        for (const char *value; (value = wm_cli_each(cli, repeated[i][0], &cursor)) != NULL;)
            say_option(&words, repeated[i][1], text_of(value));
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
