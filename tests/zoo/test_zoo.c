// SPDX-License-Identifier: MIT
// Each broken pack of this folder has exactly the findings that its file `expected` lists. WM_ZOO=write writes what is found
// now: read it before you keep it.
#include "engine/base/file.h"
#include "tests/zoo/zoo.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ZOO WM_TEST_SOURCES "/tests/zoo"
#define EXPECTED_MOST 65536
#define CASES_LEAST 60

static struct wm_error error;

static void write_expected(const char *path, const struct wm_buffer *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text->data, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
}

// The first line of `expected` names the pack to look at: "pack frameworks/zoo".
static bool check(const char *name) {
    char root[512], path[600], pack[128] = "";
    struct wm_buffer expected, found;
    snprintf(root, sizeof root, "%s/%s", ZOO, name);
    snprintf(path, sizeof path, "%s/expected", root);
    wm_test_ok(wm_file_read(path, EXPECTED_MOST, &expected, &error), &error);
    if (sscanf(expected.data, "pack %127s", pack) != 1)
        fail_msg("%s does not begin with \"pack NAME\"", path);
    wm_buffer_init(&found, EXPECTED_MOST);
    wm_buffer_printf(&found, "pack %s\n", pack);
    zoo_look_at_folder(root, pack, &found);
    bool same = strcmp(found.data, expected.data) == 0;
    const char *write = getenv("WM_ZOO");
    if (!same && write != NULL && strcmp(write, "write") == 0) {
        write_expected(path, &found);
        same = true;
    }
    if (!same)
        print_error("%s\n--- expected\n%s--- found\n%s\n", name, expected.data, found.data);
    wm_buffer_clear(&expected);
    wm_buffer_clear(&found);
    return same;
}

static void test_every_pack_has_its_findings(void **state) {
    (void)state;
    struct wm_arena arena;
    const char **names;
    size_t count, cases = 0, wrong = 0;
    int folder = open(ZOO, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(folder >= 0);
    wm_arena_init(&arena, 1 << 20);
    wm_test_ok(wm_file_list(folder, &arena, &names, &count, &error), &error);
    for (size_t i = 0; i < count; i++) {
        char path[300];
        snprintf(path, sizeof path, "%s/expected", names[i]);
        if (faccessat(folder, path, F_OK, 0) != 0)
            continue;
        cases++;
        wrong += check(names[i]) ? 0 : 1;
    }
    wm_arena_clear(&arena);
    close(folder);
    assert_true(cases >= CASES_LEAST);
    assert_int_equal(wrong, 0);
}

WM_TEST_MAIN(cmocka_unit_test(test_every_pack_has_its_findings))
