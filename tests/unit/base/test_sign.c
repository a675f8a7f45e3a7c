// SPDX-License-Identifier: MIT
#include "engine/base/sign.h"

#include "engine/base/digest.h"
#include "tests/support/test.h"

#include <stdio.h>

// RFC 8032, section 7.1: TEST 1, 2, 3 and SHA(abc).
static const struct known {
    const char *seed, *public_key, *message, *signature;
} answers[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
     "d25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
     "387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
     "4a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
     "454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
     "3dca179c138ac17ad9bef1177331a704"},
};

struct answer {
    struct wm_private_key key;
    struct wm_public_key public_key;
    uint8_t message[64], signature[WM_SIGNATURE_SIZE];
    size_t length;
};

static void take(const struct known *known, struct answer *answer) {
    uint8_t seed[WM_SEED_SIZE];
    answer->length = strlen(known->message) / 2;
    assert_true(wm_hex_parse(known->seed, strlen(known->seed), seed, sizeof seed));
    assert_true(wm_public_key_parse(known->public_key, strlen(known->public_key), &answer->public_key));
    assert_true(wm_hex_parse(known->message, strlen(known->message), answer->message, answer->length));
    assert_true(wm_hex_parse(known->signature, strlen(known->signature), answer->signature, sizeof answer->signature));
    wm_private_key_from_seed(seed, &answer->key);
}

static void test_known_answers(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct answer answer;
        uint8_t signature[WM_SIGNATURE_SIZE];
        take(&answers[i], &answer);
        assert_true(wm_public_key_equal(&answer.key.public_key, &answer.public_key));
        wm_sign(&answer.key, answer.message, answer.length, signature);
        assert_memory_equal(signature, answer.signature, sizeof signature);
        assert_true(wm_sign_verify(&answer.public_key, answer.message, answer.length, signature));
    }
}

