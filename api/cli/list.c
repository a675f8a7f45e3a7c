// SPDX-License-Identifier: MIT
#include "api/cli/list.h"

#include <stdio.h>
#include <string.h>

enum { PAGE = 1000 };

struct listing {
    struct wm_cli *cli;
    const struct wm_list *list;
    struct wm_table table;
    int64_t left;           // of --limit; negative = no limit
    struct wm_buffer after; // where the next page begins: JSON; empty = at the start
};

static const char *cursor_of(const struct wm_list *list) {
    return list->cursor != NULL ? list->cursor : "after";
}

static enum wm_status ask_page(struct listing *listing, struct wm_result *result, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, listing->cli);
    enum wm_status status = listing->list->ask != NULL ? listing->list->ask(listing->cli, &params, error) : WM_OK;
    if (listing->after.length > 0)
        wm_params_raw(&params, cursor_of(listing->list), listing->after.data, listing->after.length);
    if (listing->left >= 0)
        wm_params_integer(&params, "limit", listing->left < PAGE ? listing->left : PAGE);
    if (status == WM_OK)
        status = wm_ask(listing->cli, listing->list->method, &params, result, error);
    wm_buffer_clear(&params);
    return status;
}

// `ret_more`: there is another page, and it is wanted.
static enum wm_status take_page(struct listing *listing, const struct wm_result *result, bool *ret_more,
                                struct wm_error *error) {
    struct wm_json elements = wm_json_member(result->value, listing->list->member);
    struct wm_json_iterator iterator = wm_json_iterate(elements);
    struct wm_json element;
    while (wm_json_next(&iterator, NULL, &element))
        listing->list->row(listing->cli, &listing->table, element);
    if (listing->cli->json)
        wm_result_print(listing->cli, result);
    if (listing->left >= 0)
        listing->left -= (int64_t)wm_json_count(elements);
    struct wm_json next = wm_json_member(result->value, "next");
    wm_buffer_reset(&listing->after);
    if (wm_json_type(next) != WM_JSON_ABSENT)
        wm_json_write_canonical(&listing->after, next);
    *ret_more = listing->after.length > 0 && (listing->left < 0 || listing->left > 0);
    return listing->after.failed || listing->table.failed ? wm_error_no_memory(error) : WM_OK;
}

static enum wm_status begin(struct listing *listing, struct wm_error *error) {
    const char *after = wm_cli_value(listing->cli, cursor_of(listing->list));
    const char *limit = wm_cli_value(listing->cli, "limit");
    if (after != NULL && listing->list->numbered) {
        int64_t seq = 0;
        char option[32];
        snprintf(option, sizeof option, "--%s", cursor_of(listing->list));
        enum wm_status status = wm_cli_integer(after, option, 0, &seq, error);
        if (status != WM_OK)
            return status;
        wm_buffer_integer(&listing->after, seq);
    } else if (after != NULL) {
        wm_json_write_text(&listing->after, after);
    }
    if (listing->after.failed)
        return wm_error_no_memory(error);
    return limit != NULL ? wm_cli_integer(limit, "--limit", 1, &listing->left, error) : WM_OK;
}

enum wm_status wm_list_run(struct wm_cli *cli, const struct wm_list *list, struct wm_error *error) {
    struct listing listing = {.cli = cli, .list = list, .left = -1};
    struct wm_result result = {0};
    wm_table_init(&listing.table, &cli->arena, list->columns, list->column_count);
    wm_buffer_init(&listing.after, PAGE);
    enum wm_status status = begin(&listing, error);
    for (bool more = true; more && status == WM_OK;) {
        status = ask_page(&listing, &result, error);
        if (status == WM_OK)
            status = take_page(&listing, &result, &more, error);
    }
    if (status == WM_OK && !cli->json && listing.table.cell_count == 0)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "%s", list->none);
    else if (status == WM_OK && !cli->json)
        wm_table_print(&listing.table, cli->out, 0);
    wm_buffer_clear(&listing.after);
    wm_result_clear(&result);
    return status;
}
