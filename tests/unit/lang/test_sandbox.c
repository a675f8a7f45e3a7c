// SPDX-License-Identifier: MIT
// What a pack cannot do: run for ever, take memory, reach the host, change what others rely on, catch a fault.
#include "tests/unit/lang/rules.h"

#define F "framework 'f' { title = 'F' }\n"

// On a small budget: what is tested is that the work is counted, wherever it is done. line 0: any.
static void runs_out(const char *text, int line) {
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    struct wm_pack_limits limits = {.instructions = 300000};
    char where[64];
    rules_framework(&rules, text);
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, &limits, &ruleset, &error), &error, WM_RULES,
                  "budget");
    snprintf(where, sizeof where, "frameworks/f/framework.lua:%d", line);
    assert_true(line == 0 || strcmp(error.where, where) == 0);
}

static void test_loops(void **state) {
    (void)state;
    rules_fail(F "while true do end", "budget", "framework.lua:2", ""); // with all that a pack may use
    runs_out(F "local function f() return f() end\nf()", 0);
    runs_out(F "repeat local ok = pcall(function() while true do end end) until false", 2);
    runs_out(F "while true do pcall(error) end", 2);
    runs_out(F "while true do local s = ('x'):rep(16000) end", 2);
    runs_out(F "local t = {} for i = 1, 4000 do t[i] = i end\nwhile true do table.sort(t) end", 3);
    runs_out(F "local t = {} for i = 1, 1000 do t['k' .. i] = i end\nwhile true do for k in pairs(t) do end end", 3);
    runs_out(F "local s = ('a'):rep(16000)\nwhile true do string.find(s, 'b') end", 3);
    runs_out(F "local s = ('a'):rep(16000)\nwhile true do s:glob('*b') end", 3);
    runs_out(F "local a = ('\\0'):rep(16000) local b = a .. 'x' local t = {}\nfor i = 1, 200 do t[i] = i % 2 == 0 and "
               "a or b end "
               "table.sort(t)",
             3); // what is compared in C is counted
    runs_out(F "local t = {} for i = 1, 300 do t[('k'):rep(12000) .. i] = 1 end\nfor k in pairs(t) do end", 3);
    runs_out(F "while true do days(3) end", 2);
    runs_out(F "while true do competencies { tag = 'x' } end", 2);
    runs_out(F "while true do trained 'x' end", 2);
}

static void test_memory(void **state) {
    (void)state;
    rules_fail(F "local t = {} for i = 1, 1e9 do t[i] = i end", "memory", "framework.lua:2", "");
    rules_fail(F "local s = 'x' while true do s = s .. s end", "memory", "framework.lua:2", "");
    rules_fail(F "local t = {}\nfor i = 1, 4000 do t[i] = ('x'):rep(15000) .. i end", "memory", "framework.lua:3", "");
    rules_fail(F "local t = {} while true do t = { t } end", "memory", "framework.lua:2", "");
    rules_fail(F "local function f() return 1 + f() end f()", "memory", "framework.lua:2", "");
    rules_fail(F "pcall(function() local t = {} for i = 1, 1e9 do t[i] = i end end)", "memory", "framework.lua:2", "");
    rules_fail(F "local t = {} for i = 1, 5000 do t[#t + 1] = 'x' .. i table.concat(t, ('-'):rep(9)) end", "runtime",
               "framework.lua:2", "");
    rules_fail(F
               "local t = { 'x' } for i = 1, 30 do t = { t, t } end\nlevel 'x' { title = 'X', requires = trained(t) }",
               "memory", "framework.lua:3", "");
    rules_fail(F "course 'x' { title = 'X' } local t = {} for i = 1, 900 do t[i] = trained 'x' end\n"
                 "for i = 1, 250 do level('l' .. i) { title = 'L', requires = all(t) } end",
               "memory", NULL, "");
    rules_fail(F "for i = 1, 30000 do course('c' .. i) { title = 'C' } end", "too-many", "framework.lua:2", "");
    rules_fail(F "local t = {} for i = 1, 300 do t[i] = ('x'):rep(15000) .. i end\n"
                 "for i = 1, 3000 do course('c' .. i) { title = 'C', tags = t } end",
               "memory", "framework.lua:3", "");
}

static void test_depth(void **state) {
    (void)state;
    rules_fail(F "local t = {} for i = 1, 40 do t = { t } end\nlevel 'x' { title = 'X', requires = t }", "too-deep",
               "framework.lua:3", "");
    rules_fail(F "local t = {} t[1] = t\nlevel 'x' { title = 'X', requires = t }", "too-deep", "framework.lua:3", "");
}

