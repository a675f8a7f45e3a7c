// SPDX-License-Identifier: MIT
// labels: threads
// What each command prints, for canned answers: golden/NAME.80 and NAME.40 by width, NAME.colour with colours. The
// answers are in golden/ANSWERS.answers. WM_GOLDEN=write writes what is printed now: read it before you keep it.
#include "engine/base/file.h"
#include "tests/unit/cli/run.h"

enum { STRIDE = 1 }; // of the allocations that fail: each run has a daemon of its own

struct golden {
    const char *name;
    const char *answers;
    const char *words[12];
    const char *input;
    int status;
};

#define RULES WM_TEST_SOURCES "/tests/unit/cli/rules"
#define AMARA_LEVEL "somerset-social-prescribing/mid-career"
#define AMARA "np-0042", "somerset-social-prescribing/mid-career"
static const struct golden goldens[] = {
    {"why-eligible", "why-eligible", {"why", AMARA}, NULL, 0},
    {"why-not", "why-not", {"why", AMARA, "--as-of", "2026-09-01"}, NULL, 3},
    {"why-unknown", "why-unknown", {"why", AMARA, "--org", "northside"}, NULL, 4},
    {"why-custom", "why-custom", {"why", "np-0042", "northside-stroke/cover-for-colleagues"}, NULL, 4},
    {"why-custom-not", "why-custom-not", {"why", "np-0042", "northside-stroke/cover-for-colleagues"}, NULL, 3},
    {"why-tree", "why-tree", {"why", AMARA, "--tree"}, NULL, 3},
    {"why-linked", "why-linked", {"why", AMARA}, NULL, 3},
    {"why-what-if",
     "why-what-if",
     {"why", AMARA, "--with",
      "{\"kind\":\"training\",\"subject\":\"fire-safety\",\"outcome\":\"completed\",\"on\":\"2026-08-30\"}",
      "--without", "12", "--without", "14", "--ledger", "40"},
     NULL,
     3},
    {"why-json", "why-eligible", {"why", AMARA, "--json"}, NULL, 0},
    {"why-unknown-level", "unknown-level", {"why", "np-0042", "somerset-social-prescribing/mid-carer"}, NULL, 1},
    {"why-unknown-level-json", "unknown-level", {"why", "np-0042", "x", "--json"}, NULL, 1},
    {"standing", "standing", {"standing", "np-0042", "--as-of", "2026-09-01"}, NULL, 0},
    {"standing-far", "standing-far", {"standing", "rs-0001"}, NULL, 0},
    {"standing-near", "standing-near", {"standing", "np-0042", "--no-plans", "--as-of", "2020-09-01"}, NULL, 0},
    {"forecast", "forecast", {"forecast", "np-0042", "--to", "2028-08-31"}, NULL, 0},
    {"forecast-one",
     "forecast-none",
     {"forecast", "np-0042", "somerset-social-prescribing/entry", "--days", "29", "--as-of", "2026-09-01"},
     NULL,
     0},
    {"forecast-idle", "forecast-idle", {"forecast", "rs-0006"}, NULL, 0},
    {"forecast-all-idle", "forecast-all-idle", {"forecast", "rs-0006"}, NULL, 0},
    {"forecast-json", "forecast-none", {"forecast", "np-0042", "--json"}, NULL, 0},
    {"lapses", "forecast", {"lapses", "np-0042"}, NULL, 0},
    {"lapses-none", "forecast-none", {"lapses", "np-0042", "--to", "2026-09-30", "--as-of", "2026-09-01"}, NULL, 0},
    {"plan",
     "plan",
     {"plan", "np-0042", "somerset-social-prescribing/mid-career", "somerset-social-prescribing/established",
      "--hours-per-week", "4", "--as-of", "2026-09-01"},
     NULL,
     0},
    {"plan-none", "plan-none", {"plan", "np-0042", "somerset-social-prescribing/entry"}, NULL, 0},
    {"plan-blocked", "plan-blocked", {"plan", AMARA, "--mode", "day", "--mode", "virtual"}, NULL, 3},
    {"plan-late", "plan-late", {"plan", AMARA, "--by", "2026-09-05"}, NULL, 3},
    {"plan-dear", "plan-dear", {"plan", AMARA, "--cost-ceiling", "7.5"}, NULL, 3},
    {"plan-json", "plan-late", {"plan", AMARA, "--json"}, NULL, 3},
    {"person-put",
     "person",
     {"person", "put", "np-0042", "--name", "Amara Okafor", "--data", "{\"team\":\"north\"}"},
     NULL,
     0},
    {"person-get", "person", {"person", "get", "np-0042"}, NULL, 0},
    {"person-list", "person", {"person", "list"}, NULL, 0},
    {"person-list-json", "person", {"person", "list", "--json"}, NULL, 0},
    {"record-add",
     "record",
     {"record", "add", "np-0042", "-"},
     "{\"kind\":\"training\",\"subject\":\"fire-safety\",\"outcome\":\"completed\",\"on\":\"2026-05-03\",\"key\":\"a\"}"
     "\n"
     "{\"kind\":\"training\",\"subject\":\"first-aid\",\"outcome\":\"completed\",\"on\":\"2026-05-04\"}\n",
     0},
    {"record-list", "record", {"record", "list", "np-0042", "--kind", "training", "--ledger", "90"}, NULL, 0},
    {"record-list-none", "record-none", {"record", "list", "np-0042", "--limit", "5", "--after", "7"}, NULL, 0},
    {"record-void", "record", {"record", "void", "12", "--reason", "entered twice"}, NULL, 0},
    {"award-grant", "award", {"award", "grant", AMARA, "--on", "2026-09-01"}, NULL, 0},
    {"award-override", "award", {"award", "grant", AMARA, "--override", "agreed by the panel"}, NULL, 0},
    {"award-refused", "award-refused", {"award", "grant", AMARA}, NULL, 3},
    {"award-refused-json", "award-refused", {"award", "grant", AMARA, "--json"}, NULL, 3},
    {"award-revoke", "award", {"award", "revoke", AMARA, "--reason", "awarded in error"}, NULL, 0},
    {"award-list", "award", {"award", "list", "np-0042"}, NULL, 0},
    {"cohort-query",
     "cohort-query",
     {"cohort", "query", "somerset-social-prescribing/wider-responsibilities", "--limit", "6"},
     NULL,
     0},
    {"cohort-near",
     "cohort-near",
     {"cohort", "query", AMARA_LEVEL, "--outcome", "near", "--unmet", "3", "--as-of", "2026-09-01"},
     NULL,
     0},
    {"cohort-near-csv", "cohort-near", {"cohort", "query", AMARA_LEVEL, "--outcome", "near", "--csv"}, NULL, 0},
    {"cohort-near-json", "cohort-near", {"cohort", "query", AMARA_LEVEL, "--outcome", "near", "--json"}, NULL, 0},
    {"cohort-empty", "cohort-empty", {"cohort", "query", AMARA_LEVEL, "--outcome", "near"}, NULL, 0},
    {"cohort-matrix", "cohort-matrix", {"cohort", "matrix", "somerset-social-prescribing", "--limit", "12"}, NULL, 0},
    {"cohort-matrix-csv",
     "cohort-matrix",
     {"cohort", "matrix", "somerset-social-prescribing", "--csv", "--limit", "12"},
     NULL,
     0},
    {"cohort-competencies",
     "cohort-competencies",
     {"cohort", "matrix", "somerset-social-prescribing", "--of", "competencies", "--level", AMARA_LEVEL},
     NULL,
     0},
    {"cohort-competencies-csv",
     "cohort-competencies",
     {"cohort", "matrix", "somerset-social-prescribing", "--of", "competencies", "--csv"},
     NULL,
     0},
    {"cohort-gaps", "cohort-gaps", {"cohort", "gaps", AMARA_LEVEL, "--limit", "4"}, NULL, 0},
    {"cohort-gaps-csv", "cohort-gaps", {"cohort", "gaps", AMARA_LEVEL, "--csv", "--limit", "4"}, NULL, 0},
    {"cohort-gaps-framework",
     "cohort-gaps-framework",
     {"cohort", "gaps", "--framework", "somerset-social-prescribing", "--limit", "3"},
     NULL,
     0},
    {"cohort-gaps-none", "cohort-gaps-none", {"cohort", "gaps", AMARA_LEVEL}, NULL, 0},
    {"cohort-gaps-of-what", "cohort-gaps", {"cohort", "gaps"}, NULL, 2},
    {"cohort-expiring", "cohort-expiring", {"cohort", "expiring", "--within", "90", "--limit", "5"}, NULL, 0},
    {"cohort-expiring-several", "cohort-expiring-several", {"cohort", "expiring", "--limit", "5"}, NULL, 0},
    {"cohort-expiring-none", "cohort-expiring-none", {"cohort", "expiring", AMARA_LEVEL}, NULL, 0},
    {"cohort-expiring-csv", "cohort-expiring", {"cohort", "expiring", "--csv", "--limit", "5"}, NULL, 0},
    {"cohort-two-forms", "cohort-expiring", {"cohort", "expiring", "--csv", "--json"}, NULL, 2},
    {"framework-list", "framework", {"framework", "list"}, NULL, 0},
    {"framework-show", "framework", {"framework", "show", "somerset-social-prescribing"}, NULL, 0},
    {"framework-links", "framework-links", {"framework", "show", "crosswalk"}, NULL, 0},
    {"framework-criteria", "framework", {"framework", "show", "somerset-social-prescribing", "--criteria"}, NULL, 0},
    {"rules-status", "rules", {"rules", "status"}, NULL, 1},
    {"rules-status-one", "rules-one", {"rules", "status", "--org", "northside"}, NULL, 0},
    {"rules-status-none", "rules-none", {"rules", "status"}, NULL, 0},
    {"rules-reload", "rules-change", {"rules", "reload"}, NULL, 0},
    {"rules-reload-many", "rules-many", {"rules", "reload"}, NULL, 0},
    {"rules-reload-unchanged", "rules-unchanged", {"rules", "reload", "--wait"}, NULL, 0},
    {"rules-reload-refused", "rules-refused", {"rules", "reload", "--org", "northside"}, NULL, 1},
    {"rules-reload-json", "rules-refused", {"rules", "reload", "--json"}, NULL, 1},
    {"rules-reload-no-wait", "rules-building", {"rules", "reload", "--no-wait"}, NULL, 0},
    {"rules-reload-check", "rules-checked", {"rules", "reload", "--check", "--org", "northside"}, NULL, 0},
    {"rules-reload-all", "rules-all", {"rules", "reload", "--all"}, NULL, 1},
    {"rules-reload-all-json", "rules-all", {"rules", "reload", "--all", "--json"}, NULL, 1},
    {"rules-rollback", "rules-change", {"rules", "rollback", "e563246c"}, NULL, 0},
    {"rules-rollback-unknown", "rules-unknown", {"rules", "rollback", "00000000", "--org", "northside"}, NULL, 1},
    {"rules-history", "rules-history", {"rules", "history", "--before", "9", "--limit", "3"}, NULL, 0},
    {"rules-history-none", "rules-none", {"rules", "history"}, NULL, 0},
    {"events", "events", {"events"}, NULL, 0},
    {"events-after", "events", {"events", "--after", "17", "--org", "northside"}, NULL, 0},
    {"events-json", "events", {"events", "--json"}, NULL, 0},
    {"events-none", "events-none", {"events"}, NULL, 0},
    {"events-ended", "events-ended", {"events", "--follow", "--after", "17"}, NULL, 1},
    {"events-expired", "events-expired", {"events", "--after", "3"}, NULL, 1},
    {"hostile-events", "hostile", {"events"}, NULL, 0},
    {"hostile-rules", "hostile", {"rules", "status"}, NULL, 1},
    {"hostile-reload", "hostile", {"rules", "reload"}, NULL, 0},
    {"hostile-history", "hostile", {"rules", "history"}, NULL, 0},
    {"rules-eval",
     NULL,
     {"rules", "eval", RULES "/frameworks/bakery"},
     "on 2026-09-01\n"
     "levels\n"
     "record training hygiene outcome=completed on=2025-10-04\n"
     "record signoff trial-shift by=ada as=manager   # today\n"
     "why helper\n"
     "meet baker without=kneading,helper/trained:hygiene\n"
     "record assessment kneading value=1 on=2026-08-01 by=ada as=\"assessor\" note='not yet'\n"
     "why baker\n"
     "explain baker\n"
     "award helper on=2026-03-01\n"
     "records\n"
     "standing\n"
     "set skill-of-a-baker 1\n"
     "why baker\n"
     "forget 1 2 3 4 5\n"
     "set night-skill 1\n"
     "why alone-at-night\n"
     "unset night-skill\n"
     "set hygiene-lasts months(3)\n"
     "parameters\n"
     "why alone-at-night\n"
     "forget all\n"
     "records\n"
     "reload\n"
     "quit\n"
     "this is never read\n",
     4},
    {"rules-eval-organisation",
     NULL,
     {"rules", "eval", RULES "/organisations/crumb", "--do", "on 2026-09-01", "--do", "meet bakery/baker", "--do",
      "why baker"},
     NULL,
     0},
    {"rules-eval-json",
     NULL,
     {"rules", "eval", RULES "/organisations/crumb", "--json"},
     "on 2026-09-01\nmeet helper without=trial-shift\nrecords\nwhy helpers\n",
     1},
    {"rules-eval-mistakes",
     NULL,
     {"rules", "eval", RULES "/frameworks/bakery"},
     "on 2026-02-30\n"
     "wy helper\n"
     "why\n"
     "why helpr\n"
     "why \"helper\n"
     "record training hygine outcome=completed\n"
     "record assessment kneading value=9 by=ada as=manager\n"
     "record assessment kneading value=two by=ada as=manager\n"
     "record training hygiene outcome\n"
     "record trainin hygiene\n"
     "record training hygiene outcome=completed data=no\n"
     "award alone-at-night\n"
     "award helper on=2026-03-01 until=2026-01-01\n"
     "award helper off=2026-03-01\n"
     "meet baker without=trained:hygine\n"
     "meet baker with=hygiene\n"
     "forget 1\n"
     "forget one\n"
     "set skil-of-a-baker 2\n"
     "set skill-of-a-baker much\n"
     "set hygiene-lasts 3 fortnights\n"
     "standing baker\n"
     "help wy\n",
     1},
    {"rules-eval-help", NULL, {"rules", "eval", RULES "/frameworks/bakery", "--do", "help"}, NULL, 0},
    {"rules-eval-parameter-of-an-organisation",
     NULL,
     {"rules", "eval", RULES "/organisations/crumb", "--do", "set skill-of-a-baker 1"},
     NULL,
     1},
    {"health", "health", {"health"}, NULL, 0},
    {"health-degraded", "health-degraded", {"health"}, NULL, 1},
    {"health-json", "health", {"health", "--json"}, NULL, 0},
    {"hostile-why", "hostile", {"why", "np-0042", "x/y", "--tree"}, NULL, 3},
    {"hostile-standing", "hostile", {"standing", "np-0042"}, NULL, 0},
    {"hostile-plan", "hostile", {"plan", "np-0042", "x/y"}, NULL, 0},
    {"hostile-forecast", "hostile", {"forecast", "np-0042"}, NULL, 0},
    {"hostile-lapses", "hostile", {"lapses", "np-0042"}, NULL, 0},
    {"hostile-records", "hostile", {"record", "list", "np-0042"}, NULL, 0},
    {"hostile-framework", "hostile", {"framework", "show", "x"}, NULL, 0},
    {"hostile-cohort-query", "hostile", {"cohort", "query", "x/y"}, NULL, 0},
    {"hostile-cohort-matrix", "hostile", {"cohort", "matrix", "x"}, NULL, 0},
    {"hostile-cohort-gaps", "hostile", {"cohort", "gaps", "x/y"}, NULL, 0},
    {"hostile-cohort-expiring", "hostile", {"cohort", "expiring"}, NULL, 0},
    {"hostile-refusal", "hostile", {"person", "get", "np-0042"}, NULL, 1},
    {"help", NULL, {"help"}, NULL, 0},
    {"help-why", NULL, {"help", "why"}, NULL, 0},
    {"help-record-add", NULL, {"record", "add", "--help"}, NULL, 0},
};

