// SPDX-License-Identifier: MIT
// The packs that ship, against the codebook that they are written from: of each framework and kind the number and the ids,
// none missing and none besides. codebook/codebook.csv has the ids, the table below the numbers.
#include "engine/base/file.h"
#include "engine/lang/pack.h"
#include "tests/support/test.h"

#include <ctype.h>
#include <stdio.h>

#define CODEBOOK WM_TEST_SOURCES "/tests/unit/author/codebook/codebook.csv"

enum { FRAMEWORKS = 5, KINDS = 18, ROWS_MOST = 2048, ID_LONGEST = 80 };

static const char *const frameworks[FRAMEWORKS] = {
    "sel-care-navigator", "hee-care-navigation", "nhse-care-coordinator", "somerset-social-prescribing", "arrs-roles",
};
static const struct {
    const char *kind;
    uint32_t counts[FRAMEWORKS], all;
} table[KINDS] = {
    {"level", {4, 3, 5, 5, 0}, 17},
    {"gate", {5, 2, 6, 0, 5}, 18},
    {"domain", {8, 9, 4, 21, 0}, 42},
    {"competency", {113, 115, 19, 136, 0}, 383},
    {"scale", {2, 3, 1, 10, 0}, 16},
    {"scale-point", {6, 10, 2, 42, 0}, 60},
    {"role", {0, 0, 3, 5, 3}, 11},
    {"course", {12, 3, 12, 102, 6}, 135},
    {"training-item", {24, 16, 38, 48, 9}, 135},
    {"qualification", {13, 10, 0, 1, 2}, 26},
    {"experience", {16, 16, 5, 0, 3}, 40},
    {"attestation", {109, 73, 17, 6, 27}, 232},
    {"evidence-type", {17, 4, 7, 4, 1}, 33},
    {"assessor-role", {5, 4, 2, 5, 3}, 19},
    {"measure", {0, 0, 2, 6, 3}, 11},
    {"activity-code", {0, 0, 1, 3, 0}, 4},
    {"pay-point", {0, 0, 0, 22, 0}, 22},
    {"destination", {4, 8, 3, 2, 0}, 17},
};
enum { ROWS = 1221 };

// Rows ----------------------------------------------------------------------------------------------------------------

struct row {
    int framework, kind; // places in the tables above
    char id[ID_LONGEST];
};
struct rows {
    struct row rows[ROWS_MOST];
    size_t count;
};

static struct rows codebook, found;
static uint32_t routes[FRAMEWORKS];
static struct wm_pack_folders *folders;
static struct wm_pack_source source;
static struct wm_error error;

static int place_of_framework(const char *id, size_t length) {
    for (int i = 0; i < FRAMEWORKS; i++) {
        if (strlen(frameworks[i]) == length && memcmp(frameworks[i], id, length) == 0)
            return i;
    }
    fail_msg("the codebook has a framework %.*s", (int)length, id);
    return -1;
}

static int place_of_kind(const char *kind, size_t length) {
    for (int i = 0; i < KINDS; i++) {
        if (strlen(table[i].kind) == length && memcmp(table[i].kind, kind, length) == 0)
            return i;
    }
    return -1;
}

static void add(struct rows *rows, int framework, int kind, const char *id, size_t length) {
    assert_true(rows->count < ROWS_MOST && length < ID_LONGEST && kind >= 0);
    struct row *row = &rows->rows[rows->count++];
    row->framework = framework;
    row->kind = kind;
    snprintf(row->id, sizeof row->id, "%.*s", (int)length, id);
}

static int compare(const void *left, const void *right) {
    const struct row *a = left, *b = right;
    if (a->framework != b->framework)
        return a->framework - b->framework;
    return a->kind != b->kind ? a->kind - b->kind : strcmp(a->id, b->id);
}

static bool has(const struct rows *rows, const struct row *row) {
    for (size_t i = 0; i < rows->count; i++) {
        if (compare(&rows->rows[i], row) == 0)
            return true;
    }
    return false;
}

static bool in_codebook(int framework, const char *kind, const char *id) {
    struct row row = {.framework = framework, .kind = place_of_kind(kind, strlen(kind))};
    snprintf(row.id, sizeof row.id, "%s", id);
    return has(&codebook, &row);
}

