// SPDX-License-Identifier: MIT
// Packs that cannot be kept in a repository, or only badly: other line ends and encodings, links, huge files.
#include "tests/zoo/zoo.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PACK "frameworks/zoo"
#define MAIN PACK "/framework.lua"
#define HUGE_BYTES (5u * 1024 * 1024)

static const char good[] = "framework \"zoo\" { title = \"Zoo\" }\n"
                           "course \"hygiene\" { title = \"Hygiene\" }\n"
                           "level \"keeper\" { title = \"Keeper\", requires = trained \"hygiene\" }\n"
                           "test \"each thing a keeper needs\" { each_missing = \"keeper\" }\n";
static const char misspelt[] = "framework \"zoo\" { title = \"Zoo\" }\n"
                               "course \"hygiene\" { title = \"Hygiene\" }\n"
                               "level \"keeper\" { title = \"Keeper\", requires = {\n"
                               "  trained \"hygeine\",\n"
                               "} }\n";
static const char misspelt_found[] = "WM103 error " MAIN ":4\n"
                                     "  `trained`: the framework declares no course \"hygeine\"\n"
                                     "  Perhaps you mean: hygiene\n";

static struct wm_test_folder folder;

static int make(void **state) {
    (void)state;
    wm_test_folder_make(&folder);
    return 0;
}

static int unmake(void **state) {
    (void)state;
    wm_test_folder_remove(&folder);
    return 0;
}

static void finds(const char *expected) {
    struct wm_buffer found;
    wm_buffer_init(&found, 65536);
    wm_buffer_text(&found, "");
    zoo_look_at_folder(folder.path, PACK, &found);
    assert_string_equal(found.data, expected);
    wm_buffer_clear(&found);
}

// The text with something before it, and with other line ends.
static void write_as(const char *mark, const char *text, const char *line_end) {
    struct wm_buffer bytes;
    wm_buffer_init(&bytes, 65536);
    wm_buffer_text(&bytes, mark);
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            wm_buffer_text(&bytes, line_end);
        else
            wm_buffer_byte(&bytes, *text);
    }
    wm_test_write(&folder, MAIN, bytes.data, bytes.length);
    wm_buffer_clear(&bytes);
}

static void test_line_ends_and_marks_do_not_matter(void **state) {
    (void)state;
    static const char *const marks[] = {"", "\xef\xbb\xbf"}, *const line_ends[] = {"\n", "\r\n", "\r"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        for (size_t k = 0; k < sizeof line_ends / sizeof line_ends[0]; k++) {
            write_as(marks[i], good, line_ends[k]);
            finds("");
            write_as(marks[i], misspelt, line_ends[k]);
            finds(misspelt_found);
        }
    }
}

static void test_other_encodings(void **state) {
    (void)state;
    wm_test_write_text(&folder, MAIN,
                       "framework \"zoo\" { title = \"Zoo\" }\ncourse \"tea\" { title = \"Caf\xe9\" }\n");
    finds("WM122 error " MAIN ":2\n  the file is not UTF-8: save it in that encoding\n  Save the file as UTF-8\n");
    static const char utf16[] = "\xff\xfe"
                                "f\0r\0a\0m\0e\0";
    wm_test_write(&folder, MAIN, utf16, sizeof utf16 - 1);
    finds("WM122 error " MAIN ":1\n  the file is not UTF-8: save it in that encoding\n  Save the file as UTF-8\n");
}

static void test_bytes_that_are_no_text(void **state) {
    (void)state;
    wm_test_write(&folder, MAIN, "\x1bLua\x54\0\x19\x93", 8);
    finds("WM123 error " MAIN ":1\n  this is a compiled chunk: packs are text\n  Put the source text there instead\n");
    wm_test_write(&folder, MAIN, "", 0);
    finds("WM105 error " MAIN ":1\n  the pack declares no framework \"zoo\" { … }\n  Add what the message names\n");
    wm_test_write(&folder, MAIN, "course\0\"hygiene\"", 16);
    finds("WM101 error " MAIN ":1\n  syntax error\n"
          "  Look at the line and the one before it for a missing comma, quote or bracket\n");
}

static void test_files_of_many_bytes(void **state) {
    (void)state;
    char *bytes = wm_alloc(HUGE_BYTES);
    assert_non_null(bytes);
    memset(bytes, '\n', HUGE_BYTES);
    wm_test_write_text(&folder, MAIN, good);
    wm_test_write(&folder, PACK "/levels.lua", bytes, HUGE_BYTES);
    finds("WM119 error " PACK "/levels.lua:1\n  the file is larger than 64 KiB: split it\n"
          "  Split the file: all files of a pack run, in the order of their names\n");
    wm_test_write(&folder, PACK "/levels.lua", bytes, 65537);
    finds("WM119 error " PACK "/levels.lua:1\n  the file is larger than 64 KiB: split it\n"
          "  Split the file: all files of a pack run, in the order of their names\n");
    wm_test_write(&folder, PACK "/levels.lua", bytes, 65536);
    finds("");
    wm_free(bytes);
}

