// SPDX-License-Identifier: MIT
// labels: threads
// cohort.query, matrix, gaps and expiring, held against asking about each person. Their pages: test_cohort_pages.c.
#include "api/methods/cohort.h"

#include "tests/unit/methods/people.h"

#include <stdio.h>
#include <string.h>

#define DAY "2026-07-01"

static const char *const levels[] = {"tiny/entry", "tiny/skilled", "tiny/senior",
                                     "tiny/alone", "tiny/all",     "tiny/empty"};
enum { LEVELS = sizeof levels / sizeof levels[0] };

static struct wm_json check(struct fixture *fixture, int person, const char *level) {
    char params[200];
    snprintf(params, sizeof params, "{\"person\":\"p-%02d\",\"level\":\"%s\",\"as_of\":\"" DAY "\"}", person, level);
    return fixture_ask(fixture, "eligibility.check", params);
}

// --- query ---

struct expected { // of one person, as eligibility.check answers
    char outcome[20], until[16], changes_to[20];
    int64_t unmet;
    char ids[4][60]; // the first of them
};

static void ask_each(struct fixture *fixture, const char *level, struct expected expected[PEOPLE]) {
    for (int i = 0; i < PEOPLE; i++) {
        struct wm_json decision = check(fixture, i, level);
        struct wm_json unmet = fixture_at(decision, "unmet"), one;
        struct wm_json_iterator iterator = wm_json_iterate(unmet);
        expected[i] = (struct expected){.unmet = (int64_t)wm_json_count(unmet)};
        text_of(decision, "outcome", expected[i].outcome, sizeof expected[i].outcome);
        text_of(decision, "until", expected[i].until, sizeof expected[i].until);
        text_of(decision, "changes_to", expected[i].changes_to, sizeof expected[i].changes_to);
        for (size_t k = 0; k < 4 && wm_json_next(&iterator, NULL, &one); k++)
            text_of(one, "id", expected[i].ids[k], sizeof expected[i].ids[k]);
    }
}

static bool lapses(const struct expected *expected, const char *last) {
    return strcmp(expected->outcome, "eligible") == 0 && expected->until[0] != '\0' &&
           strcmp(expected->until, last) <= 0;
}

static bool is_sought(const struct expected *expected, const char *sought) {
    if (strcmp(sought, "") == 0 || strcmp(sought, expected->outcome) == 0)
        return true;
    if (strcmp(sought, "lapsing") == 0)
        return lapses(expected, "2026-09-29"); // ninety days
    return strcmp(sought, "near") == 0 && strcmp(expected->outcome, "not-eligible") == 0 && expected->unmet <= 3;
}

static void match_is(struct wm_json match, int person, const struct expected *expected, bool near) {
    char text[60], id[20];
    snprintf(id, sizeof id, "p-%02d", person);
    fixture_text_is(match, "person", id);
    fixture_text_is(match, "outcome", expected->outcome);
    text_of(match, "until", text, sizeof text);
    assert_string_equal(text, expected->until);
    text_of(match, "changes_to", text, sizeof text);
    assert_string_equal(text, expected->changes_to);
    bool unmet = strcmp(expected->outcome, "not-eligible") == 0;
    assert_int_equal(fixture_has(match, "unmet"), unmet);
    if (unmet)
        assert_int_equal(fixture_integer(match, "unmet"), expected->unmet);
    assert_int_equal(fixture_has(match, "ids"), near);
    for (int64_t i = 0; near && i < expected->unmet; i++) {
        snprintf(text, sizeof text, "ids[%d]", (int)i);
        fixture_text_is(match, text, expected->ids[i]);
    }
}

