// SPDX-License-Identifier: MIT
// The manual pages and the completion know every command, every option, and every key of the configuration.
#include "api/cli/cli.h"

#include "engine/base/file.h"
#include "engine/daemon/config.h"
#include "tests/support/test.h"

#include <stdio.h>

static struct wm_buffer read_page(const char *name) {
    char path[512];
    struct wm_buffer page;
    struct wm_error error;
    snprintf(path, sizeof path, "%s/contrib/%s", WM_TEST_SOURCES, name);
    wm_test_ok(wm_file_read(path, 1 << 20, &page, &error), &error);
    return page;
}

static void expect(const char *page, const char *name, const char *text) {
    if (strstr(page, text) == NULL)
        fail_msg("%s does not have \"%s\"", name, text);
}

// "--as-of" as mdoc has it: "Fl \-as\-of".
static void expect_option(const char *manual, const char *completion, const struct wm_option *option) {
    char text[128] = "Fl \\-";
    size_t at = strlen(text);
    for (const char *c = option->name; *c != '\0'; c++) {
        if (*c == '-')
            text[at++] = '\\';
        text[at++] = *c;
    }
    text[at] = '\0';
    expect(manual, "waymark.1", text);
    snprintf(text, sizeof text, "--%s", option->name);
    expect(completion, "completions/waymark", text);
}

static void test_commands(void **state) {
    (void)state;
    struct wm_buffer manual_page = read_page("man/waymark.1");
    struct wm_buffer completion_file = read_page("completions/waymark");
    const char *manual = manual_page.data;
    const char *completion = completion_file.data;
    for (size_t i = 0; wm_commands[i] != NULL; i++) {
        const struct wm_command *command = wm_commands[i];
        char text[128];
        snprintf(text, sizeof text, ".It Cm %s", command->name);
        expect(manual, "waymark.1", text);
        const char *last = strrchr(command->name, ' ');
        expect(completion, "completions/waymark", last != NULL ? last + 1 : command->name);
        for (const struct wm_option *option = command->options; option != NULL && option->name != NULL; option++)
            expect_option(manual, completion, option);
    }
    for (const struct wm_option *option = wm_global_options; option->name != NULL; option++)
        expect_option(manual, completion, option);
    wm_buffer_clear(&manual_page);
    wm_buffer_clear(&completion_file);
}

static void amount(char *text, uint64_t number, char kind) {
    static const struct {
        char kind;
        uint64_t factor;
        const char *suffix;
    } units[] = {{'B', 1 << 30, "GiB"}, {'B', 1 << 20, "MiB"}, {'B', 1 << 10, "KiB"}, {'T', 86400000, "d"},
                 {'T', 3600000, "h"},   {'T', 1000, "s"},      {'T', 1, "ms"}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (units[i].kind == kind && number > 0 && number % units[i].factor == 0) {
            snprintf(text, 32, "%llu%s", (unsigned long long)(number / units[i].factor), units[i].suffix);
            return;
        }
    snprintf(text, 32, "%llu", (unsigned long long)number);
}

static void test_configuration(void **state) {
    (void)state;
    enum kind { BYTES = 'B', COUNT = 'C', TIME = 'T' };
    static const struct {
        const char *name;
        enum kind kind;
        uint64_t standard, least, most;
    } limits[] = {
#define X(name, unit, standard, least, most) {#name, unit, standard, least, most},
        WM_CONFIG_LIMITS(X)
#undef X
    };
    static const char *const keys[] = {
        "store",        "socket", "path",   "mode",  "group", "rules", "folders", "watch", "verify_predicates",
        "trusted_keys", "log",    "limits", "access"};
    struct wm_buffer file = read_page("man/waymark.yaml.5");
    const char *page = file.data;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char text[64];
        snprintf(text, sizeof text, ".It Cm %s", keys[i]);
        expect(page, "waymark.yaml.5", text);
    }
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        char text[256], standard[32], least[32], most[32];
        amount(standard, limits[i].standard, (char)limits[i].kind);
        amount(least, limits[i].least, (char)limits[i].kind);
        amount(most, limits[i].most, (char)limits[i].kind);
        snprintf(text, sizeof text, "Default %s, from %s to %s.", standard, least, most);
        char name[64];
        snprintf(name, sizeof name, ".It Cm %s\n", limits[i].name);
        expect(page, "waymark.yaml.5", name);
        expect(strstr(page, name), limits[i].name, text);
    }
    wm_buffer_clear(&file);
}

WM_TEST_MAIN(cmocka_unit_test(test_commands), cmocka_unit_test(test_configuration))
