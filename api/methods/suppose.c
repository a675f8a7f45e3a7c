// SPDX-License-Identifier: MIT
#include "api/methods/suppose.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum wm_status wm_suppose_count(const struct wm_methods *methods, const char *path, size_t count,
                                struct wm_error *error) {
    size_t most = methods->daemon->config->limits.records;
    if (count <= most)
        return WM_OK;
    wm_error_set(error, WM_LIMIT, "records", "one call takes up to %zu of them: make several calls", most);
    wm_error_where(error, "%s", path);
    wm_error_expected(error, "at most %zu", most);
    return wm_error_found(error, "%zu", count);
}

static enum wm_status read_with(const struct wm_ruleset *ruleset, struct wm_json with, struct wm_record *records,
                                struct wm_buffer *text, struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(with);
    struct wm_json object;
    char path[32];
    for (size_t i = 0; wm_json_next(&iterator, NULL, &object); i++) {
        snprintf(path, sizeof path, "with[%zu]", i);
        enum wm_status status = wm_record_read(object, path, &records[i], error);
        if (status == WM_OK)
            status = wm_ruleset_check_record(ruleset, &records[i], path, NULL, error);
        if (status != WM_OK)
            return status;
        wm_json_write_comma(text);
        wm_record_write(text, &records[i]);
    }
    return WM_OK;
}

static enum wm_status read_without(struct wm_json without, int64_t *seqs, struct wm_buffer *text,
                                   struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(without);
    struct wm_json value;
    char path[32];
    for (size_t i = 0; wm_json_next(&iterator, NULL, &value); i++) {
        snprintf(path, sizeof path, "without[%zu]", i);
        if (wm_json_type(value) != WM_JSON_INTEGER || wm_json_integer(value) < 1)
            return wm_parameter_wrong(error, path, "the seq of a record or award: a whole number, 1 or more", value);
        seqs[i] = wm_json_integer(value);
        wm_json_write_comma(text);
        wm_buffer_integer(text, seqs[i]);
    }
    return WM_OK;
}

// The nearest that there is of the seqs, when one was not.
static void nearest_seq(const struct wm_portfolio *base, struct wm_json without, struct wm_error *error) {
    size_t index = 0;
    struct wm_json_iterator iterator = wm_json_iterate(without);
    struct wm_json value;
    char path[32];
    do
        snprintf(path, sizeof path, "without[%zu]", index++);
    while (wm_json_next(&iterator, NULL, &value) && strcmp(path, error->where) != 0);
    int64_t wanted = wm_json_integer(value), best = 0;
    for (uint32_t i = 0; i < base->count; i++) {
        int64_t seq = base->facts[i].seq;
        if (best == 0 || llabs(seq - wanted) < llabs(best - wanted))
            best = seq;
    }
    wm_parameter_found(error, value);
    if (best > 0) {
        snprintf(path, sizeof path, "%" PRId64, best);
        wm_error_nearest(error, path);
    }
}

enum wm_status wm_suppose(struct wm_methods *methods, const struct wm_ruleset *ruleset, const struct wm_portfolio *base,
                          struct wm_json with, struct wm_json without, struct wm_supposed *supposed,
                          struct wm_error *error) {
    size_t with_count = wm_json_count(with), without_count = wm_json_count(without);
    struct wm_buffer *text = &supposed->text;
    *supposed = (struct wm_supposed){.portfolio = NULL};
    wm_buffer_init(text, 8 * methods->daemon->config->limits.message); // canonical form may be longer
    enum wm_status status = wm_suppose_count(methods, "with", with_count, error);
    if (status == WM_OK)
        status = wm_suppose_count(methods, "without", without_count, error);
    if (status != WM_OK)
        return status;
    struct wm_record *records = wm_arena_zero(&methods->arena, with_count, sizeof *records);
    int64_t *seqs = wm_arena_zero(&methods->arena, without_count, sizeof *seqs);
    if (records == NULL || seqs == NULL)
        return wm_error_no_memory(error);
    wm_buffer_text(text, "{\"with\":[");
    status = read_with(ruleset, with, records, text, error);
    wm_buffer_text(text, "],\"without\":[");
    if (status == WM_OK)
        status = read_without(without, seqs, text, error);
    wm_buffer_text(text, "]}");
    if (status == WM_OK && text->failed)
        status = wm_error_no_memory(error);
    if (status != WM_OK)
        return status;
    status = wm_portfolio_suppose(base, records, with_count, seqs, without_count, &supposed->portfolio, error);
    if (status == WM_NOT_FOUND)
        nearest_seq(base, without, error);
    return status;
}

void wm_supposed_clear(struct wm_supposed *supposed) {
    wm_portfolio_unref(supposed->portfolio);
    wm_buffer_clear(&supposed->text);
}