// How many were listed.
static size_t query_is(struct fixture *fixture, const char *level, const char *sought,
                       const struct expected expected[PEOPLE]) {
    char params[200];
    int64_t outcomes[3] = {0};
    snprintf(params, sizeof params, "{\"level\":\"%s\",\"as_of\":\"" DAY "\"%s%s%s}", level,
             sought[0] != '\0' ? ",\"outcome\":\"" : "", sought, sought[0] != '\0' ? "\"" : "");
    struct wm_json result = fixture_ask(fixture, "cohort.query", params);
    struct wm_json_iterator iterator = wm_json_iterate(fixture_at(result, "list"));
    struct wm_json match;
    size_t count = 0;
    for (int i = 0; i < PEOPLE; i++) {
        outcomes[strcmp(expected[i].outcome, "eligible") == 0        ? 1
                 : strcmp(expected[i].outcome, "indeterminate") == 0 ? 2
                                                                     : 0]++;
        if (!is_sought(&expected[i], sought))
            continue;
        assert_true(wm_json_next(&iterator, NULL, &match));
        match_is(match, i, &expected[i], strcmp(sought, "near") == 0);
        count++;
    }
    assert_false(wm_json_next(&iterator, NULL, &match));
    assert_int_equal(fixture_integer(result, "people"), PEOPLE);
    assert_int_equal(fixture_integer(result, "count"), count);
    assert_true(fixture_true(result, "complete"));
    assert_int_equal(fixture_integer(result, "levels[0].not-eligible"), outcomes[0]);
    assert_int_equal(fixture_integer(result, "levels[0].eligible"), outcomes[1]);
    assert_int_equal(fixture_integer(result, "levels[0].indeterminate"), outcomes[2]);
    return count;
}

static void test_query_is_asking_each(void **state) {
    struct fixture *fixture = *state;
    static const char *const soughts[] = {"", "eligible", "not-eligible", "indeterminate", "lapsing", "near"};
    size_t listed[sizeof soughts / sizeof soughts[0]] = {0};
    make_people(fixture);
    for (size_t i = 0; i < LEVELS; i++) {
        struct expected expected[PEOPLE];
        ask_each(fixture, levels[i], expected);
        for (size_t k = 0; k < sizeof soughts / sizeof soughts[0]; k++)
            listed[k] += query_is(fixture, levels[i], soughts[k], expected);
    }
    for (size_t k = 0; k < sizeof soughts / sizeof soughts[0]; k++)
        assert_true(listed[k] > 0); // each was tried on somebody
}

static void test_bounds_of_a_query(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    int64_t before = 0;
    for (int days = 0; days <= 400; days += 100) {
        char params[200];
        snprintf(params, sizeof params,
                 "{\"level\":\"tiny/entry\",\"as_of\":\"" DAY "\",\"outcome\":\"lapsing\",\"within\":%d}", days);
        struct wm_json result = fixture_ask(fixture, "cohort.query", params);
        int64_t count = fixture_integer(result, "count");
        assert_int_equal(fixture_integer(result, "within"), days);
        assert_true(count >= before);
        before = count;
    }
    assert_true(before > 0);
    struct wm_json result = fixture_ask(
        fixture, "cohort.query", "{\"level\":\"tiny/skilled\",\"as_of\":\"" DAY "\",\"outcome\":\"near\",\"unmet\":1}");
    assert_int_equal(fixture_integer(result, "unmet"), 1);
    assert_true(fixture_integer(result, "count") > 0);
    assert_int_equal(wm_json_count(fixture_at(result, "list[0].ids")), 1);
    result = fixture_ask(fixture, "cohort.query", "{\"level\":\"tiny/entry\",\"outcome\":\"near\",\"unmet\":0}");
    assert_int_equal(fixture_integer(result, "count"), 0);
}

// --- matrix ---

