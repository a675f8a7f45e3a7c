// SPDX-License-Identifier: MIT
// The packs that ship: Somerset held against the counts and ids of its source (somerset.json: facts only), its own tests
// and those of Northside, which adopts it.
#include "engine/author/meeting.h"

#include "engine/base/file.h"
#include "tests/unit/author/run.h"

#define SOMERSET "somerset-social-prescribing"

static struct wm_pack_folders *folders;
static struct wm_pack_source source;
static struct wm_ruleset *ruleset;
static const struct wm_framework *somerset;
static struct wm_json_reader *reader;
static struct wm_json facts;
static struct run_results run;
static struct wm_error error;

static int setup(void **state) {
    (void)state;
    const char *const roots[] = {WM_TEST_SOURCES "/rules"};
    struct wm_buffer bytes = {0};
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    source = wm_pack_folders_source(folders);
    wm_test_ok(wm_pack_build_framework(&source, SOMERSET, NULL, 0, NULL, &ruleset, &error), &error);
    somerset = &ruleset->frameworks[0];
    wm_test_ok(wm_json_reader_new(65536, 8, &reader, &error), &error);
    wm_test_ok(wm_file_read(WM_TEST_SOURCES "/tests/unit/author/somerset.json", 65536, &bytes, &error), &error);
    wm_test_ok(wm_json_parse_copy(reader, bytes.data, bytes.length, &facts, &error), &error);
    wm_buffer_clear(&bytes);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_json_reader_free(reader);
    wm_ruleset_unref(ruleset);
    wm_pack_folders_close(folders);
    return 0;
}

// Ids ----------------------------------------------------------------------------------------------------------------

static const struct wm_declaration *declared(enum wm_declared kind, const char *id) {
    return wm_framework_find(somerset, kind, id, strlen(id));
}

static bool ends_with_number(const char *id, char *stem, size_t size, wm_number *number) {
    const char *dash = strrchr(id, '-');
    if (dash == NULL || dash[1] < '0' || dash[1] > '9' || dash[2] != '\0')
        return false;
    snprintf(stem, size, "%.*s", (int)(dash - id), id);
    *number = (dash[1] - '0') * WM_NUMBER_ONE;
    return true;
}

static bool has_level(const char *id) {
    char full[160];
    snprintf(full, sizeof full, SOMERSET "/%s", id);
    return wm_ruleset_level(ruleset, full, strlen(full)) != NULL;
}

// A scale of the source is the Dreyfus scale, the anchors of a competency, or a band of pay.
static bool has_scale(const char *id) {
    if (strncmp(id, "anchors-", 8) == 0) {
        const struct wm_declaration *competency = declared(WM_DECLARED_COMPETENCY, id + 8);
        return competency != NULL && competency->anchors != NULL;
    }
    return declared(WM_DECLARED_SCALE, id) != NULL || declared(WM_DECLARED_PAY, id) != NULL;
}

static bool has_scale_point(const char *id) {
    char stem[160];
    wm_number value;
    if (!ends_with_number(id, stem, sizeof stem, &value))
        return false;
    const struct wm_declaration *dreyfus = declared(WM_DECLARED_SCALE, stem);
    if (dreyfus != NULL)
        return wm_scale_has(dreyfus->scale, value);
    const struct wm_declaration *competency = declared(WM_DECLARED_COMPETENCY, stem + strlen("anchor-"));
    for (uint32_t i = 0; competency != NULL && i < competency->scale->count; i++) {
        if (competency->scale->points[i].value == value)
            return competency->anchors[i] != NULL;
    }
    return false;
}

static bool has_pay_point(const char *id) {
    for (uint32_t i = 0; i < somerset->declaration_counts[WM_DECLARED_PAY]; i++) {
        const struct wm_declaration *pay = &somerset->declarations[WM_DECLARED_PAY][i];
        for (uint32_t k = 0; k < pay->pay_count; k++) {
            if (strcmp(pay->pay[k].label, id) == 0)
                return true;
        }
    }
    return false;
}