struct path {
    char text[512];
};

static struct path path_of(const char *name, const char *ending) {
    struct path path;
    snprintf(path.text, sizeof path.text, "%s/tests/unit/cli/golden/%s.%s", WM_TEST_SOURCES, name, ending);
    return path;
}

static struct wm_buffer read_golden(const char *name, const char *ending) {
    struct wm_buffer bytes;
    struct wm_error error;
    wm_test_ok(wm_file_read(path_of(name, ending).text, 1 << 20, &bytes, &error), &error);
    return bytes;
}

static void check(const char *name, const char *ending, const struct wm_buffer *printed) {
    const char *write = getenv("WM_GOLDEN");
    if (write != NULL && strcmp(write, "write") == 0) {
        FILE *file = fopen(path_of(name, ending).text, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(printed->data, 1, printed->length, file), printed->length);
        fclose(file);
    }
    struct wm_buffer expected = read_golden(name, ending);
    if (strcmp(expected.data, printed->data) != 0)
        fail_msg("%s.%s differs. Expected:\n%s\nPrinted:\n%s", name, ending, expected.data, printed->data);
    wm_buffer_clear(&expected);
}

static void add_all(struct wm_buffer *printed, const struct cli_run *run) {
    wm_buffer_add(printed, run->out.data, run->out.length);
    if (run->complaints.length > 0)
        wm_buffer_text(printed, "--- standard error\n");
    wm_buffer_add(printed, run->complaints.data, run->complaints.length);
    wm_buffer_printf(printed, "--- exit status %d\n", run->status);
}