static void read_codebook(void) {
    struct wm_buffer bytes = {0};
    wm_test_ok(wm_file_read(CODEBOOK, 1 << 20, &bytes, &error), &error);
    const char *line = strchr(bytes.data, '\n') + 1; // the first names the columns
    while (*line != '\0') {
        size_t framework = strcspn(line, ",\n");
        const char *kind = line + framework + 1;
        size_t kind_length = strcspn(kind, ",\n");
        const char *id = kind + kind_length + 1;
        size_t id_length = strcspn(id, ",\n");
        add(&codebook, place_of_framework(line, framework), place_of_kind(kind, kind_length), id, id_length);
        assert_int_equal(id[id_length], '\n');
        line = id + id_length + 1;
    }
    wm_buffer_clear(&bytes);
}

// What a pack declares, as the codebook calls it ----------------------------------------------------------------------

// A tag that is a kind of the codebook says which; else its word does.
static const char *kind_of(const struct wm_declaration *declaration) {
    static const char *const kinds[WM_DECLARED_COUNT] = {
        [WM_DECLARED_DOMAIN] = "domain",
        [WM_DECLARED_COMPETENCY] = "competency",
        [WM_DECLARED_SCALE] = "scale",
        [WM_DECLARED_COURSE] = "course",
        [WM_DECLARED_ITEM] = "attestation",
        [WM_DECLARED_QUALIFICATION] = "qualification",
        [WM_DECLARED_EXPERIENCE] = "experience",
        [WM_DECLARED_ROLE] = "role",
        [WM_DECLARED_RELATION] = "attestation",
        [WM_DECLARED_CAPACITY] = "assessor-role",
        [WM_DECLARED_SUPERVISION] = "attestation",
        [WM_DECLARED_METHOD] = "evidence-type",
        [WM_DECLARED_MEASURE] = "measure",
        [WM_DECLARED_ACTIVITY] = "activity-code",
        [WM_DECLARED_PAY] = "scale",
        [WM_DECLARED_DESTINATION] = "destination",
    };
    for (uint32_t i = 0; i < declaration->tag_count; i++) {
        if (place_of_kind(declaration->tags[i], strlen(declaration->tags[i])) >= 0)
            return declaration->tags[i];
    }
    return kinds[declaration->declared];
}

// How an item may be verified is a column of the codebook, not a row.
static bool is_route(const struct wm_declaration *declaration) {
    bool route = false;
    for (uint32_t i = 0; i < declaration->tag_count && declaration->declared == WM_DECLARED_METHOD; i++)
        route = route || strcmp(declaration->tags[i], "route") == 0;
    return route;
}

static void note(int framework, const char *kind, const char *id) {
    add(&found, framework, place_of_kind(kind, strlen(kind)), id, strlen(id));
}

// "dreyfus-3", or by what the point is called: "band-3-4" of "Band 3/4".
static void note_points(int framework, const char *stem, const struct wm_scale *scale) {
    for (uint32_t i = 0; i < scale->count; i++) {
        char id[ID_LONGEST], number[32];
        wm_number_format(scale->points[i].value, number);
        snprintf(id, sizeof id, "%s-%s", stem, number);
        if (!in_codebook(framework, "scale-point", id)) {
            snprintf(id, sizeof id, "%s", scale->points[i].label);
            for (char *at = id; *at != '\0'; at++) {
                if (*at == ' ' || *at == '/')
                    *at = '-';
                else if (*at >= 'A' && *at <= 'Z')
                    *at = (char)tolower(*at);
            }
        }
        note(framework, "scale-point", id);
    }
}

static void note_declaration(int framework, const struct wm_declaration *declaration) {
    if (is_route(declaration)) {
        routes[framework]++;
        return;
    }
    note(framework, kind_of(declaration), declaration->id);
    if (declaration->declared == WM_DECLARED_SCALE)
        note_points(framework, declaration->id, declaration->scale);
    if (declaration->anchors != NULL) { // they are a scale of their own there
        char stem[ID_LONGEST];
        snprintf(stem, sizeof stem, "anchors-%s", declaration->id);
        note(framework, "scale", stem);
        snprintf(stem, sizeof stem, "anchor-%s", declaration->id);
        note_points(framework, stem, declaration->scale);
    }
    for (uint32_t i = 0; i < declaration->pay_count; i++)
        note(framework, "pay-point", declaration->pay[i].label);
}

