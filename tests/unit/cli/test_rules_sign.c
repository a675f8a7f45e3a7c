// SPDX-License-Identifier: MIT
// waymark rules keygen, sign, verify: what they write, print and refuse. What a signature is worth is tested in
// tests/unit/lang.
#include "tests/unit/cli/run.h"

#include "engine/base/digest.h"
#include "engine/base/sign.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct cli_run run;
static struct wm_test_folder folder;
static char key[128], public_key[128], pack[128];

static void call(const char *const *words) {
    cli_run_clear(&run);
    run = (struct cli_run){.words = words, .columns = 300};
    cli_run(&run);
}
#define CALL(...) call((const char *const[]){"rules", __VA_ARGS__, NULL})

static int setup(void **state) {
    (void)state;
    wm_test_folder_make(&folder);
    snprintf(key, sizeof key, "%s/key", folder.path);
    snprintf(public_key, sizeof public_key, "%s/key.pub", folder.path);
    snprintf(pack, sizeof pack, "%s/frameworks/ladder", folder.path);
    wm_test_write_text(&folder, "frameworks/ladder/framework.lua", "framework \"ladder\" { title = \"Ladder\" }\n");
    return 0;
}

static int teardown(void **state) {
    (void)state;
    cli_run_clear(&run);
    wm_test_folder_remove(&folder);
    return 0;
}

static void prints(const char *text) {
    if (run.out.data == NULL || strstr(run.out.data, text) == NULL)
        fail_msg("\"%s\" was not printed:\n%s", text, run.out.data);
}

static void refused(int status, const char *why) {
    assert_int_equal(run.status, status);
    if (strstr(run.complaints.data, why) == NULL)
        fail_msg("\"%s\" was not said:\n%s", why, run.complaints.data);
}

static void digits_of(const char *path, char digits[WM_PUBLIC_KEY_TEXT]) {
    struct wm_public_key read;
    struct wm_error error;
    wm_test_ok(wm_public_key_read(path, &read, &error), &error);
    wm_public_key_text(&read, digits);
}

static void expect_mode(const char *path, mode_t mode) {
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, mode);
}

static void test_a_key(void **state) {
    (void)state;
    char digits[WM_PUBLIC_KEY_TEXT];
    struct wm_private_key made;
    struct wm_error error;
    mode_t before = umask(0);
    CALL("keygen", key);
    umask(before);
    assert_int_equal(run.status, 0);
    expect_mode(key, 0600);
    expect_mode(public_key, 0666); // nobody's secret: as the umask has it
    digits_of(public_key, digits);
    prints(digits);
    wm_test_ok(wm_private_key_read(key, &made, &error), &error);
    char text[WM_PUBLIC_KEY_TEXT];
    wm_public_key_text(&made.public_key, text);
    assert_string_equal(text, digits); // they belong together
    char seed[65];
    wm_hex(made.seed, sizeof made.seed, seed);
    assert_null(strstr(run.out.data, seed));
    // Neither is overwritten, and nothing half made stays behind.
    CALL("keygen", key);
    refused(1, "is there already: nothing was written");
    digits_of(public_key, text);
    assert_string_equal(text, digits);
    assert_int_equal(unlink(key), 0);
    CALL("keygen", key);
    refused(1, "key.pub is there already");
    assert_int_equal(access(key, F_OK), -1);
    assert_int_equal(symlink("nowhere", key), 0);
    assert_int_equal(unlink(public_key), 0);
    CALL("keygen", key);
    refused(1, "key is there already");
    char path[160];
    snprintf(path, sizeof path, "%s/none/key", folder.path);
    CALL("keygen", path);
    refused(1, "No such file or directory");
}

