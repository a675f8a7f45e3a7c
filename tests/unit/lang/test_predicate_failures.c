// SPDX-License-Identifier: MIT
// What the log says of predicates that fail: which, why, where, how it came there; and how often.
#include "tests/unit/lang/predicates.h"

#include <unistd.h>

static int real_stderr;
static FILE *caught;

static int setup(void **state) {
    (void)state;
    caught = tmpfile();
    real_stderr = dup(STDERR_FILENO);
    return dup2(fileno(caught), STDERR_FILENO) < 0;
}

static int teardown(void **state) {
    (void)state;
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    fclose(caught);
    return 0;
}

// What was logged since the last call, without the time.
static const char *take(void) {
    static char text[65536];
    off_t end = lseek(fileno(caught), 0, SEEK_END);
    assert_true(end >= 0 && end < (off_t)sizeof text);
    assert_int_equal(pread(fileno(caught), text, (size_t)end, 0), end);
    text[end] = '\0';
    assert_int_equal(ftruncate(fileno(caught), 0), 0);
    lseek(fileno(caught), 0, SEEK_SET);
    const char *space = strchr(text, ' ');
    return space != NULL ? space + 1 : text;
}

static int count_lines(const char *text) {
    int lines = 0;
    for (; (text = strchr(text, '\n')) != NULL; text++)
        lines++;
    return lines;
}

static const struct wm_predicate_limits small = {.memory = 256u << 10, .fuel = 200000};

// The line begins and ends like this. The body's first line is line 2 of the file.
static void logs_at(const char *body, const char *begins, const char *ends, const char *file, int line) {
    struct asking asking;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, body, &small);
    struct wm_predicate_answer answer = asking_answer(&asking, amara, PREDICATES_DAY);
    assert_int_equal(answer.verdict, WM_VERDICT_UNKNOWN);
    const char *text = take();
    char first[300], last[600];
    snprintf(first, sizeof first, "warning predicate: f: predicate \"p\" is unknown, reason %s", begins);
    snprintf(last, sizeof last, "%s\n", ends);
    size_t length = strlen(text), tail = strlen(last);
    bool same = strncmp(text, first, strlen(first)) == 0 && length >= tail && strcmp(text + length - tail, last) == 0 &&
                count_lines(text) == 1;
    if (!same)
        print_message("%s:%d: %s", file, line, text);
    assert_true(same);
    asking_close(&asking);
    wm_portfolio_unref(amara);
}
#define logs(body, begins, ends) logs_at((body), (begins), (ends), __FILE__, __LINE__)
#define P "frameworks/f/p.lua:"

static void test_each_way_to_fail(void **state) {
    (void)state;
    logs("local x = nil\nreturn x.y", "error (runtime): attempt to index a nil value (local 'x')", ", at " P "3");
    logs("error('enough')", "error (runtime): enough", ", at " P "2");
    logs("error({})", "error (runtime): the predicate failed", ", at " P "2");
    logs("assert(person.count('training') == 0)", "error (runtime): an assertion failed", ", at " P "2");
    logs("return person.holds('helpr')", "error (unknown-name): no level \"helpr\"", ", at " P "2");
    logs("return 1", "error (wrong-result): the predicate gave back no verdict", ", at " P "1");
    logs("\nwhile true do end", "budget (budget): the predicate takes more than 200000 steps", ", at " P "3");
    logs("local t = {}\nfor i = 1, 1e9 do t[i] = i end", "error (memory): a table or", ", at " P "3");
    logs("local t = {}\nfor i = 1, 4000 do t[i] = ('x'):rep(8000) .. i end", "error (memory): the predicate needs",
         ", at " P "3");
    logs("local s = 'x'\nwhile true do s = s .. s end", "error (memory): a text longer", ", at " P "3");
}

