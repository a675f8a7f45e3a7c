// SPDX-License-Identifier: MIT
// The file SIGNATURE, byte by byte.
#include "engine/lang/signature.h"

#include "tests/support/test.h"

#include <stdio.h>

#define PUBLIC "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a" // RFC 8032, TEST 1
#define FILES "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SIGNED "waymark-signature 1\npack organisations/north\nfiles " FILES "\nkey " PUBLIC "\n"
// Of those four lines; not from this implementation.
#define MADE                                                                                                           \
    "6ee9a40429aeb7578b254973662219b4a098891bd002db6875c105d99ece0c4e"                                                 \
    "64435f38e3fcff4163f7fd1613bf806e6ab955404783c259b829c29ed8d7780e"
#define WHOLE SIGNED "signature " MADE "\n"

static void make(struct wm_buffer *buffer) {
    uint8_t seed[WM_SEED_SIZE];
    struct wm_sha256 files;
    struct wm_private_key key;
    assert_true(wm_hex_parse("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", 64, seed, 32));
    assert_true(wm_hex_parse(FILES, 64, files.bytes, sizeof files.bytes));
    wm_private_key_from_seed(seed, &key);
    wm_buffer_init(buffer, WM_SIGNATURE_LONGEST);
    wm_signature_write(buffer, "organisations/north", &files, &key);
    assert_false(buffer->failed);
}

static void test_a_signature(void **state) {
    (void)state;
    struct wm_buffer buffer;
    struct wm_error error;
    struct wm_signature signature;
    char key[WM_PUBLIC_KEY_TEXT];
    make(&buffer);
    assert_string_equal(buffer.data, WHOLE);
    wm_test_ok(wm_signature_parse(buffer.data, buffer.length, "SIGNATURE", &signature, &error), &error);
    assert_int_equal(signature.pack_length, strlen("organisations/north"));
    assert_memory_equal(signature.pack, "organisations/north", signature.pack_length);
    wm_public_key_text(&signature.key, key);
    assert_string_equal(key, PUBLIC);
    assert_int_equal(signature.signed_length, strlen(SIGNED));
    assert_true(wm_signature_genuine(&signature, buffer.data));
    wm_buffer_clear(&buffer);
}

// Whatever byte is changed: it is no signature any more, or not a genuine one.
static void test_each_byte_counts(void **state) {
    (void)state;
    struct wm_error error;
    char bytes[] = WHOLE;
    for (size_t at = 0; at < strlen(WHOLE); at++) {
        for (int bit = 0; bit < 8; bit++) {
            struct wm_signature signature;
            bytes[at] = (char)(WHOLE[at] ^ 1 << bit);
            if (wm_signature_parse(bytes, strlen(WHOLE), "SIGNATURE", &signature, &error) == WM_OK)
                assert_false(wm_signature_genuine(&signature, bytes));
        }
        bytes[at] = WHOLE[at];
    }
}

static void refuse(const char *bytes, size_t length, int line) {
    struct wm_error error;
    struct wm_signature signature = {.pack = "as it was"};
    char where[64];
    wm_test_fails(wm_signature_parse(bytes, length, "a/SIGNATURE", &signature, &error), &error, WM_RULES,
                  "signature-malformed");
    snprintf(where, sizeof where, "a/SIGNATURE:%d", line);
    assert_string_equal(error.where, where);
    assert_true(error.expected[0] != '\0');
    assert_string_equal(signature.pack, "as it was");
}

// Each shorter one is refused in the line that it ends in.
static void test_truncated(void **state) {
    (void)state;
    int line = 1;
    for (size_t length = 0; length < strlen(WHOLE); length++) {
        refuse(WHOLE, length, line);
        line += WHOLE[length] == '\n';
    }
    assert_int_equal(line, 6);
}

static void test_malformed(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
    } wrong[] = {
        {"waymark-signature 2\n" WHOLE, 1},
        {"waymark-signature 1 \n", 1},
        {"\xef\xbb\xbf" WHOLE, 1},
        {"\n" WHOLE, 1},
        {WHOLE "\n", 6},
        {WHOLE WHOLE, 6},
        {"waymark-signature 1\npack north\n", 2},
        {"waymark-signature 1\npack plugins/north\n", 2},
        {"waymark-signature 1\npack frameworks/\n", 2},
        {"waymark-signature 1\npack frameworks/a/b\n", 2},
        {"waymark-signature 1\npack frameworks/../a\n", 2},
        {"waymark-signature 1\npack  frameworks/a\n", 2},
        {"waymark-signature 1\npack frameworks/a \n", 2},
        {"waymark-signature 1\npack frameworks/a\nfiles 12\n", 3},
        {"waymark-signature 1\npack frameworks/a\nkey " PUBLIC "\n", 3},
        {"waymark-signature 1\npack frameworks/a\nfiles " FILES "\nkey ed25519:" PUBLIC "\n", 4},
        {SIGNED "signature " FILES "\n", 5},
        {SIGNED "comment \nsignature " MADE "\n", 5},
        {"waymark-signature 1\r\npack organisations/north\r\nfiles " FILES "\r\nkey " PUBLIC "\r\nsignature " MADE
         "\r\n",
         1},
        {"-----BEGIN PGP SIGNATURE-----\n", 1},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        refuse(wrong[i].text, strlen(wrong[i].text), wrong[i].line);
    static const char end[] = WHOLE, middle[] = "waymark-signature 1\npack frameworks/a\0b\n";
    refuse(end, sizeof end, 6); // with a NUL
    refuse(middle, sizeof middle - 1, 2);
}

static void test_no_memory(void **state) {
    (void)state;
    struct wm_buffer buffer;
    struct wm_sha256 files = {{0}};
    struct wm_private_key key = {.seed = {0}};
    wm_buffer_init(&buffer, 100);
    wm_signature_write(&buffer, "organisations/north", &files, &key);
    assert_true(buffer.failed);
    wm_buffer_clear(&buffer);
}

WM_TEST_MAIN(cmocka_unit_test(test_a_signature), cmocka_unit_test(test_each_byte_counts),
             cmocka_unit_test(test_truncated), cmocka_unit_test(test_malformed), cmocka_unit_test(test_no_memory))
