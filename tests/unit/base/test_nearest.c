// SPDX-License-Identifier: MIT
#include "engine/base/code.h"

#include "tests/support/test.h"

static void test_distance(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        int distance;
    } cases[] = {{"", "", 0},
                 {"", "abc", 3},
                 {"abc", "abc", 0},
                 {"abc", "abd", 1},
                 {"abc", "acb", 1},
                 {"abc", "ab", 1},
                 {"abc", "xabc", 1},
                 {"kitten", "sitting", 3},
                 {"ca", "abc", 3},
                 {"level", "levle", 1},
                 {"supervised", "supervisde", 1},
                 {"ab", "ba", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(wm_code_distance(cases[i].a, cases[i].b), cases[i].distance);
        assert_int_equal(wm_code_distance(cases[i].b, cases[i].a), cases[i].distance);
    }
    char a[400], b[400];
    memset(a, 'a', 399);
    memset(b, 'b', 399);
    a[399] = b[399] = '\0';
    assert_int_equal(wm_code_distance(a, b), 256); // only the beginning of what is longer
    assert_int_equal(wm_code_distance(a, a), 0);
}

static const char *nearest(const char *wanted, const char *const *names, size_t count) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, wanted);
    for (size_t i = 0; i < count; i++)
        wm_nearest_offer(&nearest, names[i]);
    return wm_nearest_name(&nearest);
}

static void test_nearest(void **state) {
    (void)state;
    static const char *const names[] = {"entry", "intermediate", "advanced", "wider-responsibilities"};
    assert_string_equal(nearest("entri", names, 4), "entry");
    assert_string_equal(nearest("wider-responsibility", names, 4), "wider-responsibilities");
    assert_string_equal(nearest("advance", names, 4), "advanced");
    assert_null(nearest("zzz", names, 4));
    assert_null(nearest("entry", names, 0));
    assert_null(nearest("", names, 4));
    // Up to a third of the letters may differ, and always one.
    static const char *const third[] = {"kittens-and-cats"};
    assert_string_equal(nearest("kittens-and-xxxxx", third, 1), "kittens-and-cats");
    assert_null(nearest("kittens-an-xxxxxx", third, 1));
    static const char *const shortest[] = {"ab"};
    assert_string_equal(nearest("ax", shortest, 1), "ab");
    assert_null(nearest("xy", shortest, 1));
    // Equally near: the order of the offers does not matter.
    static const char *const one[] = {"cat", "bat", "rat"};
    static const char *const two[] = {"rat", "cat", "bat"};
    assert_string_equal(nearest("xat", one, 3), "bat");
    assert_string_equal(nearest("xat", two, 3), "bat");
}

// Rules can offer very many long names: the search ends, and by what was offered, not by a clock.
static void test_bounded(void **state) {
    (void)state;
    char wanted[200], other[200];
    struct wm_nearest nearest;
    memset(wanted, 'w', sizeof wanted - 1);
    memset(other, 'o', sizeof other - 1);
    wanted[199] = other[199] = '\0';
    wm_nearest_init(&nearest, wanted);
    for (int i = 0; i < 1000; i++)
        wm_nearest_offer(&nearest, other);
    wm_nearest_offer(&nearest, wanted);
    assert_null(wm_nearest_name(&nearest));
    wm_nearest_init(&nearest, wanted);
    for (int i = 0; i < 50; i++)
        wm_nearest_offer(&nearest, other);
    wm_nearest_offer(&nearest, wanted);
    assert_string_equal(wm_nearest_name(&nearest), wanted);
}

WM_TEST_MAIN(cmocka_unit_test(test_bounded), cmocka_unit_test(test_distance), cmocka_unit_test(test_nearest))
