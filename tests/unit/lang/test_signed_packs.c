// SPDX-License-Identifier: MIT
// What no trusted key has signed is not given out: each way in which a pack can differ from what was signed.
#include "engine/lang/signed_packs.h"

#include "engine/base/file.h"
#include "tests/support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define LADDER                                                                                                         \
    "framework \"ladder\" { title = \"Ladder\", edition = \"1\" }\n"                                                   \
    "item \"badge\" { title = \"Badge\" }\n"                                                                           \
    "level \"first\" { title = \"First\", rank = 1, requires = signed_off { \"badge\" } }\n"
#define OWN                                                                                                            \
    "framework \"own\" { title = \"Own\", edition = \"1\" }\n"                                                         \
    "item \"key\" { title = \"Key\" }\n"                                                                               \
    "level \"one\" { title = \"One\", rank = 1, requires = signed_off { \"key\" } }\n"
#define NORTH "organisation \"north\" { title = \"North\" }\nadopt \"ladder\" {}\n"

struct signing {
    struct wm_test_folder folder;
    struct wm_pack_folders *folders;
    struct wm_pack_source source;
    struct wm_private_key ours, theirs;
    struct wm_public_key trusted[2]; // the first is nobody's
    struct wm_trust trust;
};

static void sign_with(struct signing *signing, const char *pack, const struct wm_private_key *key) {
    struct wm_buffer buffer;
    struct wm_error error;
    char name[128];
    wm_buffer_init(&buffer, WM_SIGNATURE_LONGEST);
    wm_test_ok(wm_pack_sign(&signing->source, pack, key, &buffer, &error), &error);
    snprintf(name, sizeof name, "%s/SIGNATURE", pack);
    wm_test_write(&signing->folder, name, buffer.data, buffer.length);
    wm_buffer_clear(&buffer);
}

static int setup(void **state) {
    struct signing *signing = test_calloc(1, sizeof *signing);
    struct wm_error error;
    uint8_t seed[WM_SEED_SIZE] = {1};
    wm_test_folder_make(&signing->folder);
    wm_test_write_text(&signing->folder, "frameworks/ladder/framework.lua", LADDER);
    wm_test_write_text(&signing->folder, "organisations/north/organisation.lua", NORTH);
    wm_test_write_text(&signing->folder, "organisations/north/_unused.lua", "return {}\n");
    wm_test_write_text(&signing->folder, "organisations/north/own/framework.lua", OWN);
    const char *roots[] = {signing->folder.path};
    wm_test_ok(wm_pack_folders_open(roots, 1, &signing->folders, &error), &error);
    signing->source = wm_pack_folders_source(signing->folders);
    wm_private_key_from_seed(seed, &signing->ours);
    seed[0] = 2;
    wm_private_key_from_seed(seed, &signing->theirs);
    signing->trusted[0].bytes[0] = 9;
    signing->trusted[1] = signing->ours.public_key;
    signing->trust = (struct wm_trust){signing->trusted, 2};
    sign_with(signing, "frameworks/ladder", &signing->ours);
    sign_with(signing, "organisations/north", &signing->ours);
    *state = signing;
    return 0;
}

static int teardown(void **state) {
    struct signing *signing = *state;
    wm_pack_folders_close(signing->folders);
    wm_test_folder_remove(&signing->folder);
    test_free(signing);
    return 0;
}

static enum wm_status build_from(const struct wm_pack_source *source, const struct wm_trust *trust, bool *ret_refused,
                                 struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    struct wm_signed_packs *packs = NULL;
    enum wm_status status = wm_signed_packs_open(source, trust, &packs, error);
    if (status != WM_OK)
        return status;
    struct wm_pack_source checked = wm_signed_packs_source(packs);
    struct wm_ruleset *ruleset = NULL;
    status = wm_pack_build(&checked, "north", NULL, &ruleset, error);
    if (status == WM_OK)
        status = wm_signed_packs_keep(packs, ruleset, error);
    *ret_refused = wm_signed_packs_refused(packs);
    wm_signed_packs_close(packs);
    if (status == WM_OK)
        *ret_ruleset = ruleset;
    else
        wm_ruleset_unref(ruleset);
    return status;
}

