// SPDX-License-Identifier: MIT
// rules.sources: the files of a ruleset, of the active one from memory, of any other from the store. Page by page, since
// all of them may be more than an answer holds.
#include "api/methods/families.h"

#include "api/methods/framework_write.h"
#include "api/methods/listing.h"
#include "api/methods/target.h"

#include <stdio.h>
#include <string.h>

enum { ORG, RULES, AFTER };
enum { DIGITS_LEAST = 8, PATH_MOST = 400 };
#define SOURCES_MOST ((size_t)256 * 1024 * 1024)

static const struct wm_parameter_form forms[] = {
    [ORG] = WM_FORM_ORG,
    [RULES] = {.name = "rules", .type = WM_TYPE_TEXT, .most = 64},
    [AFTER] = {.name = "after", .type = WM_TYPE_TEXT, .most = PATH_MOST},
    WM_FORM_END,
};

struct page {
    struct wm_buffer *files;
    char after[PATH_MOST + 1], last[PATH_MOST + 1]; // those behind this path; the last one that is there
    bool full;                                      // there are more
};

struct sources {
    struct wm_listing listing;
    struct page page;
    char rules[65]; // as asked for; then the whole hash
};

// Half of an answer: the first file of a page always fits.
static void add_file(struct page *page, const char *path, const char *bytes, size_t length) {
    struct wm_buffer *files = page->files;
    size_t before = files->length;
    if (page->full || strcmp(path, page->after) <= 0)
        return;
    wm_json_write_comma(files);
    wm_buffer_byte(files, '{');
    wm_framework_write_text(files, "path", path);
    wm_json_write_key(files, "text");
    wm_json_write_string(files, bytes, length);
    wm_buffer_byte(files, '}');
    page->full = before > 0 && (files->failed || files->length > files->maximum / 2);
    if (page->full) {
        files->length = before;
        files->failed = false;
    } else {
        snprintf(page->last, sizeof page->last, "%s", path);
    }
}

static void write_answer(struct wm_buffer *result, const char *organisation, const char *rules,
                         const struct page *page) {
    wm_buffer_byte(result, '{');
    wm_framework_write_text(result, "org", organisation);
    wm_framework_write_text(result, "rules", rules);
    wm_json_write_key(result, "files");
    wm_buffer_byte(result, '[');
    if (page->files->length > 0)
        wm_buffer_add(result, page->files->data, page->files->length);
    wm_buffer_byte(result, ']');
    wm_framework_write_text(result, "next", page->full ? page->last : NULL);
    wm_buffer_byte(result, '}');
}

static void begin_page(struct page *page, struct wm_buffer *files, const struct wm_argument *after) {
    *page = (struct page){.files = files};
    if (wm_argument_given(after))
        memcpy(page->after, after->text.data, after->text.length);
}

// The active ones -----------------------------------------------------------------------------------------------------

static enum wm_status answer_active(const struct wm_call *call, const struct wm_organisation *organisation,
                                    const struct wm_ruleset *ruleset, struct wm_buffer *result,
                                    struct wm_error *error) {
    struct wm_buffer files;
    struct page page;
    wm_buffer_init(&files, call->session->dispatcher->limits.reply);
    begin_page(&page, &files, &call->arguments[AFTER]);
    for (uint32_t i = 0; i < ruleset->file_count; i++)
        add_file(&page, ruleset->files[i].path, ruleset->files[i].bytes, ruleset->files[i].length);
    bool failed = files.failed;
    if (!failed)
        write_answer(result, organisation->id, ruleset->hash, &page);
    wm_buffer_clear(&files);
    return failed ? wm_error_no_memory(error) : WM_OK;
}

// Kept ones -----------------------------------------------------------------------------------------------------------

static enum wm_status scan(struct wm_listing *listing, struct wm_store_reader *reader, struct wm_error *error) {
    struct sources *sources = (struct sources *)listing;
    const char *organisation = listing->organisation->id;
    const struct wm_source *files = NULL;
    size_t count = 0;
    char hash[65];
    struct wm_arena arena;
    wm_arena_init(&arena, SOURCES_MOST);
    enum wm_status status = wm_store_find_ruleset(reader, organisation, sources->rules, hash, error);
    if (status == WM_OK)
        status = wm_store_load_ruleset(reader, organisation, hash, &arena, &files, &count, error);
    for (size_t i = 0; status == WM_OK && i < count; i++)
        add_file(&sources->page, files[i].path, files[i].bytes, files[i].length);
    if (status == WM_OK)
        memcpy(sources->rules, hash, sizeof hash);
    wm_arena_clear(&arena);
    return status;
}

static void answer(struct wm_listing *listing, struct wm_buffer *result) {
    const struct sources *sources = (const struct sources *)listing;
    write_answer(result, listing->organisation->id, sources->rules, &sources->page);
}

// Which -----------------------------------------------------------------------------------------------------------------

static enum wm_status check_digits(struct wm_text digits, struct wm_error *error) {
    size_t hexadecimal = 0;
    while (hexadecimal < digits.length && strchr("0123456789abcdef", digits.data[hexadecimal]) != NULL)
        hexadecimal++;
    if (hexadecimal == digits.length && digits.length >= DIGITS_LEAST)
        return WM_OK;
    wm_error_set(error, WM_PARAMS, "wrong-type", "`rules` is no hash of rules");
    wm_error_where(error, "rules");
    wm_error_expected(error, "64 hexadecimal digits, small letters, or the first of them, at least %d", DIGITS_LEAST);
    return wm_error_found(error, "\"%.*s\"", (int)digits.length, digits.data);
}

static bool is_active(const struct wm_organisation *organisation, const struct wm_argument *rules) {
    return !wm_argument_given(rules) || (organisation->active != NULL && rules->text.length == 64 &&
                                         memcmp(rules->text.data, organisation->active->hash, 64) == 0);
}

static enum wm_status run(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    const struct wm_argument *rules = &call->arguments[RULES];
    struct wm_organisation *organisation = NULL;
    struct wm_listing *listing = NULL;
    struct wm_ruleset *active = NULL;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK && wm_argument_given(rules))
        status = check_digits(rules->text, error);
    if (status != WM_OK)
        return status;
    if (is_active(organisation, rules)) {
        status = wm_rules_active(organisation, &active, error);
        return status == WM_OK ? answer_active(call, organisation, active, result, error) : status;
    }
    status = wm_listing_begin(call, organisation, (struct wm_text){0}, NULL, &listing, error);
    if (status != WM_OK)
        return status;
    struct sources *sources = (struct sources *)listing;
    begin_page(&sources->page, &listing->rows, &call->arguments[AFTER]);
    memcpy(sources->rules, rules->text.data, rules->text.length);
    listing->scan = scan;
    listing->answer = answer;
    return wm_listing_submit(listing, error);
}

const struct wm_method wm_rules_sources_methods[] = {
    {.name = "rules.sources",
     .parameters = forms,
     .run = run,
     .state = sizeof(struct sources),
     .release = wm_listing_release},
    {.name = NULL},
};
