// SPDX-License-Identifier: MIT
#include "engine/base/digest.h"

#include "tests/support/test.h"

static void expect_sha(struct wm_sha256_state *state, const char *wanted) {
    char text[2 * WM_SHA256_SIZE + 1];
    struct wm_sha256 digest = wm_sha256_end(state);
    wm_hex(digest.bytes, sizeof digest.bytes, text);
    assert_string_equal(text, wanted);
}

static void test_sha256(void **unused) {
    (void)unused;
    struct wm_sha256_state state;
    wm_sha256_init(&state);
    wm_sha256_add(&state, NULL, 0);
    expect_sha(&state, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    wm_sha256_init(&state); // FIPS 180-2, in two pieces
    wm_sha256_add(&state, "a", 1);
    wm_sha256_add(&state, "bc", 2);
    expect_sha(&state, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static struct wm_sha256 sha_of(const char *bytes, size_t length) {
    struct wm_sha256_state state;
    wm_sha256_init(&state);
    wm_sha256_add(&state, bytes, length);
    return wm_sha256_end(&state);
}

static void test_fields(void **unused) {
    (void)unused;
    struct wm_sha256_state state;
    wm_sha256_init(&state);
    wm_sha256_add_field(&state, "ab", 2);
    wm_sha256_add_field(&state, "", 0);
    wm_sha256_add_u64(&state, 0x0102030405060708u);
    struct wm_sha256 got = wm_sha256_end(&state);
    struct wm_sha256 wanted = sha_of("\0\0\0\0\0\0\0\2ab\0\0\0\0\0\0\0\0\1\2\3\4\5\6\7\10", 26);
    assert_memory_equal(got.bytes, wanted.bytes, sizeof got.bytes);
}

static void test_blake(void **unused) {
    (void)unused;
    uint8_t digest[WM_BLAKE_SIZE];
    char text[2 * WM_BLAKE_SIZE + 1];
    wm_blake("", 0, digest); // b2sum -l 128 of nothing
    wm_hex(digest, sizeof digest, text);
    assert_string_equal(text, "cae66941d9efbd404e4d88758ea67670");
    wm_blake("abc", 3, digest);
    wm_hex(digest, sizeof digest, text);
    assert_string_equal(text, "cf4ab791c62b8d2b2109c90275287816");
}

static void test_checksum(void **unused) {
    (void)unused;
    // From an implementation of SipHash-2-4 of its own, which gives the paper's value for the paper's key.
    assert_true(wm_checksum("", 0) == UINT64_C(0x019bfd21483d9375));
    assert_true(wm_checksum("a portfolio", 11) == UINT64_C(0x260b9eea2402310f));
}

static void test_hex(void **unused) {
    (void)unused;
    uint8_t bytes[2] = {9, 9};
    assert_int_equal(wm_hex_parse("00ff", 4, bytes, 2), 1);
    assert_int_equal(bytes[0], 0);
    assert_int_equal(bytes[1], 255);
    static const char *const bad[] = {"", "00f", "00ff0", "00FF", "00fg", "0 ff", "00ff00", "+0ff"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(wm_hex_parse(bad[i], strlen(bad[i]), bytes, 2), 0);
    assert_int_equal(bytes[1], 255); // untouched
}

static void test_random(void **unused) {
    (void)unused;
    uint8_t one[32] = {0}, two[32] = {0};
    wm_random(one, sizeof one);
    wm_random(two, sizeof two);
    assert_memory_not_equal(one, two, sizeof one);
}

WM_TEST_MAIN(cmocka_unit_test(test_sha256), cmocka_unit_test(test_fields), cmocka_unit_test(test_blake),
             cmocka_unit_test(test_checksum), cmocka_unit_test(test_hex), cmocka_unit_test(test_random))
