// SPDX-License-Identifier: MIT
// The explained tree:
//
//     ✗ all of the following
//     ├─ ✓ Meets Entry level
//     │  └─ ✓ Fire safety: completed
//     │       completed on 3 May 2026 (record 12)
//     └─ ✗ Promoting autonomy: assessed at 3 (Competent) or above
#include "api/cli/show.h"

#include <stdio.h>
#include <string.h>

enum { PREFIX = 512, NARROWEST = 20 };

struct tree {
    struct wm_cli *cli;
    const struct wm_cited_records *records;
};

// `text` behind `first` and, on the lines below, behind `below`. The mark stands between.
static void put(struct wm_cli *cli, const char *first, const char *below, enum wm_tone mark_tone, const char *mark,
                enum wm_tone tone, struct wm_text text) {
    struct wm_terminal *out = cli->out;
    struct wm_buffer clean;
    wm_buffer_init(&clean, 1 << 20);
    wm_terminal_clean(&clean, text.data, text.length);
    for (size_t i = 0; i < clean.length; i++)
        clean.data[i] = (char)(clean.data[i] == '\n' ? ' ' : clean.data[i]);
    size_t indent = wm_terminal_width(below, strlen(below));
    size_t columns = out->columns > indent + NARROWEST ? out->columns - indent : NARROWEST;
    wm_terminal_put(out, WM_TONE_FAINT, "%s", first);
    wm_terminal_put(out, mark_tone, "%s", mark);
    const char *rest = clean.length > 0 ? clean.data : "";
    for (size_t left = clean.length, lines = 0; lines == 0 || left > 0; lines++) {
        size_t fits = wm_terminal_fit(rest, left, columns);
        if (lines > 0)
            wm_terminal_put(out, WM_TONE_FAINT, "%s", below);
        wm_terminal_put(out, tone, "%.*s", (int)fits, rest);
        wm_terminal_blank(out);
        while (fits < left && rest[fits] == ' ')
            fits++;
        rest += fits;
        left -= fits;
    }
    out->text.failed = out->text.failed || clean.failed;
    wm_buffer_clear(&clean);
}

static void show_cites(struct tree *tree, const char *below, struct wm_json list, const char *title) {
    struct wm_json_iterator iterator = wm_json_iterate(list);
    struct wm_json cited = {0};
    while (wm_json_next(&iterator, NULL, &cited))
        ;
    if (wm_json_count(list) == 0)
        return;
    const char *line = wm_show_cited(tree->cli, cited, tree->records);
    struct wm_text reason = wm_result_text(cited, "reason");
    const char *why = wm_show_reason(tree->cli, reason);
    char count[64] = "";
    if (wm_json_count(list) > 1)
        snprintf(count, sizeof count, "%zu records, the last: ", wm_json_count(list));
    const char *text = line == NULL || why == NULL ? NULL
                                                   : wm_arena_printf(&tree->cli->arena, "%s%s%s%s%s", title, count,
                                                                     line, reason.length > 0 ? ": " : "", why);
    tree->cli->out->text.failed = tree->cli->out->text.failed || text == NULL;
    if (text != NULL)
        put(tree->cli, below, below, WM_TONE_PLAIN, "", WM_TONE_FAINT, (struct wm_text){text, strlen(text)});
}

// What a leaf rests on; why it could not be judged.
static void show_grounds(struct tree *tree, const char *below, struct wm_json node) {
    struct wm_cli *cli = tree->cli;
    struct wm_text parameter = wm_result_text(node, "parameter");
    struct wm_text reason = wm_result_text(node, "reason");
    int64_t award = wm_result_integer(node, "award", 0);
    show_cites(tree, below, wm_json_member(node, "found"), "");
    if (!wm_show_is(wm_result_text(node, "verdict"), "met"))
        show_cites(tree, below, wm_json_member(node, "refused"), "refused: ");
    const char *text = "";
    if (parameter.length > 0)
        text = wm_arena_printf(&cli->arena, "the parameter %.*s is not set", WM_SHOW(parameter));
    else if (reason.length > 0)
        text = wm_arena_printf(&cli->arena, "could not be judged: %.*s", WM_SHOW(reason));
    else if (award > 0)
        text = wm_show_entry(cli, award, tree->records);
    cli->out->text.failed = cli->out->text.failed || text == NULL;
    if (text != NULL && text[0] != '\0')
        put(cli, below, below, WM_TONE_PLAIN, "", WM_TONE_FAINT, (struct wm_text){text, strlen(text)});
}

// What a node says, after the days on which it counts: "From 1 April 2027: Fire safety: completed".
static struct wm_text say_node(struct tree *tree, struct wm_json node) {
    struct wm_text says = wm_result_text(node, "says");
    struct wm_json days = wm_json_member(node, "in_force");
    char from[24], until[24];
    bool begins = wm_result_day(days, "from", from), ends = wm_result_day(days, "until", until);
    if (wm_show_is(wm_result_text(node, "verb"), "grandfathered") || (!begins && !ends))
        return says;
    const char *text = wm_arena_printf(&tree->cli->arena, "%s%s%s%s: %.*s", begins ? "From " : "", from,
                                       begins && ends ? " until "
                                       : ends         ? "Until "
                                                      : "",
                                       until, WM_SHOW(says));
    tree->cli->out->text.failed = tree->cli->out->text.failed || text == NULL;
    return text != NULL ? (struct wm_text){text, strlen(text)} : says;
}

// `first` leads to the node, `below` runs beside what is under it.
static void show_node(struct tree *tree, const char *first, const char *below, struct wm_json node) {
    struct wm_text verdict = wm_result_text(node, "verdict");
    struct wm_json children = wm_json_member(node, "children");
    size_t count = wm_json_count(children);
    enum wm_tone tone = wm_show_tone(verdict);
    char mark[8] = "";
    char next[PREFIX];
    if (verdict.length > 0)
        snprintf(mark, sizeof mark, "%s ", wm_show_mark(verdict));
    snprintf(next, sizeof next, "%s%s", below, count > 0 ? "│ " : "  ");
    put(tree->cli, first, next, tone, mark, WM_TONE_PLAIN, say_node(tree, node));
    snprintf(next, sizeof next, "%s%s", below, count > 0 ? "│   " : "    ");
    show_grounds(tree, next, node);
    struct wm_json_iterator iterator = wm_json_iterate(children);
    struct wm_json child;
    for (size_t i = 1; wm_json_next(&iterator, NULL, &child); i++) {
        char branch[PREFIX];
        snprintf(branch, sizeof branch, "%s%s", below, i < count ? "├─ " : "└─ ");
        snprintf(next, sizeof next, "%s%s", below, i < count ? "│  " : "   ");
        show_node(tree, branch, next, child);
    }
}

void wm_show_tree(struct wm_cli *cli, struct wm_json tree, const struct wm_cited_records *records) {
    if (wm_json_type(tree) != WM_JSON_OBJECT)
        return;
    wm_show_title(cli, "The whole tree");
    show_node(&(struct tree){cli, records}, "  ", "  ", tree);
}

void wm_show_criterion(struct wm_cli *cli, struct wm_json criterion) {
    const struct wm_cited_records none = {0};
    if (wm_json_type(criterion) == WM_JSON_OBJECT)
        show_node(&(struct tree){cli, &none}, "  ", "  ", criterion);
}