// The innermost first. Functions in C have no line, and what ended in a tail call is not there any more.
static void test_frames(void **state) {
    (void)state;
    logs("local function a() local x = nil .. 'x' end\n"
         "local function b() a() return 1 end\n"
         "b()",
         "error (runtime): attempt to concatenate", ", at " P "2 < " P "3 < " P "4");
    logs("local function a() error('here', 2) end\n"
         "local function b() a() return 1 end\n"
         "b()",
         "error (runtime): here", ", at " P "3 < " P "2 < " P "3 < " P "4");
    logs("table.sort({ 1, 2 }, function ()\nerror('in C') end)", "error (runtime): in C", ", at " P "3 < " P "2");
    logs("local function a() error('tail') end\nlocal function b() return a() end\nb() return true",
         "error (runtime): tail", ", at " P "2 < " P "4");
    logs("local function a() while true do end end\nlocal function b() a() return 1 end\nb()",
         "budget (budget): ", ", at " P "2 < " P "3 < " P "4");
    logs("local function a() local t = {} for i = 1, 1e9 do t[i] = i end end\nlocal function b() a() return 1 end\nb()",
         "error (memory): ", ", at " P "2 < " P "3 < " P "4");
    logs("local function a() person.count('x') end\npcall(a)", "error (unknown-name): ", ", at " P "2 < " P "3");
}

static void test_ten_frames(void **state) {
    (void)state;
    logs("local function a(n)\nif n == 0 then error('deep') end\na(n - 1) return n end\na(100)",
         "error (runtime): deep",
         ", at " P "3 < " P "4 < " P "4 < " P "4 < " P "4 < " P "4 < " P "4 < " P "4 < " P "4 < " P "4");
    logs("local function a() a() return 1 end\na()", "error (memory): ",
         ", at " P "2 < " P "2 < " P "2 < " P "2 < " P "2 < " P "2 < " P "2 < " P "2 < " P "2 < " P "2");
}

// What a rule writes is no place, however much it looks like one.
static void test_made_up_places(void **state) {
    (void)state;
    logs("error('other.lua:7: lies', 0)", "error (runtime): other.lua:7: lies, at", ", at " P "2");
    logs("error('\\27[31m\\n\\xff.lua:7: lies', 0)", "error (runtime): ", ", at " P "2");
    logs("local ok, e = pcall(error, 'x')\nerror(e, 0)", "error (runtime): x", ", at " P "3");
}

static void test_other_file(void **state) {
    (void)state;
    struct asking asking = {.ruleset = NULL};
    struct wm_portfolio *amara = kept_amara();
    rules_init(&asking.rules);
    rules_add(&asking.rules, "frameworks/f/_tools.lua", "return function (x)\n return #x\nend");
    rules_add(&asking.rules, "frameworks/f/p.lua",
              "local length = include '_tools'\n"
              "p = custom { id = 'p', says = 'it is so', function (person)\n  return length(nil) > 0\nend }");
    asking_open_pack(&asking, NULL);
    assert_string_equal(asking_answer(&asking, amara, PREDICATES_DAY).where, "frameworks/f/_tools.lua:2");
    assert_non_null(strstr(take(), "at frameworks/f/_tools.lua:2 < " P "3\n"));
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

// Of a predicate that fails for everybody the log has the first, the tenth, the hundredth …, whichever state failed.
static void test_flood(void **state) {
    (void)state;
    struct asking asking;
    struct wm_error error = {0};
    struct wm_predicate_answer answer;
    struct wm_predicates *other;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, "error('no')", NULL);
    wm_test_ok(wm_predicates_new(asking.ruleset, NULL, &other, &error), &error);
    for (int i = 0; i < 1200; i++)
        wm_test_ok(wm_predicates_ask(i % 2 == 0 ? asking.predicates : other, asking.predicate, amara, PREDICATES_DAY,
                                     &answer, &error),
                   &error);
    const char *text = take();
    assert_int_equal(count_lines(text), 4);
    assert_non_null(strstr(text, "reason error (runtime): no, at"));
    assert_non_null(strstr(text, "reason error (runtime); 10 times under these rules: no, at"));
    assert_non_null(strstr(text, "reason error (runtime); 1000 times under these rules: no, at"));
    wm_predicates_free(other);
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

// Late is no answer, and is for whoever asked to tell.
static void test_nothing_of_lateness(void **state) {
    (void)state;
    struct asking asking;
    struct wm_error error = {0};
    struct wm_predicate_answer answer;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, "while true do end", NULL);
    wm_predicates_deadline(asking.predicates, 0);
    wm_test_fails(wm_predicates_ask(asking.predicates, asking.predicate, amara, PREDICATES_DAY, &answer, &error),
                  &error, WM_BUSY, "deadline");
    assert_string_equal(take(), "");
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

#define caught_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
WM_TEST_MAIN(caught_test(test_each_way_to_fail), caught_test(test_frames), caught_test(test_ten_frames),
             caught_test(test_made_up_places), caught_test(test_other_file), caught_test(test_flood),
             caught_test(test_nothing_of_lateness))