static void run_golden(const struct golden *golden, unsigned columns, bool colour, const char *ending) {
    struct wm_buffer answers = {0};
    if (golden->answers != NULL)
        answers = read_golden(golden->answers, "answers");
    struct cli_run run = {
        .words = golden->words, .answers = answers.data, .input = golden->input, .columns = columns, .colour = colour};
    cli_run(&run);
    struct wm_buffer printed;
    wm_buffer_init(&printed, 1 << 20);
    if (columns == 80 && !colour)
        wm_buffer_text(&printed, run.requests);
    add_all(&printed, &run);
    check(golden->name, ending, &printed);
    assert_int_equal(run.status, golden->status);
    wm_buffer_clear(&printed);
    cli_run_clear(&run);
    wm_buffer_clear(&answers);
}

static void test_goldens(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        run_golden(&goldens[i], 80, false, "80");
        run_golden(&goldens[i], 40, false, "40");
        run_golden(&goldens[i], 80, true, "colour");
    }
}

// Whatever the daemon says, only line ends and our own colours control the terminal.
static void test_hostile(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        if (goldens[i].answers == NULL || strcmp(goldens[i].answers, "hostile") != 0)
            continue;
        struct wm_buffer printed = read_golden(goldens[i].name, "80");
        for (size_t at = 0; at < printed.length; at++)
            assert_true((unsigned char)printed.data[at] >= 0x20 || printed.data[at] == '\n');
        assert_null(strstr(printed.data, "\u202e"));
        assert_null(strstr(printed.data, "\u2066"));
        assert_null(strstr(printed.data, "\xc2\x85"));
        wm_buffer_clear(&printed);
    }
}

