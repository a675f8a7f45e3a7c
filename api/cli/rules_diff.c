// SPDX-License-Identifier: MIT
// waymark rules diff: what differs between two rule packs, in what they mean.
#include "api/cli/commands.h"

#include "api/cli/rules_diff_side.h"
#include "engine/author/diff.h"

#include <stdio.h>
#include <string.h>

// Each change has its sign and its word: colour only underlines them.
static const struct {
    const char *sign;
    enum wm_tone tone;
} looks[WM_DIFF_CHANGES] = {
    [WM_DIFF_SAME] = {"=", WM_TONE_FAINT},    [WM_DIFF_ADDED] = {"+", WM_TONE_GOOD},
    [WM_DIFF_REMOVED] = {"-", WM_TONE_BAD},   [WM_DIFF_TIGHTENED] = {"▲", WM_TONE_BAD},
    [WM_DIFF_LOOSENED] = {"▼", WM_TONE_GOOD}, [WM_DIFF_CHANGED] = {"~", WM_TONE_DOUBT},
};

// --- one difference ---

enum { INDENT = 2, WORD = 9, BELOW = INDENT + 2 + WORD + 2 }; // "  ▲ tightened  ": what is said stands in one column

// "added", and what it does to the level where that is known: "added, which loosens".
static const char *does(enum wm_diff_change effect) {
    return effect == WM_DIFF_TIGHTENED ? ", which tightens" : effect == WM_DIFF_LOOSENED ? ", which loosens" : "";
}

static void show_criterion(struct wm_terminal *out, const struct wm_diff_entry *entry) {
    char mark[48];
    bool one_sided = entry->before == NULL || entry->after == NULL;
    const char *word = entry->change == WM_DIFF_SAME ? "reworded" : wm_diff_change_name(entry->change);
    snprintf(mark, sizeof mark, "%s %-*s ", looks[entry->change].sign, (int)WORD, word);
    wm_terminal_item(out, INDENT, looks[entry->change].tone, mark, WM_TONE_PLAIN, "%s%s%s",
                     entry->desirable ? "desirable: " : "", entry->after != NULL ? entry->after : entry->before,
                     one_sided && !entry->desirable ? does(entry->effect) : "");
    if (!one_sided && strcmp(entry->before, entry->after) != 0)
        wm_terminal_item(out, BELOW, WM_TONE_FAINT, "instead of:", WM_TONE_FAINT, "%s", entry->before);
    if (entry->note != NULL)
        wm_terminal_item(out, BELOW, WM_TONE_FAINT, "", WM_TONE_FAINT, "%s", entry->note);
}

static void show_field(struct wm_terminal *out, const struct wm_diff_entry *entry) {
    char mark[48];
    snprintf(mark, sizeof mark, "%s %-*s ", looks[entry->change].sign, (int)WORD, wm_diff_change_name(entry->change));
    wm_terminal_item(out, INDENT, looks[entry->change].tone, mark, WM_TONE_PLAIN, "%s: %s", entry->about,
                     entry->after != NULL ? entry->after : entry->before);
    if (entry->before != NULL && entry->after != NULL)
        wm_terminal_item(out, BELOW, WM_TONE_FAINT, "instead of:", WM_TONE_FAINT, "%s", entry->before);
}

// --- one thing ---

static void show_group(struct wm_terminal *out, const struct wm_diff_group *group) {
    const char *word = group->change == WM_DIFF_SAME ? "asks for the same" : wm_diff_change_name(group->change);
    bool named = strcmp(group->kind, "parameter") == 0; // its title is a sentence
    if (named)
        wm_terminal_item(out, 0, looks[group->change].tone, looks[group->change].sign, WM_TONE_STRONG, "%s (%s): %s",
                         group->id, group->kind, word);
    else
        wm_terminal_item(out, 0, looks[group->change].tone, looks[group->change].sign, WM_TONE_STRONG, "%s (%s %s): %s",
                         group->title, group->kind, group->id, word);
    for (uint32_t i = 0; i < group->count; i++) {
        if (group->entries[i].criterion)
            show_criterion(out, &group->entries[i]);
        else
            show_field(out, &group->entries[i]);
    }
}

static const char *title_of(const struct wm_ruleset *before, const struct wm_ruleset *after, const char *framework) {
    if (framework == NULL)
        return after->title != NULL ? after->title : "Organisation";
    const struct wm_framework *found = wm_ruleset_framework(after, framework, strlen(framework));
    if (found == NULL)
        found = wm_ruleset_framework(before, framework, strlen(framework));
    return found != NULL ? found->title : framework;
}

// --- all of it ---

static bool asks(const struct wm_diff_group *group) {
    return strcmp(group->kind, "level") == 0 || strcmp(group->kind, "gate") == 0;
}

static void add_count(char *text, size_t size, uint32_t count, const char *format) {
    size_t used = strlen(text);
    if (count > 0 && used < size) {
        used += (size_t)snprintf(text + used, size - used, "%s", used > 0 ? ", " : "");
        snprintf(text + used, size - used, format, count);
    }
}

