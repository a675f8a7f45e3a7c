// SPDX-License-Identifier: MIT
// The matrix of `waymark framework show`: which level asks for which competency.
#include "api/cli/framework.h"

#include "api/cli/table.h"

#include <string.h>

enum { DEEPEST = 64 }; // of levels that build on one another

// How a level has to do with a competency.
enum asked { ASKED_NOT, ASKED_NAMED, ASKED_BELOW, ASKED_HERE };
static const char *const marks[] = {"", "·", "○", "●"};

struct matrix {
    struct wm_cli *cli;
    struct wm_json framework;
    struct wm_json levels[WM_TABLE_COLUMNS];
    size_t count;
    struct wm_table table;
    struct wm_buffer others; // domains that no level asks for
};

static struct wm_text title_of(struct wm_json declaration) {
    struct wm_text title = wm_result_text(declaration, "title");
    return title.length > 0 ? title : wm_result_text(declaration, "id");
}

static bool same(struct wm_text a, struct wm_text b) {
    return a.length == b.length && memcmp(a.data, b.data, a.length) == 0;
}

// Is the competency the subject, or among the subjects, of the leaf id "assessed:one+two#2"?
static bool is_about(struct wm_text id, struct wm_text competency) {
    const char *colon = memchr(id.data, ':', id.length);
    if (colon == NULL)
        return false;
    const char *end = id.data + id.length;
    for (const char *at = colon + 1; at < end;) {
        const char *stop = at;
        while (stop < end && *stop != '+' && *stop != '#')
            stop++;
        if (same(wm_show_own_name((struct wm_text){at, (size_t)(stop - at)}), competency))
            return true;
        if (stop == end || *stop == '#')
            return false;
        at = stop + 1;
    }
    return false;
}

static enum asked ask(struct wm_json levels, struct wm_json criterion, struct wm_text competency, int depth);

static enum asked ask_level(struct wm_json levels, struct wm_text name, struct wm_text competency, int depth) {
    struct wm_json_iterator iterator = wm_json_iterate(levels);
    struct wm_json level;
    while (depth < DEEPEST && wm_json_next(&iterator, NULL, &level))
        if (same(wm_show_own_name(wm_result_text(level, "level")), name))
            return ask(levels, wm_json_member(level, "requires"), competency, depth + 1);
    return ASKED_NOT;
}

static enum asked ask(struct wm_json levels, struct wm_json criterion, struct wm_text competency, int depth) {
    enum asked asked = ASKED_NOT;
    struct wm_text level = wm_show_own_name(wm_result_text(criterion, "level"));
    if (is_about(wm_result_text(criterion, "id"), competency))
        return ASKED_HERE;
    if (level.length > 0 && ask_level(levels, level, competency, depth) >= ASKED_BELOW)
        asked = ASKED_BELOW;
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(criterion, "children"));
    struct wm_json child;
    while (asked != ASKED_HERE && wm_json_next(&iterator, NULL, &child)) {
        enum asked below = ask(levels, child, competency, depth);
        asked = below > asked ? below : asked;
    }
    return asked;
}

// Declared to belong to the level, whether or not its criteria ask for it.
static bool is_named(struct wm_json competency, struct wm_text level) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(competency, "levels"));
    struct wm_json one;
    while (wm_json_next(&iterator, NULL, &one))
        if (wm_json_type(one) == WM_JSON_STRING && same(wm_show_own_name(wm_json_text(one)), level))
            return true;
    return false;
}

static enum asked ask_all(const struct matrix *matrix, size_t level, struct wm_json competency) {
    struct wm_json levels = wm_json_member(matrix->framework, "levels");
    struct wm_text id = wm_show_own_name(wm_result_text(competency, "id"));
    enum asked asked = ask(levels, wm_json_member(matrix->levels[level], "requires"), id, 0);
    bool named = is_named(competency, wm_show_own_name(wm_result_text(matrix->levels[level], "level")));
    return asked == ASKED_NOT && named ? ASKED_NAMED : asked;
}

static bool is_asked(const struct matrix *matrix, struct wm_json competency) {
    for (size_t i = 0; i < matrix->count; i++)
        if (ask_all(matrix, i, competency) != ASKED_NOT)
            return true;
    return false;
}

