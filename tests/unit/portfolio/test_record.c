// SPDX-License-Identifier: MIT
#include "engine/portfolio/record.h"

#include "tests/support/test.h"
#include "tests/unit/portfolio/generate.h"

#include <stdio.h>

static struct wm_json_reader *reader;
static struct wm_error error;

static int setup(void **state) {
    (void)state;
    return wm_json_reader_new(1024 * 1024, 40, &reader, &error) == WM_OK ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    wm_json_reader_free(reader);
    return 0;
}

static enum wm_status read_path(const char *text, const char *path, struct wm_record *ret_record) {
    struct wm_json json;
    error = (struct wm_error){0};
    wm_test_ok(wm_json_parse_copy(reader, text, strlen(text), &json, &error), &error);
    return wm_record_read(json, path, ret_record, &error);
}

static enum wm_status read(const char *text, struct wm_record *ret_record) {
    return read_path(text, "records[3]", ret_record);
}

// --- The table of the design, copied by hand: the code's own copy is checked against it. ---

struct row {
    const char *kind, *outcome, *value, *until, *by, *as, *method;
};
static const struct row table[] = {
    {"assessment", "o formative", "R", "o", "R", "R", "o"},
    {"training", "R enrolled undertaking completed failed equivalent", "o", "o", "o", "-", "o"},
    {"qualification", "o equivalent", "o", "o", "o", "-", "o"},
    {"experience", "o equivalent", "o", "o", "o", "-", "o"},
    {"supervision", "-", "o", "-", "R", "R", "o"},
    {"appraisal", "R recommended not-recommended", "-", "o", "R", "R", "o"},
    {"evidence", "R submitted verified rejected formative", "-", "o", "o", "o", "o"},
    {"signoff", "o equivalent declined", "-", "o", "R", "R", "o"},
    {"role", "-", "o", "o", "-", "-", "-"},
    {"relation", "-", "-", "o", "R", "-", "-"},
    {"measure", "-", "R", "o", "o", "o", "o"},
};
#define ROWS (sizeof table / sizeof table[0])
enum column { KIND, SUBJECT, ON, OUTCOME, VALUE, UNTIL, BY, AS, METHOD, COLUMNS };
static const char *const column_names[COLUMNS] = {"kind",  "subject", "on", "outcome", "value",
                                                  "until", "by",      "as", "method"};

static char need(const struct row *row, enum column column) {
    const char *const cells[COLUMNS] = {"R",        "R",     "R",     row->outcome, row->value,
                                        row->until, row->by, row->as, row->method};
    return cells[column][0];
}

static const char *sample(const struct row *row, enum column column, char text[80]) {
    char outcome[40] = "completed";
    if (strlen(row->outcome) > 2)
        sscanf(row->outcome + 2, "%39s", outcome);
    const char *const samples[COLUMNS] = {row->kind,        "\"s/x\"", "\"2026-01-02\"", outcome,   "1",
                                          "\"2027-01-02\"", "\"p-2\"", "\"supervisor\"", "\"test\""};
    if (column == KIND || column == OUTCOME)
        snprintf(text, 80, "\"%s\":\"%s\"", column_names[column], samples[column]);
    else
        snprintf(text, 80, "\"%s\":%s", column_names[column], samples[column]);
    return text;
}

// A record of the row with every column for which `has` is true, a note in case it says `equivalent`, and a member more.
static const char *compose(const struct row *row, const bool has[COLUMNS], const char *more) {
    static char json[1000];
    char part[80];
    size_t length = (size_t)snprintf(json, sizeof json, "{\"note\":\"why\"");
    for (int column = 0; column < COLUMNS; column++)
        if (has[column])
            length +=
                (size_t)snprintf(json + length, sizeof json - length, ",%s", sample(row, (enum column)column, part));
    snprintf(json + length, sizeof json - length, "%s}", more);
    return json;
}

static void expect_where(const char *field) {
    char where[80];
    snprintf(where, sizeof where, "records[3].%s", field);
    assert_string_equal(error.where, where);
}