static struct wm_ruleset *build(struct signing *signing) {
    struct wm_error error;
    struct wm_ruleset *ruleset = NULL;
    bool refused = true;
    wm_test_ok(build_from(&signing->source, &signing->trust, &refused, &ruleset, &error), &error);
    assert_false(refused);
    return ruleset;
}

static struct wm_error refused(struct signing *signing, const char *reason, const char *where) {
    struct wm_error error;
    struct wm_ruleset *ruleset = NULL;
    bool by_signature = false;
    wm_test_fails(build_from(&signing->source, &signing->trust, &by_signature, &ruleset, &error), &error, WM_RULES,
                  reason);
    assert_string_equal(error.where, where);
    assert_true(by_signature);
    return error;
}

static void expect_wrong(struct signing *signing, const char *pack) {
    char where[128];
    snprintf(where, sizeof where, "%s/SIGNATURE", pack);
    struct wm_error error = refused(signing, "signature-wrong", where);
    assert_non_null(strstr(error.message, "sign it again"));
}

static void move(struct signing *signing, const char *from, const char *to) {
    assert_int_equal(renameat(signing->folder.descriptor, from, signing->folder.descriptor, to), 0);
}

static void drop(struct signing *signing, const char *name) {
    assert_int_equal(unlinkat(signing->folder.descriptor, name, 0), 0);
}

// --- what is signed ---

static void test_signed_packs_are_built(void **state) {
    struct signing *signing = *state;
    struct wm_error error;
    struct wm_ruleset *plain = NULL, *ruleset = build(signing);
    wm_test_ok(wm_pack_build(&signing->source, "north", NULL, &plain, &error), &error);
    assert_string_equal(ruleset->hash, plain->hash); // a signature is no part of the rules
    assert_int_equal(ruleset->file_count, 3);
    assert_int_equal(plain->beside_count, 0);
    assert_int_equal(ruleset->beside_count, 3);
    assert_string_equal(ruleset->beside[0].path, "frameworks/ladder/SIGNATURE");
    assert_string_equal(ruleset->beside[1].path, "organisations/north/SIGNATURE");
    assert_string_equal(ruleset->beside[2].path, "organisations/north/_unused.lua");
    wm_ruleset_unref(plain);
    wm_ruleset_unref(ruleset);
}

// From what is kept of a ruleset, the same is found again; and not from its files alone.
static void test_kept_sources_are_checked_again(void **state) {
    struct signing *signing = *state;
    struct wm_error error;
    struct wm_ruleset *ruleset = build(signing), *again = NULL;
    struct wm_ruleset_file all[6];
    bool by_signature = true;
    memcpy(all, ruleset->files, 3 * sizeof all[0]);
    memcpy(all + 3, ruleset->beside, 3 * sizeof all[0]);
    struct wm_pack_files kept = {all, 6};
    struct wm_pack_source source = wm_pack_files_source(&kept);
    wm_test_ok(build_from(&source, &signing->trust, &by_signature, &again, &error), &error);
    assert_string_equal(again->hash, ruleset->hash);
    assert_int_equal(again->beside_count, 3);
    assert_false(by_signature);
    wm_ruleset_unref(again);
    kept.count = 3;
    again = NULL;
    wm_test_fails(build_from(&source, &signing->trust, &by_signature, &again, &error), &error, WM_RULES,
                  "signature-missing");
    kept.count = 5; // without the file that nothing includes
    wm_test_fails(build_from(&source, &signing->trust, &by_signature, &again, &error), &error, WM_RULES,
                  "signature-wrong");
    assert_null(again);
    wm_ruleset_unref(ruleset);
}

