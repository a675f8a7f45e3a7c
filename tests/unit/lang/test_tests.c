// SPDX-License-Identifier: MIT
// Tests as a pack declares them: what the draft keeps of them, and mistakes in their form. engine/author runs them.
#include "engine/lang/script.h"

#include "tests/unit/lang/rules.h"

#define F "framework 'f' { title = 'F' }\n"

static void test_what_is_kept(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    struct wm_arena keep;
    struct wm_script *script = NULL;
    rules_framework(
        &rules,
        F "test 'lapsed: the gate closes' {\n"
          "  as_of = '2026-09-01', gate = 'g', parameters = { score = 3, other = unset },\n"
          "  person = { meeting 'g', record 'training' { 't', on = '2026-01-10' }, award 'one' { on = '2026-01-01' },\n"
          "    monthly('supervision', { 'v', as = 'supervisor' }, '2026-01-05', 6) },\n"
          "  expect = not_eligible { 'supervised:v', 'trained:t#2', only = { 'x' }, ['until'] = '2026-10-01' },\n"
          "}\n"
          "test 'all of one' { each_missing = 'one' }\n"
          "test 'all of one' { level = 'one', person = {}, expect = eligible }\n");
    wm_arena_init(&keep, 1 << 20);
    wm_test_ok(wm_script_run(&rules.source, "frameworks/f", NULL, &keep, &script, &error), &error);
    assert_int_equal(script->draft.counts[WM_WORD_TEST], 3);
    const struct wm_draft_declaration *test = script->draft.first->next;
    assert_string_equal(test->id, "lapsed: the gate closes");
    assert_string_equal(test->where.file, "frameworks/f/framework.lua");
    assert_int_equal(test->where.line, 2);
    assert_string_equal(wm_draft_text(&test->fields, "as_of"), "2026-09-01");
    const struct wm_draft_table *parameters = wm_draft_field(&test->fields, "parameters")->table;
    assert_int_equal(wm_draft_find(parameters, "other")->type, WM_DRAFT_UNSET);
    const struct wm_draft_table *person = wm_draft_field(&test->fields, "person")->table;
    assert_int_equal(person->count, 4);
    assert_int_equal(person->list[0].step->kind, WM_STEP_MEETING);
    assert_string_equal(person->list[0].step->name, "g");
    assert_int_equal(person->list[1].step->kind, WM_STEP_RECORD);
    assert_string_equal(wm_draft_find(person->list[1].step->table, "on")->text, "2026-01-10");
    assert_string_equal(person->list[1].step->table->list[0].text, "t");
    assert_int_equal(person->list[2].step->kind, WM_STEP_AWARD);
    assert_int_equal(person->list[3].step->kind, WM_STEP_MONTHLY);
    assert_int_equal(person->list[3].step->count, 6);
    assert_string_equal(person->list[3].step->from, "2026-01-05");
    assert_int_equal(person->list[3].step->where.line, 5);
    const struct wm_draft_expectation *expect = wm_draft_field(&test->fields, "expect")->expectation;
    assert_string_equal(expect->outcome, "not_eligible");
    assert_int_equal(expect->id_count, 2);
    assert_string_equal(expect->ids[1].text, "trained:t#2");
    assert_string_equal(wm_draft_text(&expect->fields, "until"), "2026-10-01");
    const struct wm_draft_value *bare = wm_draft_field(&test->next->next->fields, "expect");
    assert_string_equal(bare->expectation->outcome, "eligible");
    wm_script_free(script);
    wm_arena_clear(&keep);
}

static void test_mistakes(void **state) {
    (void)state;
    rules_fail(F "test '' {}", "wrong-id", "framework.lua:2", "");
    rules_fail(F "test 'x' { level = 'one', persons = {} }", "unknown-name", "framework.lua:2", "person");
    rules_fail(F "test 'x' { as_of = 'yesterday' }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "test 'x' { expect = 'eligible' }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "test 'x' { expect = eligibel }", "unknown-name", "framework.lua:2", "eligible");
    rules_fail(F "test 'x' { expect = eligible { 'x' } }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "test 'x' { expect = eligible { changes_to = 'gone' } }", "unknown-name", "framework.lua:2", "");
    rules_fail(F "test 'x' { expect = not_eligible { 3 } }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "test 'x' { expect = indeterminate { until = 3 } }", "syntax", "framework.lua:2", "");
    rules_fail(F "test 'x' { person = { record 'trainings' { 't' } } }", "unknown-name", "framework.lua:2", "training");
    rules_fail(F "test 'x' { person = { record 'award' { 't' } } }", "unknown-name", "framework.lua:2", NULL);
    rules_fail(F "test 'x' { person = { record 'training' } }", "missing", "framework.lua:2", "");
    rules_fail(F "test 'x' { person = { monthly('supervision', {}, '2026-13-01', 3) } }", "wrong-type",
               "framework.lua:2", "");
    rules_fail(F "test 'x' { person = { monthly('supervision', {}, '2026-12-01', 0) } }", "wrong-type",
               "framework.lua:2", "");
    rules_fail(F "test 'x' { person = { monthly('supervision', {}) } }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "test 'x' { person = { meeting() } }", "wrong-type", "framework.lua:2", "");
}

WM_TEST_MAIN(cmocka_unit_test(test_what_is_kept), cmocka_unit_test(test_mistakes))
