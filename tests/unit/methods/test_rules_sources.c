// SPDX-License-Identifier: MIT
// rules.sources: the files of the active rules and of earlier ones, in one page and in many.
#include "tests/unit/methods/fixture.h"

#include "engine/lang/pack.h"

#include <stdio.h>

#define ORGANISATION "organisations/north/organisation.lua"
static const char edited[] = "-- edited\norganisation \"north\" { title = \"North\" }\nadopt \"tiny\" {}\n";

struct fetched {
    struct wm_ruleset_file files[16];
    size_t count, pages;
    char rules[65];
};

static char *keep(struct wm_json file, const char *member) {
    struct wm_text text = wm_json_text(fixture_at(file, member));
    char *copy = wm_dup_n(text.data, text.length);
    assert_non_null(copy);
    return copy;
}

static void fetch(struct fixture *fixture, const char *rules, struct fetched *ret_fetched) {
    char params[700], after[400] = "";
    *ret_fetched = (struct fetched){0};
    for (bool more = true; more;) {
        snprintf(params, sizeof params, "{\"org\":\"north\"%s%s%s%s%s%s}", rules != NULL ? ",\"rules\":\"" : "",
                 rules != NULL ? rules : "", rules != NULL ? "\"" : "", after[0] != '\0' ? ",\"after\":\"" : "", after,
                 after[0] != '\0' ? "\"" : "");
        struct wm_json page = fixture_ask(fixture, "rules.sources", params);
        struct wm_json_iterator iterator = wm_json_iterate(fixture_at(page, "files"));
        for (struct wm_json file; wm_json_next(&iterator, NULL, &file);) {
            assert_true(ret_fetched->count < 16);
            struct wm_ruleset_file *kept = &ret_fetched->files[ret_fetched->count++];
            *kept = (struct wm_ruleset_file){keep(file, "path"), keep(file, "text"), 0};
            kept->length = strlen(kept->bytes);
        }
        memcpy(ret_fetched->rules, wm_json_text(fixture_at(page, "rules")).data, 64);
        ret_fetched->pages++;
        more = fixture_has(page, "next");
        if (more)
            snprintf(after, sizeof after, "%.*s", (int)wm_json_text(fixture_at(page, "next")).length,
                     wm_json_text(fixture_at(page, "next")).data);
    }
}

static void forget(struct fetched *fetched) {
    for (size_t i = 0; i < fetched->count; i++) {
        wm_free((char *)(uintptr_t)fetched->files[i].path);
        wm_free((char *)(uintptr_t)fetched->files[i].bytes);
    }
}

// What came builds rules of the hash that came with it.
static void builds(const struct fetched *fetched) {
    struct wm_error error;
    struct wm_ruleset *ruleset = NULL;
    struct wm_pack_files files = {fetched->files, fetched->count};
    struct wm_pack_source source = wm_pack_files_source(&files);
    wm_test_ok(wm_pack_build(&source, "north", NULL, &ruleset, &error), &error);
    assert_string_equal(ruleset->hash, fetched->rules);
    wm_ruleset_unref(ruleset);
}

static void test_active_rules(void **state) {
    struct fixture *fixture = *state;
    struct fetched fetched;
    fetch(fixture, NULL, &fetched);
    assert_int_equal(fetched.pages, 1);
    assert_true(fetched.count >= 2);
    for (size_t i = 1; i < fetched.count; i++)
        assert_true(strcmp(fetched.files[i - 1].path, fetched.files[i].path) < 0);
    builds(&fetched);
    forget(&fetched);
}

// In pages of a file each, since half of an answer holds no two of them.
static void test_pages(void **state) {
    struct fixture *fixture = *state;
    struct fetched whole, paged;
    fetch(fixture, NULL, &whole);
    size_t usual = fixture->dispatcher.limits.reply, longest = 0;
    for (size_t i = 0; i < whole.count; i++)
        longest = whole.files[i].length > longest ? whole.files[i].length : longest;
    fixture->dispatcher.limits.reply = 2 * longest + 512;
    fetch(fixture, NULL, &paged);
    fixture->dispatcher.limits.reply = usual;
    assert_true(paged.pages > 1);
    assert_int_equal(paged.count, whole.count);
    builds(&paged);
    forget(&whole);
    forget(&paged);
}

// After another pack is active the earlier one is still there, by its hash and by the first digits of it.
static void test_earlier_rules(void **state) {
    struct fixture *fixture = *state;
    struct fetched before, after, again;
    char digits[9];
    fetch(fixture, NULL, &before);
    fixture_stop(fixture);
    wm_test_write_text(&fixture->folder, "rules/" ORGANISATION, edited);
    fixture_start(fixture);
    fetch(fixture, NULL, &after);
    assert_string_not_equal(before.rules, after.rules);
    snprintf(digits, sizeof digits, "%.8s", before.rules);
    fetch(fixture, digits, &again);
    assert_string_equal(again.rules, before.rules);
    builds(&again);
    forget(&again);
    fetch(fixture, after.rules, &again);
    assert_string_equal(again.rules, after.rules);
    builds(&again);
    forget(&again);
    forget(&before);
    forget(&after);
}

static void test_mistakes(void **state) {
    struct fixture *fixture = *state;
    fixture_refused(fixture, "rules.sources", "{\"org\":\"north\",\"rules\":\"1234567\"}", WM_PARAMS, "wrong-type");
    fixture_refused(fixture, "rules.sources", "{\"org\":\"north\",\"rules\":\"ABCDEF012\"}", WM_PARAMS, "wrong-type");
    fixture_refused(fixture, "rules.sources", "{\"org\":\"north\",\"rules\":\"0123456789\"}", WM_NOT_FOUND,
                    "unknown-rules");
    fixture_refused(fixture, "rules.sources", "{\"org\":\"west\"}", WM_NOT_FOUND, "unknown-organisation");
    struct wm_json nothing = fixture_ask(fixture, "rules.sources", "{\"org\":\"north\",\"after\":\"zzz\"}");
    assert_int_equal(wm_json_count(fixture_at(nothing, "files")), 0);
}

#define WITH_NORTH(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
WM_TEST_MAIN(WITH_NORTH(test_active_rules), WITH_NORTH(test_pages), WITH_NORTH(test_earlier_rules),
             WITH_NORTH(test_mistakes))