static void test_whatever_key(void **state) {
    struct signing *signing = *state;
    struct wm_error error;
    struct wm_signed_packs *packs = NULL;
    struct wm_public_key key;
    sign_with(signing, "frameworks/ladder", &signing->theirs);
    const struct wm_trust anybody = {NULL, 0};
    wm_test_ok(wm_signed_packs_open(&signing->source, &anybody, &packs, &error), &error);
    wm_test_ok(wm_signed_packs_check(packs, "frameworks/ladder", &key, &error), &error);
    assert_true(wm_public_key_equal(&key, &signing->theirs.public_key));
    wm_test_ok(wm_signed_packs_check(packs, "organisations/north/own", &key, &error), &error); // with its organisation
    assert_true(wm_public_key_equal(&key, &signing->ours.public_key));
    wm_test_fails(wm_signed_packs_check(packs, "frameworks/none", &key, &error), &error, WM_NOT_FOUND,
                  "missing-folder");
    assert_false(wm_signed_packs_refused(packs));
    wm_signed_packs_close(packs);
}

// Whoever swaps a file between the check and the reading changes nothing any more.
static void test_what_was_checked_is_what_is_read(void **state) {
    struct signing *signing = *state;
    struct wm_error error;
    struct wm_signed_packs *packs = NULL;
    struct wm_buffer bytes;
    struct wm_public_key key;
    wm_test_ok(wm_signed_packs_open(&signing->source, &signing->trust, &packs, &error), &error);
    wm_test_ok(wm_signed_packs_check(packs, "frameworks/ladder", &key, &error), &error);
    wm_test_write_text(&signing->folder, "frameworks/ladder/framework.lua", "error(\"swapped\")\n");
    struct wm_pack_source source = wm_signed_packs_source(packs);
    wm_test_ok(source.read(source.context, "frameworks/ladder", "framework.lua", &bytes, &error), &error);
    assert_int_equal(bytes.length, strlen(LADDER));
    assert_memory_equal(bytes.data, LADDER, bytes.length);
    wm_buffer_clear(&bytes);
    wm_signed_packs_close(packs);
}

// --- what is refused ---

// None of it is executed: an error of its own would be told otherwise.
static void test_a_changed_file(void **state) {
    struct signing *signing = *state;
    wm_test_write_text(&signing->folder, "frameworks/ladder/framework.lua", "error(\"executed\")\n");
    expect_wrong(signing, "frameworks/ladder");
    wm_test_write_text(&signing->folder, "frameworks/ladder/framework.lua", LADDER "\n");
    expect_wrong(signing, "frameworks/ladder");
    wm_test_write_text(&signing->folder, "frameworks/ladder/framework.lua", LADDER);
    wm_ruleset_unref(build(signing));
    wm_test_write_text(&signing->folder, "organisations/north/organisation.lua", "error(\"executed\")\n");
    expect_wrong(signing, "organisations/north");
}

static void test_an_added_file(void **state) {
    struct signing *signing = *state;
    wm_test_write_text(&signing->folder, "frameworks/ladder/more.lua", "error(\"executed\")\n");
    expect_wrong(signing, "frameworks/ladder");
    move(signing, "frameworks/ladder/more.lua", "frameworks/ladder/_more.lua"); // which nothing includes
    expect_wrong(signing, "frameworks/ladder");
    move(signing, "frameworks/ladder/_more.lua", "frameworks/ladder/README"); // no rules
    wm_ruleset_unref(build(signing));
}

static void test_a_removed_file(void **state) {
    struct signing *signing = *state;
    drop(signing, "organisations/north/_unused.lua");
    expect_wrong(signing, "organisations/north");
    sign_with(signing, "organisations/north", &signing->ours);
    wm_ruleset_unref(build(signing));
    drop(signing, "frameworks/ladder/framework.lua");
    expect_wrong(signing, "frameworks/ladder");
}