static const struct {
    const char *kind; // of the source
    int as[2];        // what it is declared as, or
    bool (*has)(const char *id);
} kinds[] = {
    {"level", {-1, -1}, has_level},
    {"domain", {WM_DECLARED_DOMAIN, -1}, NULL},
    {"competency", {WM_DECLARED_COMPETENCY, -1}, NULL},
    {"scale", {-1, -1}, has_scale},
    {"scale-point", {-1, -1}, has_scale_point},
    {"role", {WM_DECLARED_ROLE, -1}, NULL},
    {"course", {WM_DECLARED_COURSE, -1}, NULL},
    {"training-item", {WM_DECLARED_COURSE, WM_DECLARED_ITEM}, NULL},
    {"qualification", {WM_DECLARED_QUALIFICATION, -1}, NULL},
    {"attestation", {WM_DECLARED_ITEM, WM_DECLARED_SUPERVISION}, NULL},
    {"evidence-type", {WM_DECLARED_METHOD, -1}, NULL},
    {"assessor-role", {WM_DECLARED_CAPACITY, -1}, NULL},
    {"measure", {WM_DECLARED_MEASURE, -1}, NULL},
    {"activity-code", {WM_DECLARED_ACTIVITY, -1}, NULL},
    {"pay-point", {-1, -1}, has_pay_point},
    {"destination", {WM_DECLARED_DESTINATION, -1}, NULL},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static void check_kind(size_t at, struct wm_json ids) {
    struct wm_json_iterator iterator = wm_json_iterate(ids);
    struct wm_json value;
    while (wm_json_next(&iterator, NULL, &value)) {
        char id[160];
        struct wm_text text = wm_json_text(value);
        snprintf(id, sizeof id, "%.*s", (int)text.length, text.data);
        bool has = kinds[at].has != NULL && kinds[at].has(id);
        for (int i = 0; i < 2 && !has; i++)
            has = kinds[at].as[i] >= 0 && declared((enum wm_declared)kinds[at].as[i], id) != NULL;
        if (!has)
            fail_msg("the pack has no %s %s", kinds[at].kind, id);
    }
}

static void test_every_id_of_the_source(void **state) {
    (void)state;
    struct wm_json counts = wm_json_member(facts, "counts"), ids = wm_json_member(facts, "ids");
    assert_int_equal(wm_json_count(counts), KINDS);
    assert_int_equal(wm_json_count(ids), KINDS);
    for (size_t i = 0; i < KINDS; i++) {
        struct wm_json of_kind = wm_json_member(ids, kinds[i].kind);
        assert_int_equal(wm_json_count(of_kind), wm_json_integer(wm_json_member(counts, kinds[i].kind)));
        check_kind(i, of_kind);
    }
}

static uint32_t counted(const char *kind) {
    return (uint32_t)wm_json_integer(wm_json_member(wm_json_member(facts, "counts"), kind));
}

// … and nothing that the source does not have.
static void test_counts(void **state) {
    (void)state;
    const uint32_t *has = somerset->declaration_counts;
    uint32_t scale_points = somerset->declarations[WM_DECLARED_SCALE][0].scale->count, anchored = 0, pay_points = 0;
    for (uint32_t i = 0; i < has[WM_DECLARED_COMPETENCY]; i++) {
        const struct wm_declaration *competency = &somerset->declarations[WM_DECLARED_COMPETENCY][i];
        anchored += competency->anchors != NULL ? 1 : 0;
        scale_points += competency->anchors != NULL ? competency->scale->count : 0;
    }
    for (uint32_t i = 0; i < has[WM_DECLARED_PAY]; i++)
        pay_points += somerset->declarations[WM_DECLARED_PAY][i].pay_count;
    assert_int_equal(somerset->level_count, counted("level"));
    assert_int_equal(has[WM_DECLARED_DOMAIN], counted("domain"));
    assert_int_equal(has[WM_DECLARED_COMPETENCY], counted("competency"));
    assert_int_equal(has[WM_DECLARED_SCALE] + anchored + has[WM_DECLARED_PAY], counted("scale"));
    assert_int_equal(scale_points, counted("scale-point"));
    assert_int_equal(pay_points, counted("pay-point"));
    assert_int_equal(has[WM_DECLARED_ROLE], counted("role"));
    assert_int_equal(has[WM_DECLARED_COURSE] + has[WM_DECLARED_ITEM] + has[WM_DECLARED_SUPERVISION],
                     counted("course") + counted("training-item") + counted("attestation"));
    assert_int_equal(has[WM_DECLARED_QUALIFICATION], counted("qualification"));
    assert_int_equal(has[WM_DECLARED_METHOD], counted("evidence-type"));
    assert_int_equal(has[WM_DECLARED_CAPACITY], counted("assessor-role"));
    assert_int_equal(has[WM_DECLARED_MEASURE], counted("measure"));
    assert_int_equal(has[WM_DECLARED_ACTIVITY], counted("activity-code"));
    assert_int_equal(has[WM_DECLARED_DESTINATION], counted("destination"));
    assert_int_equal(has[WM_DECLARED_EXPERIENCE] + has[WM_DECLARED_RELATION], 0);
}

// Everything says what it is and where in the source it stands.
static void test_statements(void **state) {
    (void)state;
    for (int kind = 0; kind < WM_DECLARED_COUNT; kind++) {
        for (uint32_t i = 0; i < somerset->declaration_counts[kind]; i++) {
            const struct wm_declaration *declaration = &somerset->declarations[kind][i];
            if (declaration->title == NULL || declaration->says == NULL || declaration->source == NULL)
                fail_msg("%s lacks its title, statement or source section", declaration->id);
        }
    }
    for (uint32_t i = 0; i < somerset->level_count; i++) {
        assert_non_null(somerset->levels[i].says);
        assert_non_null(somerset->levels[i].source);
    }
    for (uint32_t i = 0; i < somerset->parameter_count; i++) {
        const struct wm_parameter *parameter = &somerset->parameters[i];
        if (parameter->says == NULL || parameter->source == NULL || !parameter->has_suggested || parameter->has_default)
            fail_msg("parameter %s: the source states no value, we suggest one and say so", parameter->id);
    }
}

// Tests --------------------------------------------------------------------------------------------------------------

static void check_covered(const struct wm_level *level, struct wm_arena *arena) {
    struct wm_meeting_leaf *leaves;
    uint32_t count;
    wm_test_ok(wm_meeting_leaves(arena, level, 0, &leaves, &count, &error), &error); // it has no editions
    assert_true(count > 0);
    assert_int_equal(count, level->leaf_count);
    bool met = false;
    for (uint32_t i = 0; i < run.count; i++)
        met =
            met || (strcmp(run.results[i].level, level->full) == 0 && strcmp(run.results[i].expected, "eligible") == 0);
    assert_true(met);
    for (uint32_t i = 0; i < count; i++) {
        char ending[200];
        bool covered = false;
        snprintf(ending, sizeof ending, ": without %s", leaves[i].leaf->id);
        for (uint32_t k = 0; k < run.count && !covered; k++) {
            const char *found = strstr(run.results[k].name, ending);
            covered = found != NULL && strcmp(found, ending) == 0 && strcmp(run.results[k].level, level->full) == 0;
        }
        if (!covered)
            fail_msg("no test takes %s away from %s", leaves[i].leaf->id, level->full);
    }
}

static void test_somerset(void **state) {
    (void)state;
    struct wm_arena arena;
    run_source(&source, "frameworks/" SOMERSET, NULL, &run);
    run_all_passed(&run);
    wm_arena_init(&arena, 1048576);
    for (uint32_t i = 0; i < somerset->level_count; i++)
        check_covered(&somerset->levels[i], &arena);
    wm_arena_clear(&arena);
}

static void test_northside(void **state) {
    (void)state;
    struct wm_ruleset *own;
    run_source(&source, "organisations/northside", NULL, &run);
    run_all_passed(&run);
    assert_true(run.count > 0);
    wm_test_ok(wm_pack_build(&source, "northside", NULL, &own, &error), &error);
    static const char id[] = "somerset-social-prescribing";
    const struct wm_framework *adopted = wm_ruleset_framework(own, id, sizeof id - 1);
    uint32_t unset = 0;
    for (uint32_t i = 0; i < adopted->parameter_count; i++) {
        const struct wm_parameter *parameter = &adopted->parameters[i];
        unset += parameter->origin == WM_ORIGIN_UNSET ? 1 : 0;
        assert_true((parameter->origin == WM_ORIGIN_UNSET) == (strcmp(parameter->id, "dreyfus-level-3") == 0));
    }
    assert_int_equal(unset, 1);
    wm_ruleset_unref(own);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_id_of_the_source, setup, teardown),
        cmocka_unit_test_setup_teardown(test_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_statements, setup, teardown),
        cmocka_unit_test_setup_teardown(test_somerset, setup, teardown),
        cmocka_unit_test_setup_teardown(test_northside, setup, teardown),
    };
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
