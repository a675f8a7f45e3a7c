// SPDX-License-Identifier: MIT
// The records that a decision cites: which they are, fetching them, saying them.
#include "api/cli/show.h"

#include <stdlib.h>
#include <string.h>

enum { PAGES = 100 }; // of a person's records, at most

struct cited {
    struct wm_arena *arena;
    struct wm_cited_record *records;
    size_t count, room;
    bool failed;
};

// --- which ---

static void cite(struct cited *cited, int64_t seq) {
    if (cited->count == cited->room && !cited->failed) {
        size_t room = cited->room == 0 ? 64 : cited->room * 2;
        struct wm_cited_record *records = wm_arena_zero(cited->arena, room, sizeof *records);
        if (records != NULL && cited->count > 0)
            memcpy(records, cited->records, cited->count * sizeof *records);
        cited->failed = records == NULL;
        cited->records = records;
        cited->room = room;
    }
    if (!cited->failed)
        cited->records[cited->count++] = (struct wm_cited_record){.seq = seq};
}

static void cite_all(struct cited *cited, struct wm_json list) {
    struct wm_json_iterator iterator = wm_json_iterate(list);
    struct wm_json one;
    while (wm_json_next(&iterator, NULL, &one)) {
        int64_t seq = wm_result_integer(one, "seq", 0);
        if (seq > 0)
            cite(cited, seq);
    }
}

// Of a node, or of a leaf that is unmet, and of everything below it.
static void cite_node(struct cited *cited, struct wm_json node) {
    cite_all(cited, wm_json_member(node, "found"));
    cite_all(cited, wm_json_member(node, "refused"));
    int64_t award = wm_result_integer(node, "award", 0);
    if (award > 0)
        cite(cited, award);
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(node, "children"));
    struct wm_json child;
    while (wm_json_next(&iterator, NULL, &child))
        cite_node(cited, child);
}

static int by_seq(const void *a, const void *b) {
    int64_t left = ((const struct wm_cited_record *)a)->seq;
    int64_t right = ((const struct wm_cited_record *)b)->seq;
    return (left > right) - (left < right);
}

static void sort(struct cited *cited) {
    size_t kept = 0;
    if (cited->count > 0)
        qsort(cited->records, cited->count, sizeof cited->records[0], by_seq);
    for (size_t i = 0; i < cited->count; i++)
        if (kept == 0 || cited->records[kept - 1].seq != cited->records[i].seq)
            cited->records[kept++] = cited->records[i];
    cited->count = kept;
}

static struct wm_cited_record *find(const struct wm_cited_record *records, size_t count, int64_t seq) {
    const struct wm_cited_record wanted = {.seq = seq};
    return count > 0 ? bsearch(&wanted, records, count, sizeof wanted, by_seq) : NULL;
}

// --- fetching ---

static const char *say_award(struct wm_cli *cli, struct wm_json award) {
    struct wm_text level = wm_result_text(award, "level");
    char on[24];
    bool dated = wm_result_day(award, "on", on);
    return wm_arena_printf(&cli->arena, "%.*s awarded%s%s", WM_SHOW(level), dated ? " on " : "", on);
}

// What one list of the daemon has: records or awards.
struct list {
    const char *method, *member, *noun;
    const char *(*say)(struct wm_cli *cli, struct wm_json element);
};

static void take_page(struct wm_cli *cli, struct cited *cited, const struct list *list, struct wm_json page,
                      size_t *missing) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(page, list->member));
    struct wm_json element;
    while (wm_json_next(&iterator, NULL, &element)) {
        struct wm_cited_record *record = find(cited->records, cited->count, wm_result_integer(element, "seq", 0));
        if (record == NULL || record->line != NULL)
            continue;
        const char *line = list->say(cli, element);
        record->line = line == NULL
                           ? NULL
                           : wm_arena_printf(&cli->arena, "%s (%s %lld)", line, list->noun, (long long)record->seq);
        cited->failed = cited->failed || record->line == NULL;
        (*missing)--;
    }
}

static enum wm_status fetch(struct wm_cli *cli, const char *person, struct cited *cited, const struct list *list,
                            size_t *missing, struct wm_error *error) {
    struct wm_result result = {0};
    struct wm_json after = {0};
    enum wm_status status = WM_OK;
    bool known = true;
    for (int page = 0; page<PAGES && * missing> 0 && known && status == WM_OK; page++) {
        struct wm_buffer params;
        wm_params_begin(&params, cli);
        wm_params_text(&params, "person", person);
        wm_params_value(&params, "after", after);
        status = wm_ask_if_known(cli, list->method, &params, &result, &known, error);
        if (status != WM_OK || !known)
            break;
        take_page(cli, cited, list, result.value, missing);
        after = wm_json_member(result.value, "next");
        if (wm_json_type(after) == WM_JSON_ABSENT)
            break;
    }
    wm_result_clear(&result);
    return status == WM_OK && cited->failed ? wm_error_no_memory(error) : status;
}

enum wm_status wm_show_fetch(struct wm_cli *cli, const char *person, struct wm_json decision, struct wm_json with,
                             struct wm_cited_records *ret_records, struct wm_error *error) {
    static const struct list lists[] = {{"record.list", "records", "record", wm_show_record},
                                        {"award.list", "awards", "entry", say_award}};
    struct cited cited = {.arena = &cli->arena};
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(decision, "unmet"));
    struct wm_json leaf;
    while (wm_json_next(&iterator, NULL, &leaf))
        cite_node(&cited, leaf);
    cite_node(&cited, wm_json_member(decision, "tree"));
    if (cited.failed)
        return wm_error_no_memory(error);
    sort(&cited);
    size_t missing = cited.count;
    enum wm_status status = WM_OK;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && status == WM_OK; i++)
        status = fetch(cli, person, &cited, &lists[i], &missing, error);
    if (status == WM_OK)
        *ret_records = (struct wm_cited_records){cited.records, cited.count, with};
    return status;
}

// --- saying ---

const char *wm_show_entry(struct wm_cli *cli, int64_t seq, const struct wm_cited_records *records) {
    const struct wm_cited_record *record = find(records->records, records->count, seq);
    return record != NULL && record->line != NULL ? record->line
                                                  : wm_arena_printf(&cli->arena, "entry %lld", (long long)seq);
}

static const char *show_itself(struct wm_cli *cli, struct wm_json cited, const struct wm_cited_records *records) {
    int64_t place = wm_result_integer(cited, "with", -1);
    if (place >= 0) {
        struct wm_json_iterator iterator = wm_json_iterate(records->with);
        struct wm_json record = {0};
        for (int64_t i = 0; i <= place; i++)
            if (!wm_json_next(&iterator, NULL, &record))
                return wm_arena_printf(&cli->arena, "supposed record %lld", (long long)place);
        const char *line = wm_show_record(cli, record);
        return line != NULL ? wm_arena_printf(&cli->arena, "%s (supposed)", line) : NULL;
    }
    return wm_show_entry(cli, wm_result_integer(cited, "seq", 0), records);
}

const char *wm_show_cited(struct wm_cli *cli, struct wm_json cited, const struct wm_cited_records *records) {
    struct wm_text from = wm_result_text(cited, "from"), link = wm_result_text(cited, "link");
    const char *line = show_itself(cli, cited, records);
    if (line == NULL || from.length == 0)
        return line;
    if (link.length > 0)
        return wm_arena_printf(&cli->arena, "%s, recognised from %.*s (%.*s)", line, WM_SHOW(from), WM_SHOW(link));
    return wm_arena_printf(&cli->arena, "%s, recognised from %.*s", line, WM_SHOW(from));
}