static void test_a_renamed_file(void **state) {
    struct signing *signing = *state;
    move(signing, "organisations/north/_unused.lua", "organisations/north/_used.lua");
    expect_wrong(signing, "organisations/north");
}

// Two files that change their bytes with one another.
static void test_exchanged_files(void **state) {
    struct signing *signing = *state;
    wm_test_write_text(&signing->folder, "frameworks/ladder/a.lua", "-- a\n");
    wm_test_write_text(&signing->folder, "frameworks/ladder/b.lua", "-- b\n");
    sign_with(signing, "frameworks/ladder", &signing->ours);
    wm_ruleset_unref(build(signing));
    wm_test_write_text(&signing->folder, "frameworks/ladder/a.lua", "-- b\n");
    wm_test_write_text(&signing->folder, "frameworks/ladder/b.lua", "-- a\n");
    expect_wrong(signing, "frameworks/ladder");
}

static void test_frameworks_of_its_own(void **state) {
    struct signing *signing = *state;
    wm_test_write_text(&signing->folder, "organisations/north/own/framework.lua", OWN "-- changed\n");
    expect_wrong(signing, "organisations/north");
    wm_test_write_text(&signing->folder, "organisations/north/own/framework.lua", OWN);
    wm_test_write_text(&signing->folder, "organisations/north/another/framework.lua", "error(\"executed\")\n");
    expect_wrong(signing, "organisations/north");
    // A signature in the folder of such a one counts for nothing.
    wm_test_write_text(&signing->folder, "organisations/north/another/SIGNATURE", "");
    expect_wrong(signing, "organisations/north");
    drop(signing, "organisations/north/another/framework.lua");
    wm_ruleset_unref(build(signing));
    drop(signing, "organisations/north/own/framework.lua"); // one fewer is another meaning
    expect_wrong(signing, "organisations/north");
}

static void test_unsigned(void **state) {
    struct signing *signing = *state;
    drop(signing, "frameworks/ladder/SIGNATURE");
    struct wm_error error = refused(signing, "signature-missing", "frameworks/ladder/SIGNATURE");
    assert_non_null(strstr(error.message, "frameworks/ladder"));
    assert_non_null(strstr(error.message, "waymark rules sign"));
    drop(signing, "organisations/north/SIGNATURE");
    refused(signing, "signature-missing", "organisations/north/SIGNATURE");
}

static void test_a_key_that_is_not_trusted(void **state) {
    struct signing *signing = *state;
    char key[WM_PUBLIC_KEY_TEXT];
    sign_with(signing, "frameworks/ladder", &signing->theirs);
    struct wm_error error = refused(signing, "signature-untrusted", "frameworks/ladder/SIGNATURE");
    wm_public_key_text(&signing->theirs.public_key, key);
    assert_non_null(strstr(error.found, key));
    assert_non_null(strstr(error.expected, "2 trusted keys"));
    signing->trust = (struct wm_trust){signing->trusted + 1, 1};
    error = refused(signing, "signature-untrusted", "frameworks/ladder/SIGNATURE");
    wm_public_key_text(&signing->ours.public_key, key);
    assert_non_null(strstr(error.expected, key));
}

// Somebody writes a trusted key into a signature of their own.
static void test_a_key_that_did_not_sign(void **state) {
    struct signing *signing = *state;
    struct wm_buffer buffer;
    struct wm_error error;
    char key[WM_PUBLIC_KEY_TEXT];
    wm_buffer_init(&buffer, WM_SIGNATURE_LONGEST);
    wm_test_ok(wm_pack_sign(&signing->source, "frameworks/ladder", &signing->theirs, &buffer, &error), &error);
    wm_public_key_text(&signing->ours.public_key, key);
    char *place = strstr(buffer.data, "\nkey ");
    assert_non_null(place);
    memcpy(place + 5, key, 64);
    wm_test_write(&signing->folder, "frameworks/ladder/SIGNATURE", buffer.data, buffer.length);
    wm_buffer_clear(&buffer);
    error = refused(signing, "signature-wrong", "frameworks/ladder/SIGNATURE");
    assert_non_null(strstr(error.message, "the signature was changed"));
}