static void test_every_kind_takes_its_fields(void **state) {
    (void)state;
    struct wm_record record;
    for (size_t i = 0; i < ROWS; i++) {
        bool required[COLUMNS];
        bool all[COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            required[column] = need(&table[i], (enum column)column) == 'R';
            all[column] = need(&table[i], (enum column)column) != '-';
        }
        wm_test_ok(read(compose(&table[i], required, ""), &record), &error);
        assert_string_equal(wm_kind_name(record.kind), table[i].kind);
        wm_test_ok(read(compose(&table[i], all, ""), &record), &error);
        for (int column = 0; column < COLUMNS; column++) {
            bool has[COLUMNS];
            memcpy(has, required, sizeof has);
            has[column] = !has[column];
            char cell = need(&table[i], (enum column)column);
            const char *json = compose(&table[i], has, "");
            if (cell == 'o') {
                wm_test_ok(read(json, &record), &error);
                continue;
            }
            wm_test_fails(read(json, &record), &error, WM_PARAMS, cell == 'R' ? "missing-field" : "not-allowed");
            expect_where(column_names[column]);
            assert_true(error.expected[0] != '\0');
        }
    }
}

static void test_every_kind_has_its_outcomes(void **state) {
    (void)state;
    static const char *const every[] = {"enrolled",    "undertaking",     "completed", "failed",   "equivalent",
                                        "recommended", "not-recommended", "submitted", "verified", "rejected",
                                        "formative",   "declined",        "zzz"};
    struct wm_record record;
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; need(&table[i], OUTCOME) != '-' && j < sizeof every / sizeof every[0]; j++) {
            bool has[COLUMNS];
            char more[80];
            char list[120];
            char wanted[40];
            for (int column = 0; column < COLUMNS; column++)
                has[column] = column != OUTCOME && need(&table[i], (enum column)column) == 'R';
            snprintf(more, sizeof more, ",\"outcome\":\"%s\"", every[j]);
            const char *json = compose(&table[i], has, more);
            snprintf(list, sizeof list, "%s ", table[i].outcome + 1);
            snprintf(wanted, sizeof wanted, " %s ", every[j]);
            if (strstr(list, wanted) != NULL) {
                wm_test_ok(read(json, &record), &error);
            } else {
                wm_test_fails(read(json, &record), &error, WM_PARAMS, "bad-outcome");
                expect_where("outcome");
                assert_non_null(strstr(error.expected, table[i].outcome[0] == 'o' ? "e" : "one of"));
            }
        }
    }
}

// --- What is wrong with one field ---

#define TRAINING "\"kind\":\"training\",\"subject\":\"safeguarding\",\"outcome\":\"completed\",\"on\":\"2026-01-02\""
#define T64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