struct failing {
    const struct golden *golden;
    const char *answers;
};

static enum wm_status run_failing(void *context, struct wm_error *error) {
    const struct failing *failing = context;
    const struct golden *golden = failing->golden;
    struct cli_run run = {.words = golden->words, .answers = failing->answers, .input = golden->input, .columns = 60};
    cli_run(&run);
    int status = run.status;
    cli_run_clear(&run);
    return status == golden->status ? WM_OK : wm_error_no_memory(error);
}

// Each allocation of a run fails once: exit status 1, and nothing is held.
static void test_no_memory(void **state) {
    (void)state;
    static const char *const names[] = {
        "why-what-if",     "person-put",       "record-add",    "award-refused", "health",
        "rules-status",    "rules-reload",     "cohort-near",   "cohort-matrix", "cohort-gaps-framework",
        "cohort-expiring", "rules-reload-all", "rules-history", "events",        "forecast",
        "forecast-idle",   "lapses",           "plan",          "plan-blocked",  "standing-near"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
        for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++)
            if (strcmp(goldens[i].name, names[k]) == 0) {
                struct wm_buffer answers = read_golden(goldens[i].answers, "answers");
                struct failing failing = {&goldens[i], answers.data};
                wm_test_some_allocations(run_failing, &failing, STRIDE);
                wm_buffer_clear(&answers);
            }
}

WM_TEST_MAIN(cmocka_unit_test(test_goldens), cmocka_unit_test(test_hostile), cmocka_unit_test(test_no_memory))