static void copy(struct signing *signing, const char *from, const char *to) {
    struct wm_buffer bytes;
    struct wm_error error;
    wm_test_ok(wm_file_read_at(signing->folder.descriptor, from, 1 << 20, &bytes, &error), &error);
    wm_test_write(&signing->folder, to, bytes.data, bytes.length);
    wm_buffer_clear(&bytes);
}

static void test_the_signature_of_another_pack(void **state) {
    struct signing *signing = *state;
    copy(signing, "organisations/north/SIGNATURE", "frameworks/ladder/SIGNATURE");
    struct wm_error error = refused(signing, "signature-wrong", "frameworks/ladder/SIGNATURE");
    assert_non_null(strstr(error.found, "organisations/north"));
    // Also where the files are the same: a pack is signed under its name.
    wm_test_write_text(&signing->folder, "frameworks/twin/framework.lua", LADDER);
    sign_with(signing, "frameworks/twin", &signing->ours);
    copy(signing, "frameworks/twin/SIGNATURE", "frameworks/ladder/SIGNATURE");
    error = refused(signing, "signature-wrong", "frameworks/ladder/SIGNATURE");
    assert_non_null(strstr(error.found, "frameworks/twin"));
}

// One that was good once, of files that have changed since and back to another state.
static void test_an_old_signature(void **state) {
    struct signing *signing = *state;
    copy(signing, "frameworks/ladder/SIGNATURE", "old");
    wm_test_write_text(&signing->folder, "frameworks/ladder/framework.lua", LADDER "-- 2\n");
    sign_with(signing, "frameworks/ladder", &signing->ours);
    wm_ruleset_unref(build(signing));
    copy(signing, "old", "frameworks/ladder/SIGNATURE");
    expect_wrong(signing, "frameworks/ladder");
}

static void test_no_signature_at_all(void **state) {
    struct signing *signing = *state;
    static const char large[WM_SIGNATURE_LONGEST + 1] = "waymark-signature 1\n";
    wm_test_write_text(&signing->folder, "frameworks/ladder/SIGNATURE", "");
    refused(signing, "signature-malformed", "frameworks/ladder/SIGNATURE:1");
    wm_test_write(&signing->folder, "frameworks/ladder/SIGNATURE", "\0\0\0", 3);
    refused(signing, "signature-malformed", "frameworks/ladder/SIGNATURE:1");
    wm_test_write(&signing->folder, "frameworks/ladder/SIGNATURE", large, sizeof large);
    refused(signing, "signature-malformed", "frameworks/ladder/SIGNATURE");
    char *huge = test_calloc(1, (2 << 20) + 1);
    wm_test_write(&signing->folder, "frameworks/ladder/SIGNATURE", huge, 2 << 20);
    test_free(huge);
    refused(signing, "signature-malformed", "frameworks/ladder/SIGNATURE");
}

static void test_links_and_folders(void **state) {
    struct signing *signing = *state;
    int folder = signing->folder.descriptor;
    move(signing, "frameworks/ladder/SIGNATURE", "good");
    assert_int_equal(symlinkat("../../good", folder, "frameworks/ladder/SIGNATURE"), 0);
    struct wm_error error = refused(signing, "signature-malformed", "frameworks/ladder/SIGNATURE");
    assert_non_null(strstr(error.found, "a link"));
    drop(signing, "frameworks/ladder/SIGNATURE");
    assert_int_equal(mkdirat(folder, "frameworks/ladder/SIGNATURE", 0777), 0);
    refused(signing, "signature-malformed", "frameworks/ladder/SIGNATURE");
    assert_int_equal(unlinkat(folder, "frameworks/ladder/SIGNATURE", AT_REMOVEDIR), 0);
    assert_int_equal(mkfifoat(folder, "frameworks/ladder/SIGNATURE", 0666), 0);
    refused(signing, "signature-malformed", "frameworks/ladder/SIGNATURE");
}

