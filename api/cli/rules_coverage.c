// SPDX-License-Identifier: MIT
#include "api/cli/rules_coverage.h"

#include "api/cli/table.h"

#include <stdio.h>
#include <string.h>

struct level { // what has been seen of one
    const struct wm_level *level;
    uint32_t met, unmet, boundary, leaves, bounded;
};

static void add(struct level *level, const struct wm_coverage_leaf *leaf) {
    level->leaves += leaf->wanted != 0 ? 1 : 0;
    level->bounded += (leaf->wanted & WM_COVERAGE_BOUNDARY) != 0 ? 1 : 0;
    level->met += (leaf->seen & WM_COVERAGE_MET) != 0 ? 1 : 0;
    level->unmet += (leaf->seen & WM_COVERAGE_UNMET) != 0 ? 1 : 0;
    level->boundary += (leaf->seen & WM_COVERAGE_BOUNDARY) != 0 ? 1 : 0;
}

static void cell(struct wm_table *table, uint32_t seen, uint32_t all) {
    if (all == 0)
        wm_table_cell(table, WM_TONE_FAINT, "-");
    else
        wm_table_cell(table, seen == all ? WM_TONE_GOOD : WM_TONE_BAD, "%u of %u", seen, all);
}

static void row(struct wm_table *table, const struct level *level) {
    wm_table_cell(table, WM_TONE_PLAIN, "%s", level->level->full);
    cell(table, level->met, level->leaves);
    cell(table, level->unmet, level->leaves);
    cell(table, level->boundary, level->bounded);
}

static void show_levels(struct wm_cli *cli, const struct wm_coverage *coverage) {
    static const struct wm_table_column columns[] = {{.title = "Criteria of", .wraps = true},
                                                     {.title = "seen met", .right = true},
                                                     {.title = "unmet", .right = true},
                                                     {.title = "boundary day", .right = true, .wraps = true}};
    struct wm_table table;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    for (uint32_t i = 0; i < coverage->count;) {
        struct level level = {.level = coverage->leaves[i].level};
        for (; i < coverage->count && coverage->leaves[i].level == level.level; i++)
            add(&level, &coverage->leaves[i]);
        row(&table, &level);
    }
    if (wm_table_rows(&table) > 0)
        wm_table_print(&table, cli->out, 0);
}

static void show_hole(struct wm_terminal *out, const struct wm_coverage_leaf *leaf, const char *file) {
    static const struct {
        uint8_t what;
        const char *words;
    } kinds[] = {{WM_COVERAGE_MET, "met"}, {WM_COVERAGE_UNMET, "unmet"}, {WM_COVERAGE_BOUNDARY, "on a boundary day"}};
    uint8_t missing = leaf->wanted & (uint8_t)~leaf->seen;
    char words[64] = "", mark[24];
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t used = strlen(words);
        if ((missing & kinds[i].what) != 0)
            snprintf(words + used, sizeof words - used, "%s%s", used > 0 ? ", nor " : "not seen ", kinds[i].words);
    }
    if (strcmp(file, leaf->leaf->where.file) != 0) {
        wm_terminal_blank(out);
        wm_terminal_line(out, WM_TONE_STRONG, "%s", leaf->leaf->where.file);
    }
    snprintf(mark, sizeof mark, "%5d", leaf->leaf->where.line);
    wm_terminal_item(out, 0, WM_TONE_DOUBT, mark, WM_TONE_PLAIN, "%s/%s: %s", leaf->level->id, leaf->leaf->id, words);
}

void wm_rules_coverage_show(struct wm_cli *cli, const struct wm_coverage *coverage) {
    const char *file = "";
    struct wm_coverage_count count = wm_coverage_count(coverage);
    wm_terminal_blank(cli->out);
    show_levels(cli, coverage);
    for (uint32_t i = 0; i < coverage->count; i++) {
        const struct wm_coverage_leaf *leaf = &coverage->leaves[i];
        if ((leaf->wanted & ~leaf->seen) == 0)
            continue;
        show_hole(cli->out, leaf, file);
        file = leaf->leaf->where.file;
    }
    if (coverage->count > 0)
        wm_terminal_blank(cli->out);
    if (coverage->count == 0)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "The pack has no criteria of its own: nothing to cover.");
    else
        wm_terminal_line(cli->out, WM_TONE_STRONG, "%u %% covered", count.percent);
}

enum wm_status wm_rules_threshold(const struct wm_cli *cli, unsigned *ret_threshold, struct wm_error *error) {
    const char *value = wm_cli_value(cli, "threshold");
    int64_t number;
    if (value == NULL)
        return WM_OK;
    enum wm_status status = wm_cli_integer(value, "--threshold", 0, &number, error);
    if (status != WM_OK)
        return status;
    if (number > 100)
        return wm_cli_misused(error, "--threshold is a percentage, at most 100");
    *ret_threshold = (unsigned)number;
    return WM_OK;
}
