// SPDX-License-Identifier: MIT
#include "engine/portfolio/entry.h"

#include "tests/support/test.h"

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

static enum wm_status read(enum wm_entry_type type, const char *text, struct wm_entry *ret_entry) {
    struct wm_json json;
    error = (struct wm_error){0};
    wm_test_ok(wm_json_parse_copy(reader, text, strlen(text), &json, &error), &error);
    return wm_entry_read(type, json, ret_entry, &error);
}

struct example {
    enum wm_entry_type type;
    const char *json;
};
static const struct example good[] = {
    {WM_ENTRY_PERSON_PUT, "{\"person\":\"p1\"}"},
    {WM_ENTRY_PERSON_PUT, "{\"data\":{\"a\":1},\"name\":\"Zo\xc3\xab\",\"person\":\"p1\"}"},
    {WM_ENTRY_RECORD_ADD, "{\"person\":\"p1\",\"record\":{\"kind\":\"role\",\"on\":\"2026-01-02\",\"subject\":\"r\"}}"},
    {WM_ENTRY_RECORD_VOID, "{\"person\":\"p1\",\"reason\":\"typed wrongly\",\"seq\":17}"},
    {WM_ENTRY_AWARD_GRANT, "{\"award\":{\"level\":\"f/l\",\"on\":\"2026-01-02\",\"until\":\"2027-01-02\"},\"decision\":"
                           "{\"outcome\":\"eligible\"},\"person\":\"p1\"}"},
    {WM_ENTRY_AWARD_GRANT, "{\"award\":{\"level\":\"f/l\",\"on\":\"2026-01-02\"},\"override\":{\"reason\":\"exam "
                           "board\"},\"person\":\"p1\"}"},
    {WM_ENTRY_AWARD_REVOKE,
     "{\"award\":{\"level\":\"f/l\",\"on\":\"2026-01-02\"},\"person\":\"p1\",\"reason\":\"left\"}"},
    {WM_ENTRY_AWARD_GRANT,
     "{\"award\":{\"by\":\"County\",\"level\":\"x/l\",\"on\":\"2026-01-02\"},\"override\":{\"reason\":"
     "\"seen\"},\"person\":\"p1\"}"},
    {WM_ENTRY_AWARD_REVOKE, "{\"award\":{\"level\":\"f/l\",\"on\":\"2026-01-02\"},\"person\":\"p1\"}"},
};

static void test_canonical_entries_read_and_write_the_same(void **state) {
    (void)state;
    struct wm_buffer out;
    wm_buffer_init(&out, 10000);
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct wm_entry entry;
        wm_test_ok(read(good[i].type, good[i].json, &entry), &error);
        assert_int_equal(entry.type, good[i].type);
        wm_buffer_reset(&out);
        wm_entry_write(&out, &entry);
        assert_string_equal(out.data, good[i].json);
    }
    wm_buffer_clear(&out);
}

static void test_the_decision_can_come_as_text(void **state) {
    (void)state;
    struct wm_buffer out;
    wm_buffer_init(&out, 10000);
    const char *decision = "{\"outcome\":\"eligible\"}";
    struct wm_entry entry = {.type = WM_ENTRY_AWARD_GRANT,
                             .person = {"p1", 2},
                             .level = {"f/l", 3},
                             .on = wm_day_of(2026, 1, 2),
                             .until = wm_day_of(2027, 1, 2),
                             .decision_text = {decision, strlen(decision)}};
    wm_entry_write(&out, &entry);
    assert_string_equal(out.data, good[4].json);
    wm_buffer_clear(&out);
}