static void test_each_bit_counts(void **state) {
    (void)state;
    struct answer answer;
    take(&answers[2], &answer);
    for (size_t bit = 0; bit < 8 * WM_SIGNATURE_SIZE; bit++) {
        answer.signature[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_false(wm_sign_verify(&answer.public_key, answer.message, answer.length, answer.signature));
        answer.signature[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    for (size_t bit = 0; bit < 8 * answer.length; bit++) {
        answer.message[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_false(wm_sign_verify(&answer.public_key, answer.message, answer.length, answer.signature));
        answer.message[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    for (size_t bit = 0; bit < 8 * WM_PUBLIC_KEY_SIZE; bit++) {
        struct wm_public_key other = answer.public_key;
        other.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_false(wm_public_key_equal(&other, &answer.public_key));
        assert_false(wm_sign_verify(&other, answer.message, answer.length, answer.signature));
    }
    assert_false(wm_sign_verify(&answer.public_key, answer.message, answer.length - 1, answer.signature));
    assert_true(wm_sign_verify(&answer.public_key, answer.message, answer.length, answer.signature));
}

// Keys that anybody can sign for, whatever the message: the neutral element, and one of order 4 (zeros).
static void test_keys_of_small_order(void **state) {
    (void)state;
    struct wm_public_key neutral = {{1}}, zeros = {{0}};
    uint8_t signature[WM_SIGNATURE_SIZE] = {1}; // R neutral, S nought
    assert_false(wm_sign_verify(&neutral, "any", 3, signature));
    assert_false(wm_sign_verify(&zeros, "any", 3, signature));
}

static void test_new_keys(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_private_key one, other;
    uint8_t signature[WM_SIGNATURE_SIZE], nothing[sizeof one] = {0};
    wm_test_ok(wm_digest_start(&error), &error);
    wm_private_key_make(&one);
    wm_private_key_make(&other);
    assert_memory_not_equal(one.seed, other.seed, sizeof one.seed);
    wm_sign(&one, "text", 4, signature);
    assert_true(wm_sign_verify(&one.public_key, "text", 4, signature));
    assert_false(wm_sign_verify(&other.public_key, "text", 4, signature));
    wm_private_key_forget(&one);
    assert_memory_equal(&one, nothing, sizeof one);
}

static void test_text(void **state) {
    (void)state;
    struct answer answer;
    char text[WM_PUBLIC_KEY_TEXT];
    struct wm_public_key key = {{7}};
    take(&answers[0], &answer);
    wm_public_key_text(&answer.public_key, text);
    assert_string_equal(text, answers[0].public_key);
    text[3] = 'A';
    assert_false(wm_public_key_parse(text, 64, &key));
    assert_false(wm_public_key_parse(answers[0].public_key, 63, &key));
    assert_false(wm_public_key_parse(answers[0].signature, 128, &key));
    assert_int_equal(key.bytes[0], 7); // as it was
}

struct files {
    struct wm_test_folder folder;
    char path[128];
};

static void write_key(struct files *files, const char *bytes, size_t length) {
    wm_test_write(&files->folder, "key", bytes, length);
    snprintf(files->path, sizeof files->path, "%s/key", files->folder.path);
}

static void test_files(void **state) {
    (void)state;
    struct files files;
    struct wm_buffer buffer;
    struct wm_error error;
    struct wm_private_key private_key, made;
    struct wm_public_key public_key;
    wm_test_folder_make(&files.folder);
    wm_private_key_make(&made);
    wm_buffer_init(&buffer, 256);
    wm_private_key_write(&buffer, &made);
    assert_int_equal(buffer.length, 20 + 64 + 1);
    write_key(&files, buffer.data, buffer.length);
    wm_test_ok(wm_private_key_read(files.path, &private_key, &error), &error);
    assert_memory_equal(&private_key, &made, sizeof made);
    wm_test_fails(wm_public_key_read(files.path, &public_key, &error), &error, WM_PARAMS, "bad-key");
    assert_string_equal(error.found, "a private key");
    assert_null(strstr(error.message, buffer.data + 20)); // it is nobody's business
    wm_buffer_reset(&buffer);
    wm_public_key_write(&buffer, &made.public_key);
    write_key(&files, buffer.data, buffer.length - 1); // without the end of line
    wm_test_ok(wm_public_key_read(files.path, &public_key, &error), &error);
    assert_true(wm_public_key_equal(&public_key, &made.public_key));
    wm_test_fails(wm_private_key_read(files.path, &private_key, &error), &error, WM_PARAMS, "bad-key");
    assert_string_equal(error.found, "a public key");
    wm_buffer_clear(&buffer);
    wm_test_folder_remove(&files.folder);
}

#define DIGITS "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

static void test_what_is_no_key(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",
        "\n",
        "waymark-public-key ",
        "waymark-public-key \n",
        "waymark-public-key\n" DIGITS,
        DIGITS "\n",
        "waymark-public-key " DIGITS "\r\n",
        "waymark-public-key " DIGITS "\n\n",
        "waymark-public-key " DIGITS " somebody\n",
        "waymark-public-key  " DIGITS "\n",
        "waymark-public-key D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A\n",
        "waymark-public-key d75a98\n",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFuZCB0aGlzIGlzIG5vdCBhIGtleSBhdCBhbGwh somebody\n",
    };
    struct files files;
    struct wm_error error;
    struct wm_public_key key = {{7}};
    wm_test_folder_make(&files.folder);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        write_key(&files, wrong[i], strlen(wrong[i]));
        wm_test_fails(wm_public_key_read(files.path, &key, &error), &error, WM_PARAMS, "bad-key");
        assert_string_equal(error.where, files.path);
    }
    static const char nul[] = "waymark-public-key " DIGITS "\0";
    write_key(&files, nul, sizeof nul);
    wm_test_fails(wm_public_key_read(files.path, &key, &error), &error, WM_PARAMS, "bad-key");
    static const char large[10000] = "waymark-public-key ";
    write_key(&files, large, sizeof large);
    wm_test_fails(wm_public_key_read(files.path, &key, &error), &error, WM_PARAMS, "bad-key");
    snprintf(files.path, sizeof files.path, "%s/none", files.folder.path);
    wm_test_fails(wm_public_key_read(files.path, &key, &error), &error, WM_NOT_FOUND, "file-missing");
    assert_int_equal(key.bytes[0], 7);
    wm_test_folder_remove(&files.folder);
}

WM_TEST_MAIN(cmocka_unit_test(test_known_answers), cmocka_unit_test(test_each_bit_counts),
             cmocka_unit_test(test_keys_of_small_order), cmocka_unit_test(test_new_keys), cmocka_unit_test(test_text),
             cmocka_unit_test(test_files), cmocka_unit_test(test_what_is_no_key))