struct bad {
    const char *json, *reason, *field, *found, *nearest;
};
static const struct bad bads[] = {
    {"[]", "wrong-type", NULL, "array", ""},
    {"{}", "missing-field", "kind", "", ""},
    {"{\"kind\":3}", "wrong-type", "kind", "3", ""},
    {"{\"kind\":\"trainign\"}", "unknown-kind", "kind", "trainign", "training"},
    {"{\"kind\":\"x-firearms\"}", "no-plugin", "kind", "x-firearms", ""},
    {"{\"kind\":\"award\"}", "not-allowed", "kind", "award", ""},
    {"{\"kind\":\"\"}", "unknown-kind", "kind", "", ""},
    {"{" TRAINING ",\"subjetc\":\"a\"}", "unknown-field", "subjetc", "", "subject"},
    {"{" TRAINING ",\"seq\":7}", "not-allowed", "seq", "", ""},
    {"{" TRAINING ",\"until\":null}", "wrong-type", "until", "null", ""},
    {"{" TRAINING ",\"until\":\"2026-02-30\"}", "impossible-date", "until", "2026-02-30", ""},
    {"{" TRAINING ",\"until\":\"2200-01-01\"}", "date-out-of-range", "until", "2200-01-01", ""},
    {"{" TRAINING ",\"until\":20260230}", "wrong-type", "until", "20260230", ""},
    {"{" TRAINING ",\"until\":\"2026-01-01\"}", "out-of-range", "until", "2026-01-01", ""},
    {"{" TRAINING ",\"value\":\"8\"}", "wrong-type", "value", "8", ""},
    {"{" TRAINING ",\"value\":true}", "wrong-type", "value", "true or false", ""},
    {"{" TRAINING ",\"value\":0.00001}", "bad-number", "value", "1", ""},
    {"{" TRAINING ",\"value\":-1}", "out-of-range", "value", "-1", ""},
    {"{" TRAINING ",\"value\":10000.5}", "out-of-range", "value", "10000.5", ""},
    {"{" TRAINING ",\"value\":1e300}", "out-of-range", "value", "", ""},
    {"{" TRAINING ",\"value\":9223372036854775807}", "out-of-range", "value", "9223372036854775807", ""},
    {"{" TRAINING ",\"value\":18446744073709551615}", "out-of-range", "value", "", ""},
    {"{" TRAINING ",\"method\":\"E-Learning\"}", "bad-code", "method", "E-Learning", ""},
    {"{" TRAINING ",\"method\":\"\"}", "bad-code", "method", "", ""},
    {"{" TRAINING ",\"method\":[\"test\"]}", "wrong-type", "method", "array", ""},
    {"{" TRAINING ",\"by\":\"\"}", "out-of-range", "by", "0 bytes", ""},
    {"{" TRAINING ",\"by\":\"a\\u0007\"}", "bad-text", "by", "", ""},
    {"{" TRAINING ",\"note\":\"a\\u0000b\"}", "bad-text", "note", "", ""},
    {"{" TRAINING ",\"note\":17}", "wrong-type", "note", "17", ""},
    {"{" TRAINING ",\"key\":\"a\\nb\"}", "bad-text", "key", "", ""},
    {"{" TRAINING ",\"ref\":\"see the folder\"}", "bad-uri", "ref", "see the folder", ""},
    {"{" TRAINING ",\"ref\":\"https:\"}", "bad-uri", "ref", "https:", ""},
    {"{" TRAINING ",\"ref\":\"1a:b\"}", "bad-uri", "ref", "1a:b", ""},
    {"{" TRAINING ",\"digest\":\"abc\"}", "bad-digest", "digest", "abc", ""},
    {"{" TRAINING ",\"digest\":\"0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef\"}", "bad-digest",
     "digest", "", ""},
    {"{" TRAINING ",\"data\":[1]}", "wrong-type", "data", "array", ""},
    {"{\"kind\":\"training\",\"subject\":\"s\",\"outcome\":\"complete\",\"on\":\"2026-01-02\"}", "bad-outcome",
     "outcome", "complete", "completed"},
    {"{\"kind\":\"training\",\"subject\":\"s\",\"outcome\":\"equivalent\",\"on\":\"2026-01-02\"}", "missing-field",
     "note", "", ""},
    {"{\"kind\":\"signoff\",\"subject\":\"s\",\"outcome\":\"equivalent\",\"on\":\"2026-01-02\",\"by\":\"p\",\"as\":"
     "\"self\"}",
     "missing-field", "note", "", ""},
    {"{\"kind\":\"qualification\",\"subject\":\"s\",\"on\":\"2026-01-02\",\"value\":6.5}", "out-of-range", "value",
     "6.5", ""},
    {"{\"kind\":\"role\",\"subject\":\"Link Worker\",\"on\":\"2026-01-02\"}", "bad-code", "subject", "Link Worker", ""},
};

static void test_each_fault_has_its_own_words(void **state) {
    (void)state;
    struct wm_record record;
    for (size_t i = 0; i < sizeof bads / sizeof bads[0]; i++) {
        wm_test_fails(read(bads[i].json, &record), &error, WM_PARAMS, bads[i].reason);
        if (bads[i].field == NULL)
            assert_string_equal(error.where, "records[3]");
        else
            expect_where(bads[i].field);
        if (strstr(error.found, bads[i].found) == NULL)
            fail_msg("%s: found says '%s'", bads[i].json, error.found);
        assert_string_equal(error.nearest, bads[i].nearest);
    }
}

