// SPDX-License-Identifier: MIT
#include "api/cli/cohort.h"

#include "api/cli/csv.h"
#include "api/cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define COUNT_MOST INT64_C(1000000000000)

enum { PAGE = 1000, OUTCOME_BAR = 30, NARROW_BAR = 8, WIDE = 70 };

// --- asking ---

struct asking {
    struct wm_cli *cli;
    const struct wm_cohort_kind *kind;
    int64_t left;     // lines that are wanted; negative: all
    const char *next; // page; on the arena; NULL: the first
};

static enum wm_status ask_page(struct asking *asking, struct wm_result *result, struct wm_error *error) {
    struct wm_cli *cli = asking->cli;
    struct wm_buffer params;
    enum wm_status status = WM_OK;
    wm_params_begin(&params, cli);
    wm_params_integer(&params, "limit", asking->left >= 0 && asking->left < PAGE ? asking->left : PAGE);
    wm_params_text(&params, "after", asking->next);
    if (asking->next == NULL) {
        status = asking->kind->ask(cli, &params, error);
        if (status == WM_OK)
            status = wm_params_day(&params, cli, "as-of", error);
        if (status == WM_OK)
            return wm_ask_everybody(cli, asking->kind->method, "cohort", &params, result, error);
        wm_buffer_clear(&params);
        return status;
    }
    return wm_ask(cli, asking->kind->method, &params, result, error);
}

static enum wm_status take_page(struct asking *asking, const struct wm_result *result, void *state,
                                struct wm_error *error) {
    struct wm_cli *cli = asking->cli;
    struct wm_cohort_page page = {
        .result = result->value, .list = wm_json_member(result->value, "list"), .first = asking->next == NULL};
    struct wm_text next = wm_result_text(result->value, "next");
    enum wm_status status = WM_OK;
    if (asking->left >= 0)
        asking->left -= (int64_t)wm_json_count(page.list);
    page.last = next.length == 0 || asking->left == 0;
    if (cli->json)
        wm_result_print(cli, result);
    else if (wm_cli_given(cli, "csv"))
        asking->kind->csv(cli, &page);
    else
        status = asking->kind->show(cli, state, &page, error);
    asking->next = NULL;
    if (status != WM_OK || page.last)
        return status;
    asking->next = wm_arena_dup_n(&cli->arena, next.data, next.length);
    return asking->next != NULL ? WM_OK : wm_error_no_memory(error);
}

static enum wm_status check_options(const struct wm_cli *cli, struct wm_error *error) {
    bool csv = wm_cli_given(cli, "csv"), svg = wm_cli_given(cli, "svg");
    if ((csv && cli->json) || (csv && svg) || (svg && cli->json))
        return wm_cli_misused(error, "of --json, --csv and --svg only one can be given");
    return WM_OK;
}

enum wm_status wm_cohort_run(struct wm_cli *cli, const struct wm_cohort_kind *kind, void *state,
                             struct wm_error *error) {
    bool all = cli->json || wm_cli_given(cli, "csv");
    struct asking asking = {.cli = cli, .kind = kind, .left = all ? -1 : WM_COHORT_SHOWN};
    struct wm_result result = {0};
    const char *limit = wm_cli_value(cli, "limit");
    enum wm_status status = check_options(cli, error);
    if (status == WM_OK && limit != NULL)
        status = wm_cli_integer(limit, "--limit", 1, &asking.left, error);
    do {
        if (status == WM_OK)
            status = ask_page(&asking, &result, error);
        if (status == WM_OK)
            status = take_page(&asking, &result, state, error);
    } while (status == WM_OK && asking.next != NULL);
    wm_result_clear(&result);
    return status;
}

// --- for people ---

void wm_cohort_head(struct wm_cli *cli, struct wm_json result, const char *about) {
    char day[24];
    (void)wm_result_day(result, "as_of", day);
    wm_terminal_item(cli->out, 0, WM_TONE_STRONG, "", WM_TONE_STRONG, "%s", about);
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "", WM_TONE_FAINT, "%.*s on %s, %s people",
                     WM_SHOW(wm_result_text(result, "org")), day,
                     wm_progress_number(wm_cohort_count(result, "people")));
}

int64_t wm_cohort_count(struct wm_json object, const char *key) {
    int64_t count = wm_result_integer(object, key, 0);
    return count < 0 ? 0 : count > COUNT_MOST ? COUNT_MOST : count;
}

int64_t wm_cohort_share(int64_t part, int64_t whole, int64_t of) {
    if (part <= 0 || whole <= 0)
        return 0;
    return part >= whole ? of : part * of / whole;
}

