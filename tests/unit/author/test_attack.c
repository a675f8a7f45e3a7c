// SPDX-License-Identifier: MIT
// The judge of attacks: what succeeds is told from what does not.
#include "engine/author/attack.h"

#include "tests/support/test.h"

#include <stdio.h>

struct tried {
    struct wm_test_folder folder;
    struct wm_attack_list list;
};

// One file, with the members of its entry behind the usual ones.
static void begin(struct tried *tried, const char *text, const char *members, const char *expect) {
    char manifest[1024];
    struct wm_error error = {0};
    wm_test_folder_make(&tried->folder);
    snprintf(
        manifest, sizeof manifest,
        "{\"canary\":\"canary.lua\",\"files\":[{\"id\":\"a\",\"file\":\"a.lua\",\"class\":\"c\",\"tries\":\"it\"%s,"
        "\"expect\":{%s}}]}",
        members, expect);
    wm_test_write_text(&tried->folder, "manifest.json", manifest);
    wm_test_write_text(&tried->folder, "a.lua", text);
    wm_test_write_text(&tried->folder, "canary.lua", "return function (p) return true, 'canary ' .. p:count(1) end");
    wm_test_ok(wm_attack_list_read(tried->folder.path, &tried->list, &error), &error);
    assert_int_equal(tried->list.count, 1);
}

static void finish(struct tried *tried) {
    wm_attack_list_clear(&tried->list);
    wm_test_folder_remove(&tried->folder);
}

static struct wm_attack_result run(const char *text, const char *members, const char *expect, uint32_t variant) {
    struct tried tried;
    struct wm_error error = {0};
    struct wm_attack_result result;
    begin(&tried, text, members, expect);
    wm_test_ok(wm_attack_run(&tried.list, &tried.list.attacks[0], variant, &result, &error), &error);
    finish(&tried);
    return result;
}

static void good(const char *text, const char *members, const char *expect, enum wm_attack_end end) {
    struct wm_attack_result result = run(text, members, expect, 0);
    assert_string_equal(result.why, "");
    assert_true(result.good);
    assert_int_equal(result.end, end);
}

static void bad(const char *text, const char *members, const char *expect, const char *why) {
    struct wm_attack_result result = run(text, members, expect, 0);
    assert_false(result.good);
    if (strstr(result.why, why) == NULL)
        fail_msg("%s\n  is bad because \"%s\", not \"%s\"", text, result.why, why);
}

#define ANY "\"ends\":[\"contained\",\"stable\",\"load_error\",\"error\",\"budget\",\"memory\"]"
#define NONE ",\"help\":\"none\""
#define PACK ",\"help\":\"pack\""
#define F(body) "return function (person) " body " end"

static void test_ends(void **state) {
    (void)state;
    good(F("return false, 'CONTAINED: so'"), "", "\"ends\":[\"contained\"]", WM_ATTACK_CONTAINED);
    good(F("return true, 'x'"), NONE, "\"ends\":[\"stable\"]", WM_ATTACK_STABLE);
    good("return 3", "", "\"ends\":[\"load_error\"]", WM_ATTACK_LOAD_ERROR);
    good(F("error 'x'"), NONE, "\"ends\":[\"error\"]", WM_ATTACK_ERROR);
    good(F("while true do end"), "", "\"ends\":[\"budget\"]", WM_ATTACK_BUDGET);
    good(F("local t = {} for i = 1, 1e9 do t[i] = i end"), NONE, "\"ends\":[\"memory\"]", WM_ATTACK_MEMORY);
    good("level 'x' { title = 'X', requires = trained 'kindness' }", PACK, "\"ends\":[\"contained\"]",
         WM_ATTACK_CONTAINED);
    good("level 'x'", PACK, "\"ends\":[\"load_error\"]", WM_ATTACK_LOAD_ERROR);
    good(F("return false, person:count(2) .. ' ' .. #person:items() .. criterion('c'):describe() .. tostring(io)"), "",
         ANY ",\"free_reason\":true,\"answer\":\"3 1cfalse\"", WM_ATTACK_CONTAINED);
}