static void show_summary(struct wm_cli *cli, const struct wm_diff_report *report) {
    static const char *const effects[WM_DIFF_CHANGES] = {
        [WM_DIFF_SAME] = "Who is eligible for what stays as it is.",
        [WM_DIFF_TIGHTENED] = "Nobody becomes eligible who was not; some may be no longer.",
        [WM_DIFF_LOOSENED] = "Nobody who is eligible stops being so; some may become it.",
        [WM_DIFF_CHANGED] = "Some may become eligible, and some may be no longer.",
    };
    uint32_t levels[WM_DIFF_CHANGES] = {0}, others = 0;
    char counts[200] = "";
    for (uint32_t i = 0; i < report->count; i++) {
        bool level = asks(&report->groups[i]);
        levels[report->groups[i].change] += level ? 1 : 0;
        others += level ? 0 : 1;
    }
    add_count(counts, sizeof counts, levels[WM_DIFF_ADDED], "%u added");
    add_count(counts, sizeof counts, levels[WM_DIFF_REMOVED], "%u removed");
    add_count(counts, sizeof counts, levels[WM_DIFF_TIGHTENED], "%u tightened");
    add_count(counts, sizeof counts, levels[WM_DIFF_LOOSENED], "%u loosened");
    add_count(counts, sizeof counts, levels[WM_DIFF_CHANGED], "%u changed");
    add_count(counts, sizeof counts, levels[WM_DIFF_SAME], "%u said otherwise");
    wm_terminal_blank(cli->out);
    wm_terminal_item(cli->out, 0, looks[report->effect].tone, looks[report->effect].sign, WM_TONE_STRONG,
                     "Levels and gates: %s. Other things that differ: %u.", counts[0] != '\0' ? counts : "none differ",
                     others);
    wm_terminal_line(cli->out, WM_TONE_PLAIN, "%s", effects[report->effect]);
}

static void show(struct wm_cli *cli, const struct wm_rules_side *before, const struct wm_rules_side *after,
                 const struct wm_diff_report *report) {
    const char *section = NULL;
    if (report->count == 0) {
        wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "=", WM_TONE_STRONG, "%s",
                         report->same_files ? "The same, byte for byte."
                                            : "The same: the files differ, what they mean does not.");
        return;
    }
    for (uint32_t i = 0; i < report->count; i++) {
        const struct wm_diff_group *group = &report->groups[i];
        const char *title = title_of(before->ruleset, after->ruleset, group->framework);
        if (section == NULL || strcmp(section, title) != 0) {
            if (i > 0)
                wm_terminal_blank(cli->out);
            wm_terminal_line(cli->out, WM_TONE_FAINT, "%s", title);
        }
        section = title;
        show_group(cli->out, group);
    }
    show_summary(cli, report);
}

static enum wm_status check_kinds(const struct wm_rules_side *before, const struct wm_rules_side *after,
                                  struct wm_error *error) {
    if (before->organisation == after->organisation)
        return WM_OK;
    const struct wm_rules_side *framework = before->organisation ? after : before;
    return wm_cli_misused(error, "%s is a framework by itself, the other one an organisation's pack", framework->name);
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_rules_side before = {0}, after = {0};
    struct wm_diff_report report = {0};
    enum wm_status status = wm_rules_side_open(cli, cli->arguments[0], &before, error);
    if (status == WM_OK)
        status = wm_rules_side_open(cli, cli->arguments[1], &after, error);
    if (status == WM_OK)
        status = check_kinds(&before, &after, error);
    if (status == WM_OK)
        status = wm_diff_run(before.ruleset, after.ruleset, &report, error);
    if (status == WM_OK && cli->json)
        wm_diff_write(&cli->out->text, before.ruleset, before.name, after.ruleset, after.name, &report);
    else if (status == WM_OK)
        show(cli, &before, &after, &report);
    if (status == WM_OK && wm_cli_given(cli, "exit-code") && report.count > 0)
        cli->exit = WM_EXIT_NOT_ELIGIBLE;
    wm_diff_clear(&report);
    wm_rules_side_close(&before);
    wm_rules_side_close(&after);
    return status;
}

static const struct wm_option options[] = {
    {.name = "exit-code", .says = "Return 3 when something differs"},
    WM_RULES_PACK_OPTION,
    {0},
};
const struct wm_command wm_rules_diff_command = {
    .name = "rules diff",
    .arguments = "BEFORE AFTER",
    .least = 2,
    .most = 2,
    .summary = "Say what differs between two rule packs, in what they mean",
    .details =
        "BEFORE and AFTER are each a pack's folder (…/frameworks/NAME or …/organisations/NAME), `active`: the rules "
        "that the daemon has for --org, or the hash of rules that it had (8 digits are enough). For folders no daemon "
        "is needed. Frameworks are looked for in the rules folder two levels above a pack.\n"
        "A level is tightened when nobody can be eligible who was not before, whatever is recorded of them; loosened "
        "when nobody who was can lose it; changed when neither is certain. With --json: one object.\n"
        "Exit status: 0; with --exit-code 3 when something differs; 1 when a pack cannot be built.",
    .options = options,
    .run = run,
};