static void test_signing_and_verifying(void **state) {
    (void)state;
    char digits[WM_PUBLIC_KEY_TEXT], text[600];
    CALL("keygen", key, "--json");
    digits_of(public_key, digits);
    snprintf(text, sizeof text, "{\"key\":\"%s\",\"private\":\"%s\",\"public\":\"%s\"}\n", digits, key, public_key);
    assert_string_equal(run.out.data, text);
    CALL("verify", pack);
    refused(1, "frameworks/ladder is not signed");
    CALL("sign", pack, "--key", key);
    assert_int_equal(run.status, 0);
    snprintf(text, sizeof text, "✓ frameworks/ladder is signed with the key %s\n", digits);
    assert_string_equal(run.out.data, text);
    CALL("verify", pack);
    assert_int_equal(run.status, 0);
    snprintf(text, sizeof text, "✓ frameworks/ladder is as it was signed with the key %s\n", digits);
    prints(text);
    prints("Anybody can make a key");
    CALL("verify", pack, "--key", public_key);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out.data, text);
    CALL("verify", pack, "--key", digits, "--json");
    snprintf(text, sizeof text, "{\"pack\":\"frameworks/ladder\",\"key\":\"%s\",\"compared\":true}\n", digits);
    assert_string_equal(run.out.data, text);
    CALL("verify", pack, "--json");
    prints("\"compared\":false}");
    wm_test_write_text(&folder, "frameworks/ladder/more.lua", "");
    CALL("verify", pack);
    refused(1, "frameworks/ladder: a file was changed, added, removed or renamed after it was signed");
    CALL("sign", pack, "--key", key, "--json"); // over the old one
    snprintf(text, sizeof text, "{\"pack\":\"frameworks/ladder\",\"key\":\"%s\",\"signature\":\"%s/SIGNATURE\"}\n",
             digits, pack);
    assert_string_equal(run.out.data, text);
    CALL("verify", pack);
    assert_int_equal(run.status, 0);
}

static void test_another_key(void **state) {
    (void)state;
    char other[160], other_public[170];
    snprintf(other, sizeof other, "%s/other", folder.path);
    snprintf(other_public, sizeof other_public, "%s.pub", other);
    CALL("keygen", key);
    CALL("keygen", other);
    CALL("sign", pack, "--key", other);
    CALL("verify", pack, "--key", public_key);
    refused(1, "is signed with a key that is not trusted");
    CALL("verify", pack, "--key", other_public);
    assert_int_equal(run.status, 0);
}

static void test_a_link_is_replaced(void **state) {
    (void)state;
    wm_test_write_text(&folder, "precious", "text");
    assert_int_equal(symlinkat("../../precious", folder.descriptor, "frameworks/ladder/SIGNATURE"), 0);
    CALL("keygen", key);
    CALL("verify", pack);
    refused(1, "cannot be read");
    CALL("sign", pack, "--key", key);
    assert_int_equal(run.status, 0);
    CALL("verify", pack);
    assert_int_equal(run.status, 0);
    struct stat about;
    assert_int_equal(fstatat(folder.descriptor, "precious", &about, 0), 0);
    assert_int_equal(about.st_size, 4);
}

static void test_an_organisation(void **state) {
    (void)state;
    char path[160];
    wm_test_write_text(&folder, "organisations/north/organisation.lua",
                       "organisation \"north\" { title = \"North\" }\n");
    wm_test_write_text(&folder, "organisations/north/own/framework.lua", "framework \"own\" { title = \"Own\" }\n");
    CALL("keygen", key);
    snprintf(path, sizeof path, "%s/organisations/north/own", folder.path);
    CALL("sign", path, "--key", key); // it is signed with its organisation
    refused(1, "is not the folder of a rule pack");
    snprintf(path, sizeof path, "%s/organisations/north", folder.path);
    CALL("sign", path, "--key", key);
    prints("organisations/north is signed");
    wm_test_write_text(&folder, "organisations/north/own/framework.lua", "framework \"own\" { title = \"New\" }\n");
    CALL("verify", path);
    refused(1, "organisations/north: a file was changed");
}

static void test_refusals(void **state) {
    (void)state;
    CALL("keygen", key);
    CALL("sign", pack);
    refused(2, "sign with what? --key FILE");
    CALL("sign", "--key", key);
    refused(2, "it takes DIR");
    CALL("sign", pack, "--key", public_key);
    refused(1, "a public key");
    CALL("verify", pack, "--key", key);
    refused(1, "a private key");
    CALL("verify", pack, "--key", "abc");
    refused(1, "there is no file abc");
    CALL("sign", "/nonexistent", "--key", key);
    refused(1, "there is no folder /nonexistent");
    assert_int_equal(chmod(key, 0640), 0);
    CALL("sign", pack, "--key", key);
    refused(1, "others than you may use this private key: chmod 600");
    refused(1, "mode 0640");
    CALL("verify", pack);
    refused(1, "is not signed"); // nothing was written
}

#define RUN(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(RUN(test_a_key), RUN(test_signing_and_verifying), RUN(test_another_key), RUN(test_a_link_is_replaced),
             RUN(test_an_organisation), RUN(test_refusals))