const char *wm_cohort_bar(struct wm_cli *cli, int64_t part, int64_t whole, size_t width) {
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
    int64_t filled = wm_cohort_share(part, whole, 8 * (int64_t)width);
    if (part > 0 && whole > 0 && filled == 0)
        filled = 1;
    char *bar = wm_arena_alloc(&cli->arena, 3 * width + 1);
    if (bar == NULL)
        return "";
    size_t length = 0;
    for (; filled > 0; filled -= 8) {
        memcpy(bar + length, eighths[filled >= 8 ? 8 : filled], 3);
        length += 3;
    }
    bar[length] = '\0';
    return bar;
}

void wm_cohort_outcomes(struct wm_cli *cli, struct wm_json level, int64_t people) {
    static const struct {
        const char *outcome, *says;
        enum wm_tone tone;
    } outcomes[] = {{"eligible", "eligible", WM_TONE_GOOD},
                    {"not-eligible", "not eligible", WM_TONE_BAD},
                    {"indeterminate", "cannot be judged", WM_TONE_DOUBT}};
    static const struct wm_table_column columns[] = {
        {.title = ""}, {.title = "", .right = true}, {.title = ""}, {.title = ""}, {.title = "", .right = true}};
    struct wm_table table;
    size_t bar = cli->out->columns >= WIDE ? OUTCOME_BAR : NARROW_BAR;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
        int64_t count = wm_cohort_count(level, outcomes[i].outcome);
        struct wm_text outcome = {outcomes[i].outcome, strlen(outcomes[i].outcome)};
        wm_table_cell(&table, outcomes[i].tone, "%s", wm_show_mark(outcome));
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", wm_progress_number(count));
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", outcomes[i].says);
        wm_table_cell(&table, outcomes[i].tone, "%s", wm_cohort_bar(cli, count, people, bar));
        wm_table_cell(&table, WM_TONE_FAINT, "%" PRId64 " %%", (wm_cohort_share(count, people, 1000) + 5) / 10);
    }
    wm_terminal_blank(cli->out);
    wm_table_print(&table, cli->out, 2);
}

void wm_cohort_rest(struct wm_cli *cli, struct wm_json result, int64_t shown, const char *what) {
    int64_t count = wm_cohort_count(result, "count");
    if (shown < count)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "", WM_TONE_FAINT,
                         "and %s more: --limit N shows so many, --csv and --json have all",
                         wm_progress_number(count - shown));
    if (!wm_result_true(result, "complete"))
        wm_terminal_item(cli->out, 2, WM_TONE_DOUBT, "!", WM_TONE_PLAIN,
                         "There are more %s than the daemon has room for: some are counted and not listed.", what);
}

static const char *join(struct wm_cli *cli, struct wm_json texts, const char *between) {
    struct wm_json_iterator iterator = wm_json_iterate(texts);
    struct wm_json text;
    struct wm_buffer joined;
    wm_buffer_init(&joined, (size_t)1 << 20);
    while (wm_json_next(&iterator, NULL, &text)) {
        struct wm_text one = wm_json_text(text);
        if (joined.length > 0)
            wm_buffer_text(&joined, between);
        wm_buffer_add(&joined, one.data, one.length);
    }
    const char *kept =
        joined.failed ? NULL : wm_arena_dup_n(&cli->arena, joined.length > 0 ? joined.data : "", joined.length);
    wm_buffer_clear(&joined);
    return kept;
}

const char *wm_cohort_join(struct wm_cli *cli, struct wm_json texts) {
    return join(cli, texts, ", ");
}

// --- comma-separated values ---

void wm_cohort_csv_list(struct wm_cli *cli, struct wm_json texts) {
    const char *list = join(cli, texts, " ");
    cli->out->text.failed = cli->out->text.failed || list == NULL;
    if (list != NULL)
        wm_csv_field(cli->out, false, list, strlen(list));
}

void wm_cohort_csv_text(struct wm_cli *cli, bool first, struct wm_text text) {
    wm_csv_field(cli->out, first, text.length > 0 ? text.data : "", text.length);
}

void wm_cohort_csv_words(struct wm_cli *cli, const char *const *words) {
    for (size_t i = 0; words[i] != NULL; i++)
        wm_csv_field(cli->out, i == 0, words[i], strlen(words[i]));
    wm_csv_end(cli->out);
}

void wm_cohort_csv_number(struct wm_cli *cli, struct wm_json object, const char *key) {
    char digits[24] = "";
    if (wm_json_type(wm_json_member(object, key)) == WM_JSON_INTEGER)
        snprintf(digits, sizeof digits, "%" PRId64, wm_result_integer(object, key, 0));
    wm_csv_field(cli->out, false, digits, strlen(digits));
}