static void test_what_succeeds(void **state) {
    (void)state;
    bad(F("return true, 'BREACH: in'"), NONE, ANY, "it succeeded: BREACH: in");
    bad(F("error 'x'"), NONE, "\"ends\":[\"contained\"]", "ended as error");
    bad(F("return true"), NONE, ANY ",\"never_true\":true", "taken for a yes");
    bad(F("return false, 'CONTAINED but'"), NONE, ANY ",\"answer\":\"CONTAINED\"", "it says");
    bad(F("return person.count('training') > 1, 'n'"), NONE ",\"evals\":2", ANY ",\"stable_across_evals\":true",
        "knows of another");
    bad(F("return true, ('x'):rep(900)"), NONE, ANY ",\"max_reason_bytes_kept\":899", "900 bytes");
    bad(F("local t = {} for i = 1, 3000 do t[i] = i end return true"), NONE, ANY ",\"max_bytes\":30000",
        "its state held");
}

static void test_texts(void **state) {
    (void)state;
    static const char text[] = "local VARIANT = 0\n--[[HERE]]\n" F("return false, 'CONTAINED ' .. VARIANT .. x");
    static const char members[] =
        NONE ",\"variants\":2,\"expand\":[{\"marker\":\"--[[HERE]]\",\"unit\":\"x = {i} \",\"count\":7}]";
    struct wm_attack_result result = run(text, members, "\"ends\":[\"contained\"]", 2);
    assert_true(result.good);
    assert_string_equal(result.text, "CONTAINED 27");
    assert_true(result.fuel > 0 && result.bytes > 0);
}

static void refuses(const char *manifest) {
    struct wm_test_folder folder;
    struct wm_attack_list list;
    struct wm_error error = {0};
    wm_test_folder_make(&folder);
    wm_test_write_text(&folder, "manifest.json", manifest);
    wm_test_fails(wm_attack_list_read(folder.path, &list, &error), &error, WM_PARAMS, "manifest");
    wm_attack_list_clear(&list);
    wm_test_folder_remove(&folder);
}

#define ENTRY "\"id\":\"a\",\"file\":\"a.lua\",\"class\":\"c\",\"tries\":\"t\""

static void test_manifests(void **state) {
    (void)state;
    refuses("{}");
    refuses("{\"files\":[]}");
    refuses("{\"files\":[{" ENTRY "}]}");
    refuses("{\"files\":[{\"id\":\"a\",\"expect\":{" ANY "}}]}");
    refuses("{\"files\":[{" ENTRY ",\"expect\":{\"ends\":[\"never\"]}}]}");
    refuses("{\"files\":[{" ENTRY ",\"evals\":1000,\"expect\":{" ANY "}}]}");
    refuses("{\"files\":[{" ENTRY ",\"help\":\"all\",\"expect\":{" ANY "}}]}");
    refuses("{\"files\":[{" ENTRY ",\"expect\":{" ANY ",\"stable\":1}}]}");
    refuses("{\"files\":[{" ENTRY ",\"expand\":[{\"unit\":\"x\"}],\"expect\":{" ANY "}}]}");
    refuses("{\"canary\":\"../x\",\"files\":[{" ENTRY ",\"expect\":{" ANY "}}]}");
}

static enum wm_status run_once(void *context, struct wm_error *error) {
    const struct tried *tried = context;
    struct wm_attack_list list;
    struct wm_buffer text = {0};
    enum wm_status status = wm_attack_list_read(tried->folder.path, &list, error);
    if (status == WM_OK)
        status = wm_attack_text(&list, &list.attacks[0], 0, &text, error);
    wm_buffer_clear(&text);
    wm_attack_list_clear(&list);
    return status;
}

static void test_allocations(void **state) {
    (void)state;
    struct tried tried;
    begin(&tried, "--[[HERE]]", NONE ",\"expand\":[{\"marker\":\"--[[HERE]]\",\"unit\":\"x = {i} \",\"count\":99}]",
          ANY);
    wm_test_each_allocation(run_once, &tried);
    finish(&tried);
}

WM_TEST_MAIN(cmocka_unit_test(test_ends), cmocka_unit_test(test_what_succeeds), cmocka_unit_test(test_texts),
             cmocka_unit_test(test_manifests), cmocka_unit_test(test_allocations))