static void test_links_lead_nowhere(void **state) {
    (void)state;
    wm_test_write_text(&folder, MAIN, good);
    wm_test_write_text(&folder, "elsewhere.lua", "course \"secret\" { title = \"Secret\", tags = \"x\" }\n");
    assert_int_equal(symlinkat("../../elsewhere.lua", folder.descriptor, PACK "/more.lua"), 0);
    finds("WM124 error " PACK "/more.lua:1\n  more.lua is a link: links are not followed\n"
          "  Put the file itself there, not a link to it\n");
    assert_int_equal(unlinkat(folder.descriptor, PACK "/more.lua", 0), 0);
    assert_int_equal(symlinkat("/etc/passwd", folder.descriptor, PACK "/more.lua"), 0);
    finds("WM124 error " PACK "/more.lua:1\n  more.lua is a link: links are not followed\n"
          "  Put the file itself there, not a link to it\n");
    assert_int_equal(unlinkat(folder.descriptor, PACK "/more.lua", 0), 0);
    assert_int_equal(symlinkat("nowhere.lua", folder.descriptor, PACK "/more.lua"), 0);
    finds("WM124 error " PACK "/more.lua:1\n  more.lua is a link: links are not followed\n"
          "  Put the file itself there, not a link to it\n");
}

static void test_a_pack_that_is_a_link(void **state) {
    (void)state;
    wm_test_write_text(&folder, "elsewhere/framework.lua", good);
    assert_int_equal(mkdirat(folder.descriptor, "frameworks", 0700), 0);
    assert_int_equal(symlinkat("../elsewhere", folder.descriptor, PACK), 0);
    finds("WM124 error " PACK ":1\n  " PACK " is a link: links are not followed\n"
          "  Put the file itself there, not a link to it\n");
}

static void test_things_that_are_no_files(void **state) {
    (void)state;
    wm_test_write_text(&folder, MAIN, good);
    assert_int_equal(mkdirat(folder.descriptor, PACK "/levels.lua", 0700), 0);
    finds("WM129 error " PACK "/levels.lua:1\n  levels.lua is not a regular file\n  Rename it, or put a file there\n");
    assert_int_equal(unlinkat(folder.descriptor, PACK "/levels.lua", AT_REMOVEDIR), 0);
    assert_int_equal(mkfifoat(folder.descriptor, PACK "/levels.lua", 0600), 0);
    finds("WM129 error " PACK "/levels.lua:1\n  levels.lua is not a regular file\n  Rename it, or put a file there\n");
}

static void test_names_of_files(void **state) {
    (void)state;
    wm_test_write_text(&folder, MAIN, good);
    wm_test_write_text(&folder, PACK "/levels (copy).lua", "");
    finds("WM125 error " PACK "/levels (copy).lua:1\n"
          "  a file of a pack has a name of at most 56 letters, digits, `-`, `_` and `.`\n  Rename the file\n");
}

static void test_very_many_files(void **state) {
    (void)state;
    wm_test_write_text(&folder, MAIN, good);
    for (int i = 0; i < 256; i++) {
        char name[64];
        snprintf(name, sizeof name, PACK "/f%03d.lua", i);
        wm_test_write_text(&folder, name, "");
    }
    finds("WM117 error " PACK
          ":1\n  the pack has 257 files, more than 256\n  Split the pack, or narrow its selections\n");
    assert_int_equal(unlinkat(folder.descriptor, PACK "/f000.lua", 0), 0);
    finds("");
}

static void test_no_such_pack_is_an_error_of_the_caller(void **state) {
    (void)state;
    struct wm_pack_folders *folders;
    struct wm_lint_report report;
    struct wm_error error;
    const char *root = folder.path;
    wm_test_write_text(&folder, MAIN, good);
    wm_test_ok(wm_pack_folders_open(&root, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_test_fails(wm_lint_run(&source, "frameworks/zooo", NULL, &report, &error), &error, WM_NOT_FOUND,
                  "unknown-framework");
    assert_string_equal(error.nearest, "zoo");
    wm_test_fails(wm_lint_run(&source, "organisations/park", NULL, &report, &error), &error, WM_NOT_FOUND,
                  "unknown-organisation");
    wm_pack_folders_close(folders);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make, unmake)
WM_TEST_MAIN(IN_A_FOLDER(test_line_ends_and_marks_do_not_matter), IN_A_FOLDER(test_other_encodings),
             IN_A_FOLDER(test_bytes_that_are_no_text), IN_A_FOLDER(test_files_of_many_bytes),
             IN_A_FOLDER(test_links_lead_nowhere), IN_A_FOLDER(test_a_pack_that_is_a_link),
             IN_A_FOLDER(test_things_that_are_no_files), IN_A_FOLDER(test_names_of_files),
             IN_A_FOLDER(test_very_many_files), IN_A_FOLDER(test_no_such_pack_is_an_error_of_the_caller))
