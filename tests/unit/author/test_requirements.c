// SPDX-License-Identifier: MIT
// The packs that ship: what their sources ask and no pack's own tests can say. Each test names its rows in
// rules/frameworks/COVERAGE.md.
#include "engine/author/eval.h"

#include "engine/author/meeting.h"
#include "engine/base/file.h"
#include "tests/unit/author/run.h"

#include <ctype.h>

static struct wm_pack_folders *folders;
static struct wm_pack_source source;
static struct wm_eval eval;
static struct wm_error error;

static int setup(void **state) {
    (void)state;
    static const char *const roots[] = {WM_TEST_SOURCES "/rules"};
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    source = wm_pack_folders_source(folders);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_eval_close(&eval);
    wm_pack_folders_close(folders);
    return 0;
}

// A framework, judged on 1 September 2026; the one before it is closed.
static const struct wm_framework *open_framework(const char *id) {
    static char pack[80]; // borrowed while it is open
    if (eval.framework != NULL && strcmp(eval.framework, id) == 0)
        return &eval.ruleset->frameworks[0];
    wm_eval_close(&eval);
    snprintf(pack, sizeof pack, "frameworks/%s", id);
    wm_test_ok(wm_eval_open(&eval, &source, pack, NULL, &error), &error);
    wm_test_ok(wm_day_parse("2026-09-01", 10, &eval.as_of, &error), &error);
    return &eval.ruleset->frameworks[0];
}

static const struct wm_level *level_of(const struct wm_framework *framework, const char *id) {
    char full[160];
    snprintf(full, sizeof full, "%s/%s", framework->id, id);
    const struct wm_level *level = wm_ruleset_level(eval.ruleset, full, strlen(full));
    assert_non_null(level);
    return level;
}

// Rows 31, 32: two sources draw their levels over bands of pay, and not in the same way: each keeps its own.
static void test_bands_of_each_source(void **state) {
    (void)state;
    static const struct {
        const char *framework, *level;
        int64_t point;
        const char *band;
    } rows[] = {
        {"sel-care-navigator", "level-1", 1, "Band 2/3"},    {"sel-care-navigator", "level-2", 2, "Band 3/4"},
        {"sel-care-navigator", "level-3", 3, "Band 4/5"},    {"sel-care-navigator", "level-4", 4, "Band 5/6"},
        {"hee-care-navigation", "essential", 3, "Band 3/4"}, {"hee-care-navigation", "enhanced", 4, "Band 4/5"},
        {"hee-care-navigation", "expert", 5, "Band 5/6"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct wm_framework *framework = open_framework(rows[i].framework);
        const struct wm_declaration *bands = wm_framework_find(framework, WM_DECLARED_SCALE, "afc-band-pair", 13);
        assert_non_null(bands);
        assert_string_equal(wm_scale_label(bands->scale, rows[i].point * WM_NUMBER_ONE), rows[i].band);
        const char *says = level_of(framework, rows[i].level)->says;
        assert_non_null(strstr(says, rows[i].band));
        for (uint32_t k = 0; k < bands->scale->count; k++) { // and no other
            if (strcmp(bands->scale->points[k].label, rows[i].band) != 0)
                assert_null(strstr(says, bands->scale->points[k].label));
        }
    }
}

// The last digit of a SNOMED CT identifier checks those before it, by Verhoeff's rule: a letter of the dihedral group of
// order ten for each, permuted by its place.
static unsigned multiply(unsigned a, unsigned b) {
    if (a < 5)
        return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
    return b < 5 ? 5 + (a - b) % 5 : (a - b + 5) % 5;
}

static unsigned permute(unsigned digit, size_t times) {
    static const unsigned once[] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    for (times %= 8; times > 0; times--)
        digit = once[digit];
    return digit;
}

static bool is_snomed(const char *digits) {
    unsigned check = 0;
    size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        if (!isdigit((unsigned char)digits[length - 1 - i]))
            return false;
        check = multiply(check, permute((unsigned)(digits[length - 1 - i] - '0'), i));
    }
    return length >= 6 && length <= 18 && check == 0;
}

// Rows 193, 194: the codes that contacts are recorded with are those that were printed, without a slip; and for a contact
// that came to nothing there is none.
static void test_codes_of_contacts(void **state) {
    (void)state;
    static const struct {
        const char *framework;
        uint32_t count;
        const char *ids[3];
    } rows[] = {
        {"nhse-care-coordinator", 1, {"sct-148481000000101"}},
        {"somerset-social-prescribing", 3, {"sct-871731000000106", "sct-871711000000103", "nil-return"}},
    };
    assert_false(is_snomed("148481000000102")); // another digit
    assert_false(is_snomed("148418000000101")); // two in the wrong order
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct wm_framework *framework = open_framework(rows[i].framework);
        assert_int_equal(framework->declaration_counts[WM_DECLARED_ACTIVITY], rows[i].count);
        for (uint32_t k = 0; k < rows[i].count; k++) {
            const struct wm_declaration *activity = &framework->declarations[WM_DECLARED_ACTIVITY][k];
            const bool coded = strncmp(rows[i].ids[k], "sct-", 4) == 0;
            assert_string_equal(activity->id, rows[i].ids[k]);
            assert_int_equal(is_snomed(activity->id + 4), coded);
            assert_int_equal(strstr(activity->says, "SNOMED CT") != NULL, coded);
            if (coded) // in its words as in its name
                assert_non_null(strstr(activity->says, activity->id + 4));
        }
    }
}