static void test_the_path_may_be_empty(void **state) {
    (void)state;
    struct wm_record record;
    wm_test_fails(read_path("{}", "", &record), &error, WM_PARAMS, "missing-field");
    assert_string_equal(error.where, "kind");
}

// --- Limits ---

static void check_length(const char *field, size_t longest, char byte) {
    struct wm_record record;
    struct wm_buffer json;
    wm_buffer_init(&json, 100000);
    for (size_t more = 0; more <= 1; more++) {
        wm_buffer_reset(&json);
        wm_buffer_printf(&json, "{" TRAINING ",\"%s\":\"", field);
        size_t start = json.length;
        if (strcmp(field, "ref") == 0)
            wm_buffer_text(&json, "urn:");
        while (json.length - start < longest + more)
            wm_buffer_byte(&json, byte);
        wm_buffer_text(&json, "\"}");
        if (more == 0) {
            wm_test_ok(read(json.data, &record), &error);
        } else {
            assert_int_equal(read(json.data, &record), WM_PARAMS);
            assert_true(strcmp(error.reason, "out-of-range") == 0 || strcmp(error.reason, "bad-code") == 0);
            expect_where(field);
        }
    }
    wm_buffer_clear(&json);
}

static void test_lengths(void **state) {
    (void)state;
    check_length("by", 128, 'b');
    check_length("key", 128, 'k');
    check_length("note", 4096, 'n');
    check_length("ref", 2048, 'r');
    check_length("method", 128, 'm');
}

static void test_data_has_a_limit_in_canonical_form(void **state) {
    (void)state;
    struct wm_record record;
    struct wm_buffer json;
    wm_buffer_init(&json, 100000);
    for (size_t more = 0; more <= 1; more++) {
        wm_buffer_reset(&json);
        wm_buffer_text(&json, "{" TRAINING ",\"data\":{     \"d\":    \"");
        for (size_t i = 0; i < 16 * 1024 - strlen("{\"d\":\"\"}") + more; i++)
            wm_buffer_byte(&json, 'x');
        wm_buffer_text(&json, "\"   }}");
        if (more == 0)
            wm_test_ok(read(json.data, &record), &error);
        else
            wm_test_fails(read(json.data, &record), &error, WM_PARAMS, "out-of-range");
    }
    wm_buffer_clear(&json);
}

struct range {
    const char *kind, *least, *below, *most, *above;
};

static void test_values_at_their_bounds(void **state) {
    (void)state;
    static const struct range ranges[] = {
        {"assessment", "-1000", "-1000.0001", "1000", "1000.0001"},
        {"training", "0", "-0.0001", "10000", "10000.0001"},
        {"qualification", "0", "-1", "8", "9"},
        {"experience", "0.0001", "0", "2", "2.0001"},
        {"supervision", "0", "-0.5", "1440", "1440.5"},
        {"role", "0.0001", "0", "2.0", "2.1"},
        {"measure", "-1000000000", "-1000000001", "1e9", "1000000000.5"},
    };
    struct wm_record record;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        const struct row *row = table;
        while (strcmp(row->kind, ranges[i].kind) != 0)
            row++;
        const char *const values[] = {ranges[i].least, ranges[i].most, ranges[i].below, ranges[i].above};
        for (size_t j = 0; j < 4; j++) {
            bool has[COLUMNS];
            char more[80];
            for (int column = 0; column < COLUMNS; column++)
                has[column] = column != VALUE && need(row, (enum column)column) == 'R';
            snprintf(more, sizeof more, ",\"value\":%s", values[j]);
            const char *json = compose(row, has, more);
            if (j < 2)
                wm_test_ok(read(json, &record), &error);
            else
                wm_test_fails(read(json, &record), &error, WM_PARAMS, "out-of-range");
        }
    }
}