static void test_matrix_of_levels(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    char *matrix =
        fixture_json(fixture_ask(fixture, "cohort.matrix", "{\"framework\":\"tiny\",\"as_of\":\"" DAY "\"}"));
    struct wm_json_reader *reader = NULL;
    struct wm_json result;
    struct wm_error error;
    size_t held = 0, lapsing = 0;
    wm_test_ok(wm_json_reader_new(1 << 20, 32, &reader, &error), &error);
    wm_test_ok(wm_json_parse_copy(reader, matrix, strlen(matrix), &result, &error), &error);
    for (int i = 0; i < PEOPLE; i++) {
        char params[200], path[60], text[20];
        snprintf(params, sizeof params, "{\"person\":\"p-%02d\",\"as_of\":\"" DAY "\"}", i);
        struct wm_json standing = fixture_ask(fixture, "eligibility.standing", params);
        for (int k = 0; k < LEVELS; k++) {
            snprintf(path, sizeof path, "list[%d].cells[%d]", i, k);
            struct wm_json cell = fixture_at(result, path);
            snprintf(path, sizeof path, "levels[%d]", k);
            struct wm_json level = fixture_at(standing, path);
            text_of(level, "level", params, sizeof params);
            fixture_text_is(fixture_at(result, path), "level", params);
            text_of(level, "outcome", text, sizeof text);
            fixture_text_is(cell, "outcome", text);
            assert_int_equal(fixture_has(cell, "until"), fixture_has(level, "until") && strcmp(text, "eligible") == 0);
            assert_int_equal(fixture_true(level, "held"), fixture_true(cell, "held"));
            assert_int_equal(fixture_true(level, "lapsing"), fixture_true(cell, "lapsing"));
            held += fixture_true(cell, "held");
            lapsing += fixture_true(cell, "lapsing");
        }
    }
    assert_int_equal(held, fixture_integer(result, "levels[1].held"));
    assert_int_equal(held, PEOPLE / 4);
    assert_true(lapsing > 0);
    wm_json_reader_free(reader);
    wm_free(matrix);
}

static void rate(struct fixture *fixture, const char *on, const char *rest) {
    char record[300];
    snprintf(record, sizeof record,
             "{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"on\":\"%s\",\"by\":\"pat\",%s}", on, rest);
    (void)fixture_record(fixture, "amara", record);
}

// The cell of amara's listening on that day, as JSON.
static void cell_is(struct fixture *fixture, const char *day, const char *cell) {
    char params[200];
    snprintf(params, sizeof params, "{\"framework\":\"tiny\",\"of\":\"competencies\",\"as_of\":\"%s\"}", day);
    struct wm_json result = fixture_ask(fixture, "cohort.matrix", params);
    fixture_text_is(result, "competencies[0].competency", "listening");
    char *found = fixture_json(fixture_at(result, "list[0].cells[0]"));
    assert_string_equal(found, cell);
    wm_free(found);
}