struct bad {
    enum wm_entry_type type;
    const char *json, *reason, *where;
};
static const struct bad bads[] = {
    {WM_ENTRY_NONE, "{}", "unknown-type", ""},
    {WM_ENTRY_PERSON_PUT, "[]", "wrong-type", ""},
    {WM_ENTRY_PERSON_PUT, "{\"name\":\"x\"}", "missing-field", "person"},
    {WM_ENTRY_PERSON_PUT, "{\"person\":\"a/b\"}", "bad-person", ""},
    {WM_ENTRY_PERSON_PUT, "{\"person\":7}", "wrong-type", "person"},
    {WM_ENTRY_PERSON_PUT, "{\"person\":\"p\",\"data\":[]}", "wrong-type", "data"},
    {WM_ENTRY_PERSON_PUT, "{\"person\":\"p\",\"name\":\"\"}", "out-of-range", "name"},
    {WM_ENTRY_PERSON_PUT, "{\"person\":\"p\",\"record\":{}}", "unknown-field", ""},
    {WM_ENTRY_RECORD_ADD, "{\"person\":\"p\"}", "missing-field", "record"},
    {WM_ENTRY_RECORD_ADD, "{\"person\":\"p\",\"record\":{\"kind\":\"rol\"}}", "unknown-kind", "record.kind"},
    {WM_ENTRY_RECORD_VOID, "{\"person\":\"p\",\"reason\":\"r\"}", "missing-field", "seq"},
    {WM_ENTRY_RECORD_VOID, "{\"person\":\"p\",\"reason\":\"r\",\"seq\":0}", "wrong-type", "seq"},
    {WM_ENTRY_RECORD_VOID, "{\"person\":\"p\",\"reason\":\"\",\"seq\":1}", "out-of-range", "reason"},
    {WM_ENTRY_RECORD_VOID, "{\"person\":\"p\",\"seq\":1}", "missing-field", "reason"},
    {WM_ENTRY_AWARD_GRANT, "{\"person\":\"p\",\"decision\":{}}", "missing-field", "award"},
    {WM_ENTRY_AWARD_GRANT, "{\"person\":\"p\",\"award\":{\"level\":\"l\",\"on\":\"2026-01-02\"}}", "missing-field",
     "decision"},
    {WM_ENTRY_AWARD_GRANT, "{\"person\":\"p\",\"decision\":{},\"award\":{\"on\":\"2026-01-02\"}}", "bad-code",
     "award.level"},
    {WM_ENTRY_AWARD_GRANT, "{\"person\":\"p\",\"decision\":{},\"award\":{\"level\":\"l\"}}", "missing-field",
     "award.on"},
    {WM_ENTRY_AWARD_GRANT, "{\"person\":\"p\",\"decision\":{},\"award\":{\"level\":\"l\",\"on\":\"2026-13-01\"}}",
     "impossible-date", "award.on"},
    {WM_ENTRY_AWARD_GRANT,
     "{\"person\":\"p\",\"decision\":{},\"award\":{\"level\":\"l\",\"on\":\"2026-01-02\",\"until\":\"2026-01-01\"}}",
     "out-of-range", "award.until"},
    {WM_ENTRY_AWARD_GRANT, "{\"person\":\"p\",\"decision\":{},\"award\":{\"level\":\"l\",\"at\":1}}", "unknown-field",
     "award"},
    {WM_ENTRY_AWARD_GRANT, "{\"person\":\"p\",\"decision\":{},\"award\":{\"by\":1,\"level\":\"l\"}}", "wrong-type",
     "award.by"},
    {WM_ENTRY_AWARD_REVOKE, "{\"person\":\"p\",\"award\":{\"by\":\"x\",\"level\":\"l\"}}", "unknown-field", "award"},
    {WM_ENTRY_AWARD_GRANT, "{\"person\":\"p\",\"decision\":1,\"award\":{\"level\":\"l\",\"on\":\"2026-01-02\"}}",
     "wrong-type", "decision"},
    {WM_ENTRY_AWARD_GRANT, "{\"person\":\"p\",\"override\":{},\"award\":{\"level\":\"l\",\"on\":\"2026-01-02\"}}",
     "wrong-type", "override"},
    {WM_ENTRY_AWARD_GRANT,
     "{\"person\":\"p\",\"override\":{\"why\":\"x\"},\"award\":{\"level\":\"l\",\"on\":\"2026-01-02\"}}",
     "missing-field", "override.reason"},
    {WM_ENTRY_AWARD_REVOKE,
     "{\"person\":\"p\",\"award\":{\"level\":\"l\",\"on\":\"2026-01-02\",\"until\":\"2026-02-01\"}}", "unknown-field",
     "award"},
};

static void test_a_broken_entry_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof bads / sizeof bads[0]; i++) {
        struct wm_entry entry;
        wm_test_fails(read(bads[i].type, bads[i].json, &entry), &error, WM_PARAMS, bads[i].reason);
        assert_string_equal(error.where, bads[i].where);
    }
}

static void test_names_of_types(void **state) {
    (void)state;
    for (int type = WM_ENTRY_PERSON_PUT; type <= WM_ENTRY_AWARD_REVOKE; type++) {
        const char *name = wm_entry_type_name((enum wm_entry_type)type);
        assert_int_equal(wm_entry_type_parse(name, strlen(name)), type);
    }
    assert_int_equal(wm_entry_type_parse("record.delete", 13), WM_ENTRY_NONE);
    assert_string_equal(wm_entry_type_name(WM_ENTRY_NONE), "");
}

static void apply(struct wm_portfolio_builder *builder, int64_t seq, enum wm_entry_type type, const char *json) {
    struct wm_entry entry;
    wm_test_ok(read(type, json, &entry), &error);
    wm_test_ok(wm_entry_apply(builder, seq, &entry, &error), &error);
}

static void test_entries_make_a_portfolio(void **state) {
    (void)state;
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    apply(builder, 1, WM_ENTRY_PERSON_PUT, good[1].json);
    apply(builder, 2, WM_ENTRY_RECORD_ADD, good[2].json);
    apply(builder, 17, WM_ENTRY_RECORD_ADD, good[2].json);
    apply(builder, 18, WM_ENTRY_RECORD_VOID, good[3].json);
    apply(builder, 19, WM_ENTRY_AWARD_GRANT, good[4].json);
    apply(builder, 20, WM_ENTRY_AWARD_REVOKE,
          "{\"award\":{\"level\":\"f/l\",\"on\":\"2026-02-01\"},\"person\":\"p1\"}");
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    assert_int_equal(portfolio->count, 2);
    assert_int_equal(portfolio->facts[0].seq, 2);
    assert_int_equal(portfolio->facts[1].seq, 19);
    assert_int_equal(portfolio->facts[1].until, wm_day_of(2026, 1, 31));
    wm_portfolio_unref(portfolio);
    wm_portfolio_builder_free(builder);
}

#define WITH_READER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(WITH_READER(test_canonical_entries_read_and_write_the_same),
             WITH_READER(test_the_decision_can_come_as_text), WITH_READER(test_a_broken_entry_is_refused),
             cmocka_unit_test(test_names_of_types), WITH_READER(test_entries_make_a_portfolio))