static void test_days_at_their_bounds(void **state) {
    (void)state;
    struct wm_record record;
    wm_test_ok(read("{\"kind\":\"role\",\"subject\":\"r\",\"on\":\"1900-01-01\",\"until\":\"2199-12-31\"}", &record),
               &error);
    assert_int_equal(record.on, WM_DAY_FIRST);
    assert_int_equal(record.until, WM_DAY_LAST);
    wm_test_ok(read("{\"kind\":\"role\",\"subject\":\"r\",\"on\":\"2026-03-01\",\"until\":\"2026-03-01\"}", &record),
               &error);
    wm_test_fails(read("{\"kind\":\"role\",\"subject\":\"r\",\"on\":\"1899-12-31\"}", &record), &error, WM_PARAMS,
                  "date-out-of-range");
}

// --- Writing ---

static void test_writing_is_canonical(void **state) {
    (void)state;
    struct wm_record record;
    struct wm_buffer out;
    wm_buffer_init(&out, 10000);
    wm_test_ok(read("{\"value\":2.50,\"until\":\"2027-01-02\",\"subject\":\"s\",\"ref\":\"urn:a\",\"outcome\":"
                    "\"completed\",\"on\":\"2026-01-02\",\"note\":\"n\",\"method\":\"m\",\"kind\":\"training\",\"key\":"
                    "\"k\",\"digest\":\"" T64 "\",\"data\":{\"b\":1,\"a\":2},\"by\":\"p\"}",
                    &record),
               &error);
    wm_record_write(&out, &record);
    assert_string_equal(out.data, "{\"by\":\"p\",\"data\":{\"a\":2,\"b\":1},\"digest\":\"" T64
                                  "\",\"key\":\"k\",\"kind\":\"training\",\"method\":\"m\",\"note\":\"n\",\"on\":"
                                  "\"2026-01-02\",\"outcome\":\"completed\",\"ref\":\"urn:a\",\"subject\":\"s\","
                                  "\"until\":\"2027-01-02\",\"value\":2.5}");
    wm_buffer_clear(&out);
}

static void test_what_is_written_reads_back_the_same(void **state) {
    (void)state;
    struct generator generator = {.state = 20260901};
    struct wm_json_reader *second;
    wm_test_ok(wm_json_reader_new(100000, 40, &second, &error), &error);
    struct wm_buffer texts[3];
    for (int i = 0; i < 3; i++)
        wm_buffer_init(&texts[i], 100000);
    for (int round = 0; round < 3000; round++) {
        struct wm_record record;
        struct wm_record again;
        struct wm_json json;
        for (int i = 0; i < 3; i++)
            wm_buffer_reset(&texts[i]);
        generate_record(&generator, &texts[0], round % 3 == 0 ? "key-1" : NULL);
        wm_test_ok(read(texts[0].data, &record), &error);
        wm_record_write(&texts[1], &record);
        wm_test_ok(wm_json_parse_copy(second, texts[1].data, texts[1].length, &json, &error), &error);
        wm_test_ok(wm_record_read(json, "", &again, &error), &error);
        assert_true(wm_record_same(&record, &again));
        wm_record_write(&texts[2], &again);
        assert_string_equal(texts[1].data, texts[2].data);
    }
    for (int i = 0; i < 3; i++)
        wm_buffer_clear(&texts[i]);
    wm_json_reader_free(second);
}