static void test_no_host(void **state) {
    (void)state;
    static const char *const names[] = {
        "io",     "os",     "debug",          "package", "require", "load",         "loadstring",   "loadfile",
        "dofile", "utf8",   "coroutine",      "print",   "next",    "rawget",       "rawset",       "rawequal",
        "rawlen", "xpcall", "collectgarbage", "warn",    "_G",      "setmetatable", "getmetatable", "string.dump"};
    char text[128];
    for (size_t i = 0; i + 1 < sizeof names / sizeof names[0]; i++) {
        snprintf(text, sizeof text, F "local x = %s", names[i]);
        rules_fail(text, "unknown-name", "framework.lua:2", NULL);
    }
    struct rules rules;
    rules_framework(&rules,
                    F "for _, name in ipairs { 'dump', 'gmatch', 'gsub', 'match', 'pack', 'unpack', 'reverse' } do\n"
                      "  assert(string[name] == nil, name) end\n"
                      "for _, name in ipairs { 'random', 'randomseed', 'sin', 'exp', 'log' } do\n"
                      "  assert(math[name] == nil, name) end\n"
                      "assert(table.pack == nil and table.move == nil)");
    wm_ruleset_unref(rules_build(&rules));
}

static void test_read_only(void **state) {
    (void)state;
    rules_fail(F "string.rep = nil", "read-only", "framework.lua:2", "");
    rules_fail(F "math.huge = 1", "read-only", "framework.lua:2", "");
    rules_fail(F "all = any", "read-only", "framework.lua:2", "");
    rules_fail(F "pairs = nil", "read-only", "framework.lua:2", "");
    rules_fail(F "eligible.outcome = 'x'", "read-only", "framework.lua:2", "");
    rules_fail(F "local x = _ENV.nobody", "unknown-name", "framework.lua:2", "");
    rules_fail(F "table.insert(string, 1)", "runtime", "framework.lua:2", "");
    rules_fail(F "for k in pairs(string) do end", "runtime", "framework.lua:2", "");
    rules_fail(F "for k in pairs(_ENV) do end", "runtime", "framework.lua:2", "");
    rules_fail(F "level 'x' { title = 'X', requires = string }", "wrong-type", "framework.lua:2", "");
}

// A mistake in the use of the language is not an error that a pack may carry on after.
static void test_faults_are_final(void **state) {
    (void)state;
    rules_fail(F "pcall(level, 'Bad Id')", "wrong-id", NULL, "");
    rules_fail(F "pcall(function() return nobody end)", "unknown-name", "framework.lua:2", "");
    rules_fail(F "pcall(pcall, function() course 'x' { titel = 'X' } end)", "unknown-name", "framework.lua:2", "title");
    rules_fail(F "local t = {} pcall(table.sort, { 2, 1 }, function() return nobody end)", "unknown-name",
               "framework.lua:2", "");
}

static void test_errors_of_the_pack(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    rules_fail(F "error 'it is broken'", "runtime", "framework.lua:2", "");
    rules_fail(F "error { 3 }", "runtime", "framework.lua:2", "");
    rules_fail(F "error()", "runtime", "framework.lua:2", "");
    rules_fail(F "assert(false, 'so it is')", "runtime", "framework.lua:2", "");
    rules_fail(F "local x = nil + 1", "runtime", "framework.lua:2", "");
    rules_fail(F "local x = ('x') + 1", "runtime", "framework.lua:2", "");
    rules_fail(F "local x = '10' + 1", "runtime", "framework.lua:2", ""); // a text is no number
    rules_framework(&rules, F "local function check(x)\n  error('too much: ' .. x, 2)\nend\n\ncheck(3)");
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, NULL, &ruleset, &error), &error, WM_RULES,
                  "runtime");
    assert_string_equal(error.message, "too much: 3");
    assert_string_equal(error.where, "frameworks/f/framework.lua:6");
}

// However much fuel there is: nobody's thread is held for ever.
static void test_processor_time(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    const struct wm_pack_limits limits = {.instructions = UINT64_MAX / 2};
    rules_framework(&rules, F "while true do end");
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, &limits, &ruleset, &error), &error, WM_RULES,
                  "budget");
    assert_string_equal(error.where, "frameworks/f/framework.lua:2");
}

// Limits are the caller's to lower.
static void test_own_limits(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    struct wm_pack_limits limits = {.instructions = 20000};
    rules_framework(&rules, F "for i = 1, 100000 do end");
    wm_ruleset_unref(rules_build(&rules));
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, &limits, &ruleset, &error), &error, WM_RULES,
                  "budget");
    limits = (struct wm_pack_limits){.memory = 300u << 10};
    rules_framework(&rules, F "local t = {} for i = 1, 300 do t[i] = ('x'):rep(1000) .. i end");
    wm_ruleset_unref(rules_build(&rules));
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, &limits, &ruleset, &error), &error, WM_RULES,
                  "memory");
    limits = (struct wm_pack_limits){.file = 10};
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, &limits, &ruleset, &error), &error, WM_RULES,
                  "too-large");
    limits = (struct wm_pack_limits){.files = 1};
    rules_add(&rules, "frameworks/f/more.lua", "");
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, &limits, &ruleset, &error), &error, WM_RULES,
                  "too-many");
}

WM_TEST_MAIN(cmocka_unit_test(test_loops), cmocka_unit_test(test_memory), cmocka_unit_test(test_depth),
             cmocka_unit_test(test_no_host), cmocka_unit_test(test_read_only), cmocka_unit_test(test_processor_time),
             cmocka_unit_test(test_faults_are_final), cmocka_unit_test(test_errors_of_the_pack),
             cmocka_unit_test(test_own_limits))