static void test_too_many_files(void **state) {
    struct signing *signing = *state;
    struct wm_error error;
    struct wm_buffer buffer;
    for (int i = 0; i <= 4096; i++) {
        char name[64];
        snprintf(name, sizeof name, "frameworks/many/f%d.lua", i);
        wm_test_write_text(&signing->folder, name, "");
    }
    wm_buffer_init(&buffer, WM_SIGNATURE_LONGEST);
    wm_test_fails(wm_pack_sign(&signing->source, "frameworks/many", &signing->ours, &buffer, &error), &error, WM_RULES,
                  "too-many");
    assert_int_equal(buffer.length, 0);
    wm_buffer_clear(&buffer);
}

// What is wrong with a pack that is signed is told as ever.
static void test_a_broken_pack(void **state) {
    struct signing *signing = *state;
    struct wm_error error;
    struct wm_ruleset *ruleset = NULL;
    bool by_signature = true;
    wm_test_write_text(&signing->folder, "frameworks/ladder/framework.lua", "framework \"ladder\" {\n");
    sign_with(signing, "frameworks/ladder", &signing->ours);
    wm_test_fails(build_from(&signing->source, &signing->trust, &by_signature, &ruleset, &error), &error, WM_RULES,
                  "syntax");
    assert_false(by_signature);
    wm_test_write_text(&signing->folder, "organisations/north/organisation.lua",
                       "organisation \"north\" { title = \"North\" }\nadopt \"lader\" {}\n");
    sign_with(signing, "organisations/north", &signing->ours);
    wm_test_fails(build_from(&signing->source, &signing->trust, &by_signature, &ruleset, &error), &error, WM_RULES,
                  "unknown-name");
    assert_string_equal(error.nearest, "ladder");
    assert_false(by_signature);
}

// --- memory ---

static enum wm_status build_once(void *context, struct wm_error *error) {
    struct signing *signing = context;
    struct wm_ruleset *ruleset = NULL;
    bool by_signature = false;
    enum wm_status status = build_from(&signing->source, &signing->trust, &by_signature, &ruleset, error);
    assert_false(by_signature);
    wm_ruleset_unref(ruleset);
    return status;
}

static enum wm_status sign_once(void *context, struct wm_error *error) {
    struct signing *signing = context;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, WM_SIGNATURE_LONGEST);
    enum wm_status status = wm_pack_sign(&signing->source, "organisations/north", &signing->ours, &buffer, error);
    wm_buffer_clear(&buffer);
    return status;
}

static void test_memory(void **state) {
    wm_test_each_allocation(sign_once, *state);
    wm_test_some_allocations(build_once, *state, 7);
}

#define SIGNED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(SIGNED(test_signed_packs_are_built), SIGNED(test_kept_sources_are_checked_again),
             SIGNED(test_whatever_key), SIGNED(test_what_was_checked_is_what_is_read), SIGNED(test_a_changed_file),
             SIGNED(test_an_added_file), SIGNED(test_a_removed_file), SIGNED(test_a_renamed_file),
             SIGNED(test_exchanged_files), SIGNED(test_frameworks_of_its_own), SIGNED(test_unsigned),
             SIGNED(test_a_key_that_is_not_trusted), SIGNED(test_a_key_that_did_not_sign),
             SIGNED(test_the_signature_of_another_pack), SIGNED(test_an_old_signature),
             SIGNED(test_no_signature_at_all), SIGNED(test_links_and_folders), SIGNED(test_too_many_files),
             SIGNED(test_a_broken_pack), SIGNED(test_memory))