static void test_same_tells_every_field_but_the_key(void **state) {
    (void)state;
    static const char base[] = "{" TRAINING ",\"key\":\"k1\"}";
    static const struct {
        const char *json;
        bool same;
    } others[] = {
        {"{" TRAINING ",\"key\":\"k2\"}", true},
        {"{" TRAINING "}", true},
        {"{" TRAINING ",\"value\":0}", false},
        {"{" TRAINING ",\"until\":\"2026-01-02\"}", false},
        {"{" TRAINING ",\"by\":\"p\"}", false},
        {"{" TRAINING ",\"method\":\"m\"}", false},
        {"{" TRAINING ",\"ref\":\"urn:a\"}", false},
        {"{" TRAINING ",\"digest\":\"" T64 "\"}", false},
        {"{" TRAINING ",\"note\":\"n\"}", false},
        {"{" TRAINING ",\"data\":{}}", false},
        {"{\"kind\":\"training\",\"subject\":\"safeguarding\",\"outcome\":\"failed\",\"on\":\"2026-01-02\"}", false},
        {"{\"kind\":\"training\",\"subject\":\"safeguardin\",\"outcome\":\"completed\",\"on\":\"2026-01-02\"}", false},
        {"{\"kind\":\"training\",\"subject\":\"safeguarding\",\"outcome\":\"completed\",\"on\":\"2026-01-03\"}", false},
    };
    struct wm_json_reader *second;
    struct wm_json json;
    struct wm_record first;
    struct wm_record other;
    wm_test_ok(wm_json_reader_new(100000, 40, &second, &error), &error);
    wm_test_ok(wm_json_parse_copy(second, base, strlen(base), &json, &error), &error);
    wm_test_ok(wm_record_read(json, "", &first, &error), &error);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        wm_test_ok(read(others[i].json, &other), &error);
        assert_int_equal(wm_record_same(&first, &other), others[i].same);
        assert_int_equal(wm_record_same(&other, &first), others[i].same);
    }
    wm_json_reader_free(second);
}

static void test_names_of_kinds(void **state) {
    (void)state;
    for (int kind = WM_KIND_ASSESSMENT; kind < WM_KIND_COUNT; kind++) {
        const char *name = wm_kind_name((enum wm_kind)kind);
        assert_int_equal(wm_kind_parse(name, strlen(name)), kind);
        assert_int_equal(wm_kind_parse(name, strlen(name) - 1), WM_KIND_NONE);
    }
    assert_string_equal(wm_kind_name(WM_KIND_NONE), "");
    assert_int_equal(wm_kind_parse("", 0), WM_KIND_NONE);
}

static void test_person_ids(void **state) {
    (void)state;
    char longest[130];
    memset(longest, 'p', sizeof longest);
    wm_test_ok(wm_person_id_check(longest, 128, &error), &error);
    wm_test_ok(wm_person_id_check("Zo\xc3\xab X", 6, &error), &error);
    wm_test_fails(wm_person_id_check(longest, 129, &error), &error, WM_PARAMS, "out-of-range");
    wm_test_fails(wm_person_id_check("", 0, &error), &error, WM_PARAMS, "out-of-range");
    wm_test_fails(wm_person_id_check("a/b", 3, &error), &error, WM_PARAMS, "bad-person");
    wm_test_fails(wm_person_id_check("a\n", 2, &error), &error, WM_PARAMS, "bad-person");
    wm_test_fails(wm_person_id_check("\xff", 1, &error), &error, WM_PARAMS, "bad-person");
}

static enum wm_status read_with_data(void *context, struct wm_error *ret_error) {
    struct wm_record record;
    return wm_record_read(*(const struct wm_json *)context, "", &record, ret_error);
}

static void test_memory_may_run_out(void **state) {
    (void)state;
    static const char text[] = "{" TRAINING ",\"data\":{\"a\":[1,2,3],\"b\":\"c\"}}";
    struct wm_json json;
    wm_test_ok(wm_json_parse_copy(reader, text, strlen(text), &json, &error), &error);
    wm_test_each_allocation(read_with_data, &json);
}

#define WITH_READER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(WITH_READER(test_every_kind_takes_its_fields), WITH_READER(test_every_kind_has_its_outcomes),
             WITH_READER(test_each_fault_has_its_own_words), WITH_READER(test_the_path_may_be_empty),
             WITH_READER(test_lengths), WITH_READER(test_data_has_a_limit_in_canonical_form),
             WITH_READER(test_values_at_their_bounds), WITH_READER(test_days_at_their_bounds),
             WITH_READER(test_writing_is_canonical), WITH_READER(test_what_is_written_reads_back_the_same),
             WITH_READER(test_same_tells_every_field_but_the_key), cmocka_unit_test(test_names_of_kinds),
             cmocka_unit_test(test_person_ids), WITH_READER(test_memory_may_run_out))
