// SPDX-License-Identifier: MIT
#include "api/protocol/scan.h"

#include "tests/support/test.h"

static struct wm_text text_of(const char *text) {
    return (struct wm_text){text, strlen(text)};
}

static void is(struct wm_text got, const char *expected) {
    if (got.length != strlen(expected) || memcmp(got.data, expected, got.length) != 0)
        fail_msg("%.*s, expected %s", (int)got.length, got.data, expected);
}

static void test_member(void **state) {
    (void)state;
    static const struct {
        const char *text, *value;
    } cases[] = {
        {"{\"id\":1}", "1"},
        {"{}", ""},
        {" { } ", ""},
        {"{\"a\":1}", ""},
        {"{\"a\":1,\"id\":\"x\"}", "\"x\""},
        {"{\"id\" : -12 , \"b\":2}", "-12"},
        {"{\"id\":\"\\\"}\"}", "\"\\\"}\""},
        {"{\"id\":\"\\\\\",\"b\":1}", "\"\\\\\""},
        {"{\"x\":{\"id\":2},\"id\":3}", "3"},
        {"{\"x\":[{\"id\":2},\"]\",\"}\"],\"id\":[1,{\"a\":\"]\"}]}", "[1,{\"a\":\"]\"}]"},
        {"\t{\n\"x\"\t:\ttrue\t,\r\n\"id\"\r:\nfalse\n}\n", "false"},
        {"{\"\\u0069d\":5}", ""},
        {"{\"xid\":5,\"idx\":6}", ""},
        {"{\"id\":{}}", "{}"},
        {"{\"x\":\"\\\\\\\"id\\\":9\",\"id\":1}", "1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        is(wm_scan_member(text_of(cases[i].text), "id"), cases[i].value);
}

static void test_elements(void **state) {
    (void)state;
    static const char *const expected[] = {"1", "\"a,]\"", "{\"x\":[1,2]}", "[[],{}]", "true", ""};
    static const char *const texts[] = {"[1,\"a,]\",{\"x\":[1,2]},[[],{}],true]",
                                        " [ 1 , \"a,]\" ,\t{\"x\":[1,2]}\n, [[],{}] , true ] "};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        size_t at = 0;
        for (size_t each = 0; each < sizeof expected / sizeof expected[0]; each++)
            is(wm_scan_element(text_of(texts[i]), &at), expected[each]);
    }
    size_t at = 0;
    is(wm_scan_element(text_of("[]"), &at), "");
    at = 0;
    is(wm_scan_element(text_of(" [ ] "), &at), "");
}

WM_TEST_MAIN(cmocka_unit_test(test_member), cmocka_unit_test(test_elements))
