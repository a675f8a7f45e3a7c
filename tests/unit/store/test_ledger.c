// SPDX-License-Identifier: MIT
// The hashes against vectors computed apart from this code (Python's hashlib, from the words of store.h).
#include "engine/store/ledger.h"

#include "tests/support/test.h"

static void expect(const void *bytes, size_t size, const char *hex) {
    char text[65];
    wm_hex(bytes, size, text);
    assert_string_equal(text, hex);
}

static void test_vectors(void **state) {
    (void)state;
    uint8_t salt[WM_LEDGER_SALT];
    uint8_t head[WM_LEDGER_HEAD] = {0};
    uint8_t rules[WM_SHA256_SIZE];
    for (uint8_t i = 0; i < 32; i++) {
        salt[i] = i;
        rules[i] = (uint8_t)(255 - i);
    }
    struct wm_sha256 start = wm_ledger_start("north", 5);
    expect(start.bytes, 32, "c4b09617e5bfffbae94e929b38cc872e6b48874aef6e5cbf4a2d5a8a555912ce");
    struct wm_sha256 digest = wm_ledger_digest(salt, "{\"person\":\"p1\"}", 15);
    expect(digest.bytes, 32, "9cae63ff1dfade2c969055f1b692776f051ba40db4cdd1ce0a112bb9fe2364d7");
    struct wm_sha256 hash =
        wm_ledger_hash(&start, 1, (struct wm_text){"person.put", 10}, INT64_C(1788264000000000), 1000, &digest);
    expect(hash.bytes, 32, "137d9943c1180c6445a5eb68b1ee8caff5801a4c37f4872204146543ffc398ec");
    wm_ledger_advance(head, &digest);
    expect(head, 16, "a6e0ac36246aeaec36d52e8610737d53");
    wm_ledger_advance(head, &digest);
    expect(head, 16, "298b81c220ff6c1b24f8a9fb10f85c11");
    struct wm_sha256 rules_start = wm_ledger_rules_start("north", 5);
    expect(rules_start.bytes, 32, "61ba8dbab9ba28bb4bd4ba16071d94eedad603ad0ff982c08e53b8d93c13aa34");
    struct wm_sha256_state files;
    wm_sha256_init(&files);
    wm_ledger_files_add(&files, (struct wm_text){"a.lua", 5}, &digest);
    struct wm_sha256 files_digest = wm_sha256_end(&files);
    expect(files_digest.bytes, 32, "21bd264e97e06d5ad14489325aea447490c06b9ff225a75f6b08510914561f26");
    struct wm_sha256 activation = wm_ledger_rules_hash(&rules_start, 2, rules, -1, &files_digest);
    expect(activation.bytes, 32, "76d88933df66118d8c1426620b29037f630a5c90acc7234f7dc6a7acc5e1442c");
}

WM_TEST_MAIN(cmocka_unit_test(test_vectors))