static void test_matrix_of_competencies(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    rate(fixture, "2026-01-10", "\"value\":2,\"as\":\"lead\"");
    rate(fixture, "2026-02-10", "\"value\":4,\"as\":\"lead\",\"until\":\"2026-03-10\"");
    rate(fixture, "2026-02-20", "\"value\":5,\"as\":\"lead\",\"outcome\":\"formative\"");
    rate(fixture, "2026-02-21", "\"value\":5,\"as\":\"self\"");
    (void)fixture_record(fixture, "amara",
                         "{\"kind\":\"signoff\",\"subject\":\"tiny/listening\",\"on\":\"2025-06-01\",\"by\":\"pat\","
                         "\"as\":\"lead\",\"until\":\"2025-12-31\"}");
    (void)fixture_record(fixture, "amara",
                         "{\"kind\":\"signoff\",\"subject\":\"tiny/listening\",\"on\":\"2025-07-01\",\"by\":\"pat\","
                         "\"as\":\"lead\",\"outcome\":\"declined\"}");
    cell_is(fixture, "2025-05-31", "null");
    cell_is(fixture, "2025-06-01", "{\"on\":\"2025-06-01\",\"signed_off\":true,\"until\":\"2025-12-31\"}");
    cell_is(fixture, "2025-12-31", "{\"on\":\"2025-06-01\",\"signed_off\":true,\"until\":\"2025-12-31\"}");
    cell_is(fixture, "2026-01-01", "null");
    cell_is(fixture, "2026-01-10", "{\"on\":\"2026-01-10\",\"value\":2}");
    cell_is(fixture, "2026-03-10", "{\"on\":\"2026-02-10\",\"until\":\"2026-03-10\",\"value\":4}");
    cell_is(fixture, "2026-03-11", "{\"on\":\"2026-01-10\",\"value\":2}"); // the older one counts again
    struct wm_json result = fixture_ask(fixture, "cohort.matrix",
                                        "{\"framework\":\"tiny\",\"of\":\"competencies\",\"level\":\"tiny/skilled\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "competencies")), 1);
    assert_int_equal(fixture_integer(result, "competencies[0].assessed"), 1);
    result = fixture_ask(fixture, "cohort.matrix",
                         "{\"framework\":\"tiny\",\"of\":\"competencies\",\"level\":\"tiny/all\"}");
    fixture_text_is(result, "competencies[1].competency", "speaking"); // assessed; listening is evidenced
    assert_int_equal(wm_json_count(fixture_at(result, "competencies")), 2);
}

// --- gaps ---

enum { TALLIES = 64 };

struct tally { // of one criterion, as eligibility.check answers about each
    const char *level;
    char id[80];
    int64_t people, only, unknown;
};

static struct tally *tally_of(struct tally tallies[TALLIES], const char *level, const char *id) {
    for (size_t i = 0; i < TALLIES; i++) {
        if (tallies[i].level == NULL) {
            tallies[i].level = level;
            snprintf(tallies[i].id, sizeof tallies[i].id, "%s", id);
        }
        if (strcmp(tallies[i].level, level) == 0 && strcmp(tallies[i].id, id) == 0)
            return &tallies[i];
    }
    fail_msg("there are too many criteria");
    return NULL;
}

static void count(struct tally tallies[TALLIES], const char *level, struct wm_json decision) {
    struct wm_json unmet = fixture_at(decision, "unmet"), unknown = fixture_at(decision, "unknown"), one;
    char id[80];
    for (struct wm_json_iterator i = wm_json_iterate(unmet); wm_json_next(&i, NULL, &one);) {
        text_of(one, "id", id, sizeof id);
        tally_of(tallies, level, id)->people++;
        tally_of(tallies, level, id)->only += wm_json_count(unmet) == 1;
    }
    for (struct wm_json_iterator i = wm_json_iterate(unknown); wm_json_next(&i, NULL, &one);) {
        text_of(one, "id", id, sizeof id);
        tally_of(tallies, level, id)->unknown++;
    }
}

static void test_gaps_are_asking_each(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    char *gaps = fixture_json(fixture_ask(fixture, "cohort.gaps", "{\"framework\":\"tiny\",\"as_of\":\"" DAY "\"}"));
    struct wm_json_reader *reader = NULL;
    struct wm_json result, gap;
    struct wm_error error;
    int64_t before = PEOPLE, doubted = 0, alone = 0, met = 0, criteria = 0;
    static struct tally tallies[TALLIES];
    memset(tallies, 0, sizeof tallies);
    for (size_t i = 0; i < LEVELS; i++) {
        for (int k = 0; k < PEOPLE; k++)
            count(tallies, levels[i], check(fixture, k, levels[i]));
    }
    while (criteria < TALLIES && tallies[criteria].level != NULL)
        criteria++;
    wm_test_ok(wm_json_reader_new(1 << 20, 32, &reader, &error), &error);
    wm_test_ok(wm_json_parse_copy(reader, gaps, strlen(gaps), &result, &error), &error);
    struct wm_json_iterator iterator = wm_json_iterate(fixture_at(result, "list"));
    while (wm_json_next(&iterator, NULL, &gap)) {
        char level[60], id[80];
        int64_t people = fixture_integer(gap, "people");
        text_of(gap, "level", level, sizeof level);
        text_of(gap, "id", id, sizeof id);
        const struct tally *tally = tally_of(tallies, level, id);
        assert_int_equal(people, tally->people);
        assert_int_equal(fixture_integer(gap, "only"), tally->only);
        assert_int_equal(fixture_integer(gap, "unknown"), tally->unknown);
        assert_true(people <= before);
        met++;
        before = people;
        doubted += fixture_integer(gap, "unknown");
        alone += fixture_integer(gap, "only");
    }
    assert_int_equal(met, criteria); // and none that is not there
    assert_true(doubted > 0 && alone > 0);
    assert_true(fixture_integer(result, "count") > 20); // the gate that asks for everything
    // First aid teaches listening; nothing teaches speaking, which only that gate asks about.
    assert_int_equal(wm_json_count(fixture_at(result, "untaught")), 1);
    fixture_text_is(result, "untaught[0].level", "tiny/all");
    fixture_text_is(result, "untaught[0].competency", "speaking");
    wm_json_reader_free(reader);
    wm_free(gaps);
    result = fixture_ask(fixture, "cohort.gaps", "{\"level\":\"tiny/entry\",\"as_of\":\"" DAY "\"}");
    assert_int_equal(fixture_integer(result, "count"), 1);
    fixture_text_is(result, "list[0].id", "trained:first-aid");
    assert_int_equal(fixture_integer(result, "list[0].people"), fixture_integer(result, "levels[0].not-eligible"));
    assert_int_equal(fixture_integer(result, "list[0].people"), fixture_integer(result, "list[0].only"));
    assert_int_equal(wm_json_count(fixture_at(result, "untaught")), 0);
}

// --- expiring ---

static void test_expiring_is_asking_each(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    char *expiring = fixture_json(fixture_ask(fixture, "cohort.expiring", "{\"as_of\":\"" DAY "\",\"within\":90}"));
    struct wm_json_reader *reader = NULL;
    struct wm_json result, loss;
    struct wm_error error;
    char last[40] = "";
    int64_t count = 0, by_day = 0;
    wm_test_ok(wm_json_reader_new(1 << 20, 32, &reader, &error), &error);
    wm_test_ok(wm_json_parse_copy(reader, expiring, strlen(expiring), &result, &error), &error);
    struct wm_json_iterator iterator = wm_json_iterate(fixture_at(result, "list"));
    while (wm_json_next(&iterator, NULL, &loss)) {
        char until[16], person[20], order[40], level[40];
        text_of(loss, "until", until, sizeof until);
        text_of(loss, "person", person, sizeof person);
        text_of(loss, "level", level, sizeof level);
        snprintf(order, sizeof order, "%s %s", until, person);
        assert_true(strcmp(last, order) <= 0);
        memcpy(last, order, sizeof last);
        assert_int_equal(wm_json_count(fixture_at(loss, "ids")), 1);
        fixture_text_is(loss, "ids[0]",
                        strcmp(level, "tiny/entry") == 0 ? "trained:first-aid" : "entry/trained:first-aid");
    }
    for (size_t i = 0; i < LEVELS; i++) {
        struct expected expected[PEOPLE];
        ask_each(fixture, levels[i], expected);
        for (int k = 0; k < PEOPLE; k++)
            count += lapses(&expected[k], "2026-09-29");
    }
    assert_true(count > 0);
    assert_int_equal(fixture_integer(result, "count"), count);
    iterator = wm_json_iterate(fixture_at(result, "days"));
    while (wm_json_next(&iterator, NULL, &loss))
        by_day += fixture_integer(loss, "count");
    assert_int_equal(by_day, count);
    wm_json_reader_free(reader);
    wm_free(expiring);
    result = fixture_ask(fixture, "cohort.expiring",
                         "{\"level\":\"tiny/entry\",\"as_of\":\"" DAY "\",\"within\":90,\"limit\":1}");
    assert_int_equal(fixture_integer(result, "count"), fixture_integer(result, "levels[0].lapsing"));
}

// --- editions ---

static void competencies_are(struct fixture *fixture, const char *day, const char *only) {
    char params[200];
    snprintf(params, sizeof params,
             "{\"framework\":\"tiny\",\"of\":\"competencies\",\"level\":\"tiny/dated\",\"as_of\":\"%s\"}", day);
    struct wm_json result = fixture_ask(fixture, "cohort.matrix", params);
    assert_int_equal(wm_json_count(fixture_at(result, "competencies")), only != NULL);
    if (only != NULL)
        fixture_text_is(result, "competencies[0].competency", only);
}

// What a level is about is what is in force on the day.
static void test_editions(void **state) {
    struct fixture *fixture = *state;
    fixture_stop(fixture);
    wm_test_write_text(
        &fixture->folder, "rules/frameworks/tiny/z-levels.lua",
        "level 'dated' { title = 'Dated', from = '2026-01-01', ['until'] = '2026-12-31',\n"
        "  requires = { any { trained 'first-aid', signed_off 'speaking' } } }\n"
        "level 'dated' { from = '2027-01-01', requires = { assessed { 'listening', at_least = 1 } } }\n");
    fixture_start(fixture);
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    competencies_are(fixture, "2025-12-31", NULL);
    competencies_are(fixture, "2026-12-31", "speaking");
    competencies_are(fixture, "2027-01-01", "listening");
    struct wm_json result = fixture_ask(fixture, "cohort.gaps", "{\"level\":\"tiny/dated\",\"as_of\":\"2026-06-01\"}");
    fixture_text_is(result, "untaught[0].competency", "speaking");
    assert_int_equal(fixture_integer(result, "count"), 2);
    assert_int_equal(fixture_integer(result, "list[0].only"), 0); // either would do, and both are in the way
    result = fixture_ask(fixture, "cohort.gaps", "{\"level\":\"tiny/dated\",\"as_of\":\"2025-06-01\"}");
    assert_int_equal(fixture_integer(result, "levels[0].indeterminate"), 1); // no edition is in force
    assert_int_equal(fixture_integer(result, "list[0].unknown"), 1);
    assert_int_equal(wm_json_count(fixture_at(result, "untaught")), 0);
    // Whoever is eligible until the edition ends loses the level by it.
    (void)fixture_record(fixture, "amara",
                         "{\"kind\":\"training\",\"subject\":\"first-aid\",\"on\":\"2026-08-01\",\"outcome\":"
                         "\"completed\"}");
    result =
        fixture_ask(fixture, "cohort.expiring", "{\"level\":\"tiny/dated\",\"as_of\":\"2026-12-01\",\"within\":60}");
    fixture_text_is(result, "list[0].until", "2026-12-31");
    fixture_text_is(result, "list[0].ids[0]", "assessed:listening");
}

// --- predicates ---

static void test_predicates_are_asked(void **state) {
    struct fixture *fixture = *state;
    fixture_stop(fixture);
    wm_test_write_text(&fixture->folder, "rules/frameworks/tiny/a-predicates.lua",
                       "keen = custom { id = 'keen', says = 's', function (person)\n"
                       "  return person.count('training') > 0, 'it is so' end }\n"
                       "broken = custom { id = 'broken', says = 's', function () return nil end }\n");
    wm_test_write_text(&fixture->folder, "rules/frameworks/tiny/z-levels.lua",
                       "level 'keen' { title = 'Keen', requires = { keen } }\n"
                       "level 'broken' { title = 'Broken', requires = { trained 'first-aid', broken } }\n");
    fixture_start(fixture);
    make_people(fixture);
    struct expected expected[PEOPLE];
    ask_each(fixture, "tiny/keen", expected);
    assert_true(query_is(fixture, "tiny/keen", "eligible", expected) > 0);
    assert_true(query_is(fixture, "tiny/keen", "near", expected) > 0);
    ask_each(fixture, "tiny/broken", expected);
    assert_true(query_is(fixture, "tiny/broken", "indeterminate", expected) > 0);
    assert_true(query_is(fixture, "tiny/broken", "not-eligible", expected) > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_query_is_asking_each), TEST(test_bounds_of_a_query), TEST(test_matrix_of_levels),
             TEST(test_matrix_of_competencies), TEST(test_gaps_are_asking_each), TEST(test_expiring_is_asking_each),
             TEST(test_editions), TEST(test_predicates_are_asked))