// Row 115: there is training by name for the lower half of the ladder, and none that teaches a competency of the upper half.
static void test_what_no_course_teaches(void **state) {
    (void)state;
    static const uint32_t taught[] = {3, 3, 0, 0};
    const struct wm_framework *framework = open_framework("sel-care-navigator");
    for (uint32_t number = 1; number <= 4; number++) {
        char level[16];
        uint32_t found = 0;
        snprintf(level, sizeof level, "level-%u", number);
        for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_COURSE]; i++) {
            const struct wm_codes *teaches = &framework->declarations[WM_DECLARED_COURSE][i].teaches;
            for (uint32_t k = 0; k < framework->declaration_counts[WM_DECLARED_COMPETENCY]; k++) {
                const struct wm_declaration *competency = &framework->declarations[WM_DECLARED_COMPETENCY][k];
                assert_int_equal(competency->level_count, 1);
                for (uint32_t m = 0; m < teaches->count && strcmp(competency->levels[0], level) == 0; m++)
                    found += teaches->codes[m] == competency->code;
            }
        }
        assert_int_equal(found, taught[number - 1]);
    }
}

static void check_desired(const struct wm_level *level, const char *id, const char *verdict) {
    char entry[120];
    struct wm_buffer reply;
    enum wm_outcome outcome;
    wm_buffer_init(&reply, 1048576);
    wm_test_ok(wm_eval_meet(&eval, level->id, NULL, 0, &error), &error);
    wm_test_ok(wm_eval_decide(&eval, level, false, &reply, &outcome, &error), &error);
    wm_buffer_byte(&reply, '\0');
    assert_int_equal(outcome, WM_OUTCOME_ELIGIBLE); // whatever is desired
    snprintf(entry, sizeof entry, "\"id\":\"%s\"", id);
    const char *desired = strstr(reply.data, "\"desired\":[");
    assert_non_null(desired);
    const char *found = strstr(desired, entry);
    assert_non_null(found);
    snprintf(entry, sizeof entry, "\"verdict\":\"%s\"", verdict);
    const char *says = strstr(found, "\"verdict\":");
    assert_non_null(says);
    if (strncmp(says, entry, strlen(entry)) != 0)
        fail_msg("%s of %s is %.20s, not %s", id, level->full, says, verdict);
    wm_buffer_clear(&reply);
    wm_eval_forget_all(&eval);
}

// Rows 67, 75, 202: what may help is reported, there or not, and is in nobody's way.
static void test_what_is_advised(void **state) {
    (void)state;
    static const struct {
        const char *framework, *gate, *desired, *kind, *subject;
    } rows[] = {
        {"nhse-care-coordinator", "take-referrals", "any", "training", "care-certificate"},
        {"nhse-care-coordinator", "take-referrals", "any", "experience", "entry-health-care"}, // who is not new
        {"arrs-roles", "recruit-link-worker", "any", "training", "motivational-coaching-training"},
        {"arrs-roles", "recruit-link-worker", "any", "experience", "motivational-coaching-experience"},
        {"arrs-roles", "recruit-health-coach", "any", "qualification", "coaching-counselling"},
        {"arrs-roles", "recruit-health-coach", "any", "experience", "coaching-counselling-experience"},
        {"arrs-roles", "recruit-health-coach", "experienced:non-clinical-coaching-experience", "experience",
         "non-clinical-coaching-experience"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char warning[200];
        const struct wm_eval_field fields[] = {{"on", "2026-03-02"}, {"outcome", "completed"}};
        const struct wm_level *gate = level_of(open_framework(rows[i].framework), rows[i].gate);
        check_desired(gate, rows[i].desired, "unmet");
        wm_test_ok(wm_eval_record(&eval, rows[i].kind, rows[i].subject, fields,
                                  strcmp(rows[i].kind, "training") == 0 ? 2 : 1, warning, &error),
                   &error);
        check_desired(gate, rows[i].desired, "met");
    }
}

// "framework/level/verb:subject": among the criteria of that level as the pack suggests them.
static void check_criterion(const char *framework, const char *level, const char *criterion) {
    struct wm_arena arena;
    struct wm_meeting_leaf *leaves;
    uint32_t count;
    bool found = false;
    wm_arena_init(&arena, 4194304);
    const struct wm_level *asking = level_of(open_framework(framework), level);
    wm_test_ok(wm_meeting_leaves(&arena, asking, eval.as_of, &leaves, &count, &error), &error);
    for (uint32_t i = 0; i < count && !found; i++)
        found = strcmp(leaves[i].leaf->id, criterion) == 0;
    if (!found)
        fail_msg("%s of the table is no criterion of %s", criterion, asking->full);
    wm_arena_clear(&arena);
}

// contrib/dev/check-coverage sees that the words of a criterion are there; that they are one is seen here.
static void test_criteria_of_the_table(void **state) {
    (void)state;
    struct wm_buffer table = {0};
    wm_test_ok(wm_file_read(WM_TEST_SOURCES "/rules/frameworks/COVERAGE.md", 1048576, &table, &error), &error);
    wm_buffer_byte(&table, '\0');
    unsigned count = 0;
    for (const char *at = strstr(table.data, "## 4.1"); at != NULL; at = strchr(at + 1, '`')) {
        char framework[64], level[64], criterion[96];
        int end = 0;
        if (sscanf(at, "`%63[a-z-]/%63[a-z0-9-]/%95[a-z0-9_:-]`%n", framework, level, criterion, &end) != 3 ||
            end == 0 || strchr(criterion, ':') == NULL)
            continue; // anything else
        check_criterion(framework, level, criterion);
        count++;
    }
    assert_true(count > 40);
    wm_buffer_clear(&table);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_bands_of_each_source), TEST(test_codes_of_contacts), TEST(test_what_no_course_teaches),
             TEST(test_what_is_advised), TEST(test_criteria_of_the_table))
