// SPDX-License-Identifier: MIT
// labels: threads
// What each command prints, for canned answers: golden/NAME.80 and NAME.40 by width, NAME.colour with colours. The
// answers are in golden/ANSWERS.answers. WM_GOLDEN=write writes what is printed now: read it before you keep it.
#include "tests/unit/cli/run.h"

struct golden {
    const char *name;
    const char *answers;
    const char *words[12];
    const char *input;
    int status;
};

#define AMARA "np-0042", "somerset-social-prescribing/mid-career"
static const struct golden goldens[] = {
    {"why-eligible", "why-eligible", {"why", AMARA}, NULL, 0},
    {"why-not", "why-not", {"why", AMARA, "--as-of", "2026-09-01"}, NULL, 3},
    {"why-unknown", "why-unknown", {"why", AMARA, "--org", "northside"}, NULL, 4},
    {"why-tree", "why-tree", {"why", AMARA, "--tree"}, NULL, 3},
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
    {"framework-list", "framework", {"framework", "list"}, NULL, 0},
    {"framework-show", "framework", {"framework", "show", "somerset-social-prescribing"}, NULL, 0},
    {"framework-criteria", "framework", {"framework", "show", "somerset-social-prescribing", "--criteria"}, NULL, 0},
    {"rules-status", "rules", {"rules", "status"}, NULL, 1},
    {"health", "health", {"health"}, NULL, 0},
    {"health-degraded", "health-degraded", {"health"}, NULL, 1},
    {"health-json", "health", {"health", "--json"}, NULL, 0},
    {"hostile-why", "hostile", {"why", "np-0042", "x/y", "--tree"}, NULL, 3},
    {"hostile-standing", "hostile", {"standing", "np-0042"}, NULL, 0},
    {"hostile-records", "hostile", {"record", "list", "np-0042"}, NULL, 0},
    {"hostile-framework", "hostile", {"framework", "show", "x"}, NULL, 0},
    {"hostile-refusal", "hostile", {"person", "get", "np-0042"}, NULL, 1},
    {"help", NULL, {"help"}, NULL, 0},
    {"help-why", NULL, {"help", "why"}, NULL, 0},
    {"help-record-add", NULL, {"record", "add", "--help"}, NULL, 0},
};

static char *path_of(const char *name, const char *ending) {
    char *path = NULL;
    assert_true(asprintf(&path, "%s/tests/unit/cli/golden/%s.%s", WM_TEST_SOURCES, name, ending) > 0);
    return path;
}

// NUL-terminated; NULL when there is no such file.
static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    size_t length = 0;
    char *text = calloc(1, 1 << 18);
    length = fread(text, 1, (1 << 18) - 1, file);
    text[length] = '\0';
    fclose(file);
    return text;
}

static void check(const char *name, const char *ending, const struct wm_buffer *printed) {
    const char *write = getenv("WM_GOLDEN");
    char *path = path_of(name, ending);
    if (write != NULL && strcmp(write, "write") == 0) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(printed->data, 1, printed->length, file), printed->length);
        fclose(file);
    }
    char *expected = read_file(path);
    if (expected == NULL)
        fail_msg("there is no %s", path);
    if (expected != NULL && strcmp(expected, printed->data) != 0)
        fail_msg("%s differs. Expected:\n%s\nPrinted:\n%s", path, expected, printed->data);
    free(expected);
    free(path);
}

static void add_all(struct wm_buffer *printed, const struct cli_run *run) {
    wm_buffer_add(printed, run->out.data, run->out.length);
    if (run->complaints.length > 0)
        wm_buffer_text(printed, "--- standard error\n");
    wm_buffer_add(printed, run->complaints.data, run->complaints.length);
    wm_buffer_printf(printed, "--- exit status %d\n", run->status);
}

static void run_golden(const struct golden *golden, unsigned columns, bool colour, const char *ending) {
    char *path = golden->answers != NULL ? path_of(golden->answers, "answers") : NULL;
    char *answers = path != NULL ? read_file(path) : NULL;
    assert_true(path == NULL || answers != NULL);
    struct cli_run run = {
        .words = golden->words, .answers = answers, .input = golden->input, .columns = columns, .colour = colour};
    cli_run(&run);
    struct wm_buffer printed;
    wm_buffer_init(&printed, 1 << 20);
    wm_buffer_add(&printed, run.requests.data, columns == 80 && !colour ? run.requests.length : 0);
    add_all(&printed, &run);
    check(golden->name, ending, &printed);
    assert_int_equal(run.status, golden->status);
    wm_buffer_clear(&printed);
    cli_run_clear(&run);
    free(answers);
    free(path);
}

static void test_goldens(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        run_golden(&goldens[i], 80, false, "80");
        run_golden(&goldens[i], 40, false, "40");
        run_golden(&goldens[i], 80, true, "colour");
    }
}

WM_TEST_MAIN(cmocka_unit_test(test_goldens))