static void add_competency(struct matrix *matrix, struct wm_json competency) {
    wm_table_cell(&matrix->table, WM_TONE_PLAIN, "  %.*s", WM_SHOW(title_of(competency)));
    for (size_t i = 0; i < matrix->count; i++) {
        enum asked asked = ask_all(matrix, i, competency);
        wm_table_cell(&matrix->table, asked == ASKED_HERE ? WM_TONE_GOOD : WM_TONE_PLAIN, "%s", marks[asked]);
    }
}

static bool is_in(struct wm_json competency, struct wm_text domain) {
    return same(wm_show_own_name(wm_result_text(competency, "domain")), domain);
}

// The competencies of one domain, its title above them; (empty) those of none. Where no level asks for any of them, only
// their number, with the rest.
static void add_domain(struct matrix *matrix, struct wm_text domain, struct wm_text title) {
    struct wm_json competencies = wm_json_member(matrix->framework, "competencies");
    struct wm_json competency;
    size_t count = 0;
    bool asked = false;
    for (struct wm_json_iterator i = wm_json_iterate(competencies); wm_json_next(&i, NULL, &competency);)
        if (is_in(competency, domain)) {
            count++;
            asked = asked || is_asked(matrix, competency);
        }
    if (count > 0 && !asked) {
        wm_buffer_printf(&matrix->others, "%s%.*s (%zu)", matrix->others.length > 0 ? ", " : "", WM_SHOW(title), count);
        return;
    }
    if (count > 0) {
        wm_table_cell(&matrix->table, WM_TONE_STRONG, "%.*s", WM_SHOW(title));
        for (size_t i = 0; i < matrix->count; i++)
            wm_table_cell(&matrix->table, WM_TONE_PLAIN, "%s", "");
    }
    for (struct wm_json_iterator i = wm_json_iterate(competencies); wm_json_next(&i, NULL, &competency);)
        if (is_in(competency, domain))
            add_competency(matrix, competency);
}

static void begin(struct matrix *matrix) {
    static const char *const numbers[] = {"1", "2",  "3",  "4",  "5",  "6",  "7", "8",
                                          "9", "10", "11", "12", "13", "14", "15"};
    struct wm_table_column columns[WM_TABLE_COLUMNS] = {{.title = "", .wraps = true}};
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(matrix->framework, "levels"));
    struct wm_json level;
    while (matrix->count < WM_TABLE_COLUMNS - 1 && wm_json_next(&iterator, NULL, &level)) {
        if (wm_result_true(level, "gate"))
            continue;
        columns[matrix->count + 1] = (struct wm_table_column){.title = numbers[matrix->count], .right = true};
        matrix->levels[matrix->count++] = level;
    }
    wm_table_init(&matrix->table, &matrix->cli->arena, columns, matrix->count + 1);
}

void wm_framework_matrix(struct wm_cli *cli, struct wm_json framework) {
    struct matrix matrix = {.cli = cli, .framework = framework};
    wm_buffer_init(&matrix.others, 1 << 20);
    begin(&matrix);
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(framework, "domains"));
    struct wm_json domain;
    while (wm_json_next(&iterator, NULL, &domain))
        add_domain(&matrix, wm_show_own_name(wm_result_text(domain, "id")), title_of(domain));
    static const struct wm_text none = {"", 0};
    add_domain(&matrix, none, (struct wm_text){"no domain", 9});
    if (matrix.table.cell_count > 0) {
        wm_show_title(cli, "Competencies by level");
        wm_table_print(&matrix.table, cli->out, 2);
        wm_terminal_item(cli->out, 2, WM_TONE_PLAIN, "", WM_TONE_FAINT,
                         "● asked at this level  ○ asked by a level below  · described at this level");
    }
    if (matrix.others.length > 0) {
        wm_show_title(cli, "Competencies that no level asks for");
        wm_terminal_item(cli->out, 2, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "%s", matrix.others.data);
    }
    cli->out->text.failed = cli->out->text.failed || matrix.others.failed;
    wm_buffer_clear(&matrix.others);
}