static void read_pack(int place) {
    struct wm_ruleset *ruleset = NULL;
    wm_test_ok(wm_pack_build_framework(&source, frameworks[place], NULL, 0, NULL, &ruleset, &error), &error);
    const struct wm_framework *framework = &ruleset->frameworks[0];
    for (uint32_t i = 0; i < framework->level_count; i++)
        note(place, framework->levels[i].gate ? "gate" : "level", framework->levels[i].id);
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        for (uint32_t i = 0; i < framework->declaration_counts[declared]; i++)
            note_declaration(place, &framework->declarations[declared][i]);
    }
    wm_ruleset_unref(ruleset);
}

// Tests --------------------------------------------------------------------------------------------------------------

static uint32_t count(const struct rows *rows, int framework, int kind) {
    uint32_t counted = 0;
    for (size_t i = 0; i < rows->count; i++)
        counted += rows->rows[i].framework == framework && rows->rows[i].kind == kind ? 1 : 0;
    return counted;
}

static void test_the_copy_is_whole(void **state) {
    (void)state;
    assert_int_equal(codebook.count, ROWS);
    uint32_t all = 0;
    for (int kind = 0; kind < KINDS; kind++) {
        uint32_t of_kind = 0;
        for (int framework = 0; framework < FRAMEWORKS; framework++) {
            assert_int_equal(count(&codebook, framework, kind), table[kind].counts[framework]);
            of_kind += table[kind].counts[framework];
        }
        assert_int_equal(of_kind, table[kind].all);
        all += of_kind;
    }
    assert_int_equal(all, ROWS);
    for (size_t i = 0; i < codebook.count; i++) { // each id once in its framework
        for (size_t k = 0; k < i; k++)
            assert_false(codebook.rows[i].framework == codebook.rows[k].framework &&
                         strcmp(codebook.rows[i].id, codebook.rows[k].id) == 0);
    }
}

static size_t tell(const char *what, const struct rows *in, const struct rows *not_in) {
    size_t told = 0;
    for (size_t i = 0; i < in->count; i++) {
        const struct row *row = &in->rows[i];
        if (has(not_in, row))
            continue;
        print_error("%s: %s %s %s\n", frameworks[row->framework], what, table[row->kind].kind, row->id);
        told++;
    }
    return told;
}

static void test_every_id_and_no_other(void **state) {
    (void)state;
    size_t missing = tell("the pack has no", &codebook, &found),
           besides = tell("the codebook has no", &found, &codebook);
    assert_int_equal(missing, 0);
    assert_int_equal(besides, 0);
}

static void test_how_many_of_each_kind(void **state) {
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        for (int framework = 0; framework < FRAMEWORKS; framework++) {
            uint32_t counted = count(&found, framework, kind);
            if (counted != table[kind].counts[framework])
                fail_msg("%s has %u of the kind %s, the codebook %u", frameworks[framework], counted, table[kind].kind,
                         table[kind].counts[framework]);
        }
    }
    assert_int_equal(found.count, ROWS);
}

// Interview, application, test: printed behind the items of one framework's person specifications.
static void test_routes_of_verification(void **state) {
    (void)state;
    for (int framework = 0; framework < FRAMEWORKS; framework++)
        assert_int_equal(routes[framework], framework == 0 ? 3 : 0);
}

static int setup(void **state) {
    (void)state;
    const char *const roots[] = {WM_TEST_SOURCES "/rules"};
    codebook.count = found.count = 0;
    memset(routes, 0, sizeof routes);
    read_codebook();
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    source = wm_pack_folders_source(folders);
    for (int i = 0; i < FRAMEWORKS; i++)
        read_pack(i);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_pack_folders_close(folders);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_copy_is_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(test_every_id_and_no_other, setup, teardown),
        cmocka_unit_test_setup_teardown(test_how_many_of_each_kind, setup, teardown),
        cmocka_unit_test_setup_teardown(test_routes_of_verification, setup, teardown),
    };
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
