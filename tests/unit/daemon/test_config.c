// SPDX-License-Identifier: MIT
#include "engine/daemon/config.h"

#include "tests/support/test.h"

#include <stdio.h>

static enum wm_status parse(const char *text, struct wm_config *config, struct wm_error *error) {
    return wm_config_parse(text, strlen(text), "w.yaml", config, error);
}

static void test_defaults(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_config config;
    wm_test_ok(parse("store: /var/lib/waymark/waymark.db\n", &config, &error), &error);
    assert_string_equal(config.store, "/var/lib/waymark/waymark.db");
    assert_string_equal(config.socket, "/run/waymark/waymark.sock");
    assert_int_equal(config.socket_mode, 0660);
    assert_null(config.socket_group);
    assert_int_equal(config.rule_count, 1);
    assert_string_equal(config.rules[0], "/etc/waymark/rules");
    assert_false(config.rules_watch);
    assert_false(config.rules_verify_predicates);
    assert_int_equal(config.log_level, WM_LOG_INFO);
    assert_int_equal(config.log_format, WM_LOG_TEXT);
    assert_int_equal(config.limits.message, 1 << 20);
    assert_int_equal(config.limits.connections, 256);
    assert_int_equal(config.limits.read, 30000);
    assert_int_equal(config.limits.portfolio_cache, 256 << 20);
    wm_config_clear(&config);
    wm_config_clear(&config); // again
}

static void test_every_key(void **state) {
    (void)state;
    static const char text[] = "socket: { path: /tmp/w.sock, mode: \"0600\", group: staff }\n"
                               "store: /tmp/w.db\n"
                               "rules: [/a, \"/b c\"]\n"
                               "log: { level: debug, format: json }\n"
                               "limits:\n"
                               "  message: 64KiB\n"
                               "  connections: 1\n"
                               "  connections_per_user: 2\n"
                               "  requests: 3\n"
                               "  batch: 4\n"
                               "  records: 5\n"
                               "  page: 6\n"
                               "  output: 4096\n"
                               "  reply: 65536B\n"
                               "  read: 10ms\n"
                               "  write: 2s\n"
                               "  drain: 1min\n"
                               "  queue: 7\n"
                               "  queue_bytes: 1MiB\n"
                               "  evaluators: 8\n"
                               "  evaluation: 11ms\n"
                               "  abandoned: 12\n"
                               "  suspend_after: 13\n"
                               "  events: 14000\n"
                               "  event_age: 30d\n"
                               "  portfolio_cache: 0\n"
                               "  decision_cache: 2GiB\n"
                               "access: []\n"
                               "plugins: {}\n";
    struct wm_error error;
    struct wm_config config;
    wm_test_ok(parse(text, &config, &error), &error);
    assert_string_equal(config.socket, "/tmp/w.sock");
    assert_int_equal(config.socket_mode, 0600);
    assert_string_equal(config.socket_group, "staff");
    assert_int_equal(config.rule_count, 2);
    assert_string_equal(config.rules[0], "/a");
    assert_string_equal(config.rules[1], "/b c");
    assert_int_equal(config.log_level, WM_LOG_DEBUG);
    assert_int_equal(config.log_format, WM_LOG_JSON);
    const struct wm_config_limits limits = {.message = 65536,
                                            .connections = 1,
                                            .connections_per_user = 2,
                                            .requests = 3,
                                            .batch = 4,
                                            .records = 5,
                                            .page = 6,
                                            .output = 4096,
                                            .reply = 65536,
                                            .read = 10,
                                            .write = 2000,
                                            .drain = 60000,
                                            .queue = 7,
                                            .queue_bytes = 1 << 20,
                                            .evaluators = 8,
                                            .evaluation = 11,
                                            .abandoned = 12,
                                            .suspend_after = 13,
                                            .events = 14000,
                                            .event_age = INT64_C(30) * 86400000,
                                            .portfolio_cache = 0,
                                            .decision_cache = (uint64_t)2 << 30};
    assert_memory_equal(&config.limits, &limits, sizeof limits);
    wm_config_clear(&config);
}

static void test_short_forms(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_config config;
    wm_test_ok(parse("store: /s\nsocket: /tmp/short\n", &config, &error), &error);
    assert_string_equal(config.socket, "/tmp/short");
    assert_int_equal(config.socket_mode, 0660);
    wm_config_clear(&config);
    wm_test_ok(parse("store: /s\nsocket: { mode: 666 }\n", &config, &error), &error);
    assert_string_equal(config.socket, "/run/waymark/waymark.sock");
    assert_int_equal(config.socket_mode, 0666);
    wm_config_clear(&config);
}

static void test_rules(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_config config;
    wm_test_ok(parse("store: /s\nrules: { watch: true }\n", &config, &error), &error);
    assert_int_equal(config.rule_count, 1);
    assert_string_equal(config.rules[0], "/etc/waymark/rules");
    assert_true(config.rules_watch);
    assert_false(config.rules_verify_predicates);
    wm_config_clear(&config);
    wm_test_ok(
        parse("store: /s\nrules:\n  folders: [/a, /b]\n  watch: false\n  verify_predicates: true\n", &config, &error),
        &error);
    assert_int_equal(config.rule_count, 2);
    assert_string_equal(config.rules[1], "/b");
    assert_false(config.rules_watch);
    assert_true(config.rules_verify_predicates);
    wm_config_clear(&config);
}

struct wrong {
    const char *text;
    const char *reason, *where, *expected, *found, *nearest;
};

static void check_wrong(const struct wrong *wrong) {
    struct wm_error error;
    struct wm_config config = {.store = "untouched"};
    enum wm_status status = parse(wrong->text, &config, &error);
    bool same = status == WM_CONFIG && strcmp(error.reason, wrong->reason) == 0 &&
                strcmp(error.where, wrong->where) == 0 && strcmp(error.expected, wrong->expected) == 0 &&
                strcmp(error.found, wrong->found) == 0 && strcmp(error.nearest, wrong->nearest) == 0;
    if (!same)
        fail_msg("%s\n  %s at %s; expected: %s; found: %s; nearest: %s (%s)", wrong->text, error.reason, error.where,
                 error.expected, error.found, error.nearest, error.message);
    assert_string_equal(config.store, "untouched");
}

static void test_unknown_keys(void **state) {
    (void)state;
    static const struct wrong wrongs[] = {
        {"store: /s\nsokcet: /x\n", "unknown-key", "w.yaml:2:1", "", "sokcet", "socket"},
        {"store: /s\nlimits:\n  mesage: 1MiB\n", "unknown-key", "w.yaml:3:3", "", "mesage", "message"},
        {"store: /s\nlimits: { conections_per_user: 4 }\n", "unknown-key", "w.yaml:2:11", "", "conections_per_user",
         "connections_per_user"},
        {"store: /s\nlog: { levle: info }\n", "unknown-key", "w.yaml:2:8", "", "levle", "level"},
        {"rules: { wach: true }\n", "unknown-key", "w.yaml:1:10", "", "wach", "watch"},
        {"socket: { pth: /x }\n", "unknown-key", "w.yaml:1:11", "", "pth", "path"},
        {"store: /s\nentirely-different: 1\n", "unknown-key", "w.yaml:2:1", "", "entirely-different", ""},
        {"<<: 1\n", "unknown-key", "w.yaml:1:1", "", "<<", ""},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++)
        check_wrong(&wrongs[i]);
}

static void test_wrong_values(void **state) {
    (void)state;
#define PATH "an absolute path, one that begins with /"
#define MAPPING "a mapping: `key: value` lines, or { key: value }"
#define OCTAL "permission bits in octal, such as 0660"
#define SIZE "a size such as 64KiB or 1MiB"
    static const struct wrong wrongs[] = {
        {"", "missing-key", "w.yaml:1:1", "store: /var/lib/waymark/waymark.db", "", ""},
        {"socket: /x\n", "missing-key", "w.yaml:1:1", "store: /var/lib/waymark/waymark.db", "", ""},
        {"[]", "wrong-type", "w.yaml:1:1", MAPPING, "a list", ""},
        {"word", "wrong-type", "w.yaml:1:1", MAPPING, "word", ""},
        {"store: relative/path\n", "wrong-type", "w.yaml:1:8", PATH, "relative/path", ""},
        {"store:\n", "wrong-type", "w.yaml:1:7", "an absolute path", "nothing", ""},
        {"store: ~\n", "wrong-type", "w.yaml:1:8", "an absolute path", "~", ""},
        {"store: [/a]\n", "wrong-type", "w.yaml:1:8", "an absolute path", "a list", ""},
        {"socket: []\n", "wrong-type", "w.yaml:1:9", MAPPING, "a list", ""},
        {"socket: { path: x }\n", "wrong-type", "w.yaml:1:17", PATH, "x", ""},
        {"socket: { mode: rw }\n", "wrong-type", "w.yaml:1:17", OCTAL, "rw", ""},
        {"socket: { mode: 0888 }\n", "wrong-type", "w.yaml:1:17", OCTAL, "0888", ""},
        {"socket: { mode: 4755 }\n", "wrong-type", "w.yaml:1:17", OCTAL, "4755", ""},
        {"socket: { mode: 0o660 }\n", "wrong-type", "w.yaml:1:17", OCTAL, "0o660", ""},
        {"socket: { mode: 66 }\n", "wrong-type", "w.yaml:1:17", OCTAL, "66", ""},
        {"socket: { mode: [] }\n", "wrong-type", "w.yaml:1:17", OCTAL, "a list", ""},
        {"socket: { group: {} }\n", "wrong-type", "w.yaml:1:18", "the name of a group", "a mapping", ""},
        {"rules: /etc\n", "wrong-type", "w.yaml:1:8", "a list of folders, such as [/etc/waymark/rules]", "/etc", ""},
        {"rules: []\n", "wrong-type", "w.yaml:1:8", "at least one folder", "a list", ""},
        {"rules:\n  - /a\n  - b\n", "wrong-type", "w.yaml:3:5", PATH, "b", ""},
        {"rules: { folders: /etc }\n", "wrong-type", "w.yaml:1:19", "a list of folders, such as [/etc/waymark/rules]",
         "/etc", ""},
        {"rules: { folders: [] }\n", "wrong-type", "w.yaml:1:19", "at least one folder", "a list", ""},
        {"rules: { folders: [b] }\n", "wrong-type", "w.yaml:1:20", PATH, "b", ""},
        {"rules: { watch: yes }\n", "wrong-type", "w.yaml:1:17", "true or false", "yes", ""},
        {"rules: { watch: \"true\" }\n", "wrong-type", "w.yaml:1:17", "true or false", "true", ""},
        {"rules: { verify_predicates: [] }\n", "wrong-type", "w.yaml:1:29", "true or false", "a list", ""},
        {"log: debug\n", "wrong-type", "w.yaml:1:6", MAPPING, "debug", ""},
        {"log: { level: loud }\n", "wrong-type", "w.yaml:1:15", "debug, info, notice, warning or error", "loud", ""},
        {"log: { level: bug }\n", "wrong-type", "w.yaml:1:15", "debug, info, notice, warning or error", "bug", ""},
        {"log: { format: xml }\n", "wrong-type", "w.yaml:1:16", "text or json", "xml", ""},
        {"log: { format: [] }\n", "wrong-type", "w.yaml:1:16", "text or json", "a list", ""},
        {"limits:\n", "wrong-type", "w.yaml:1:8", MAPPING, "nothing", ""},
        {"limits: { message: many }\n", "wrong-type", "w.yaml:1:20", SIZE, "many", ""},
        {"limits: { message: 1 MiB }\n", "wrong-type", "w.yaml:1:20", SIZE, "1 MiB", ""},
        {"limits: { message: 1MB }\n", "wrong-type", "w.yaml:1:20", SIZE, "1MB", ""},
        {"limits: { message: -1 }\n", "wrong-type", "w.yaml:1:20", SIZE, "-1", ""},
        {"limits: { message: 1.5MiB }\n", "wrong-type", "w.yaml:1:20", SIZE, "1.5MiB", ""},
        {"limits: { message: 99999999999999 }\n", "wrong-type", "w.yaml:1:20", SIZE, "99999999999999", ""},
        {"limits: { message: KiB }\n", "wrong-type", "w.yaml:1:20", SIZE, "KiB", ""},
        {"limits: { message: [] }\n", "wrong-type", "w.yaml:1:20", SIZE, "a list", ""},
        {"limits: { message: 1023 }\n", "range", "w.yaml:1:20", "between 1KiB and 64MiB", "1023", ""},
        {"limits: { message: 1GiB }\n", "range", "w.yaml:1:20", "between 1KiB and 64MiB", "1GiB", ""},
        {"limits: { connections: 0 }\n", "range", "w.yaml:1:24", "between 1 and 65536", "0", ""},
        {"limits: { connections: 1KiB }\n", "wrong-type", "w.yaml:1:24", "a whole number", "1KiB", ""},
        {"limits: { read: 30 }\n", "wrong-type", "w.yaml:1:17", "a time such as 500ms or 30s", "30", ""},
        {"limits: { read: 2h }\n", "range", "w.yaml:1:17", "between 10ms and 1h", "2h", ""},
        {"access: [ { user: x } ]\n", "not-in-this-version", "w.yaml:1:9", "[]", "", ""},
        {"access: {}\n", "not-in-this-version", "w.yaml:1:9", "[]", "", ""},
        {"plugins: { webhook: {} }\n", "not-in-this-version", "w.yaml:1:10", "{}", "", ""},
        {"plugins: []\n", "not-in-this-version", "w.yaml:1:10", "{}", "", ""},
        {"store: /a\nstore: /b\n", "duplicate-key", "w.yaml:2:1", "", "", ""},
        {"store: &x /a\n", "anchor", "w.yaml:1:8", "", "", ""},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++)
        check_wrong(&wrongs[i]);
}

// Each limit takes its least and its most, and neither less nor more.
static void test_bounds(void **state) {
    (void)state;
    static const struct {
        const char *name, *unit;
        uint64_t standard, least, most;
    } bounds[] = {
#define X(name, unit, standard, least, most) {#name, #unit, standard, least, most},
        WM_CONFIG_LIMITS(X)
#undef X
    };
    struct wm_error error;
    struct wm_config config;
    char text[128];
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
        const char *unit = strcmp(bounds[i].unit, "TIME") == 0 ? "ms" : "";
        assert_true(bounds[i].least <= bounds[i].standard && bounds[i].standard <= bounds[i].most);
        const struct {
            uint64_t value;
            bool fine;
        } tries[] = {{bounds[i].least, true},
                     {bounds[i].most, true},
                     {bounds[i].least - 1, bounds[i].least == 0},
                     {bounds[i].most + 1, false}};
        for (size_t each = 0; each < sizeof tries / sizeof tries[0]; each++) {
            if (each == 2 && bounds[i].least == 0)
                continue;
            snprintf(text, sizeof text, "store: /s\nlimits: { %s: %llu%s }\n", bounds[i].name,
                     (unsigned long long)tries[each].value, unit);
            if (tries[each].fine) {
                wm_test_ok(parse(text, &config, &error), &error);
                wm_config_clear(&config);
            } else {
                wm_test_fails(parse(text, &config, &error), &error, WM_CONFIG, "range");
            }
        }
    }
}

static void test_files(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_config config;
    struct wm_test_folder folder;
    char path[128];
    wm_test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/w.yaml", folder.path);
    wm_test_fails(wm_config_load(path, &config, &error), &error, WM_NOT_FOUND, "file-missing");
    assert_string_equal(error.where, path);
    wm_test_write_text(&folder, "w.yaml", "store: /s\nsokcet: /x\n");
    wm_test_fails(wm_config_load(path, &config, &error), &error, WM_CONFIG, "unknown-key");
    char where[160];
    snprintf(where, sizeof where, "%s:2:1", path);
    assert_string_equal(error.where, where);
    wm_test_write_text(&folder, "w.yaml", "store: /s\n");
    wm_test_ok(wm_config_load(path, &config, &error), &error);
    assert_string_equal(config.store, "/s");
    wm_config_clear(&config);
    wm_test_fails(wm_config_load(folder.path, &config, &error), &error, WM_DENIED, "file-kind");
    wm_test_folder_remove(&folder);
}

// --- the keys that are trusted ---

#define KEY "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define FORM "64 hexadecimal digits, or the absolute path of a file with a public key"
#define OTHER "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"

static void expect_key(const struct wm_public_key *key, const char *wanted) {
    char text[WM_PUBLIC_KEY_TEXT];
    wm_public_key_text(key, text);
    assert_string_equal(text, wanted);
}

static void test_trusted_keys(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_config config;
    struct wm_test_folder folder;
    char text[512];
    wm_test_ok(parse("store: /s\nrules: { watch: true }\n", &config, &error), &error);
    assert_int_equal(config.trusted_key_count, 0);
    wm_config_clear(&config);
    wm_test_folder_make(&folder);
    wm_test_write_text(&folder, "key.pub", "waymark-public-key " OTHER "\n");
    snprintf(text, sizeof text, "store: /s\nrules:\n  trusted_keys:\n    - " KEY "\n    - %s/key.pub\n", folder.path);
    wm_test_ok(parse(text, &config, &error), &error);
    assert_int_equal(config.trusted_key_count, 2);
    expect_key(&config.trusted_keys[0], KEY);
    expect_key(&config.trusted_keys[1], OTHER);
    assert_int_equal(config.rule_count, 1); // the default goes on
    wm_config_clear(&config);
    wm_test_folder_remove(&folder);
}

static void test_wrong_keys(void **state) {
    (void)state;
    static const struct wrong wrongs[] = {
        {"rules: { trusted_keys: [] }\n", "wrong-type", "w.yaml:1:24",
         "at least one key; without `trusted_keys` packs need not be signed", "a list", ""},
        {"rules: { trusted_keys: " KEY " }\n", "wrong-type", "w.yaml:1:24",
         "a list of public keys, or of files with one", KEY, ""},
        {"rules: { trusted_keys: [" KEY ", key.pub] }\n", "wrong-type", "w.yaml:1:91", FORM, "key.pub", ""},
        {"rules: { trusted_keys: [~] }\n", "wrong-type", "w.yaml:1:25", FORM, "~", ""},
        {"rules: { trusted_keys: [[]] }\n", "wrong-type", "w.yaml:1:25", FORM, "a list", ""},
        {"rules: { trusted_keys: [/no/such/key.pub] }\n", "file-missing", "w.yaml:1:25", "", "", ""},
        {"rules: { trusted_keys: [/dev/null] }\n", "file-kind", "w.yaml:1:25", "", "", ""},
        {"rules: { trusted_key: [" KEY "] }\n", "unknown-key", "w.yaml:1:10", "", "trusted_key", "trusted_keys"},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++)
        check_wrong(&wrongs[i]);
    struct wm_error error;
    struct wm_config config;
    struct wm_test_folder folder;
    char text[256];
    wm_test_folder_make(&folder);
    wm_test_write_text(&folder, "key", "waymark-private-key " KEY "\n");
    snprintf(text, sizeof text, "store: /s\nrules: { trusted_keys: [%s/key] }\n", folder.path);
    wm_test_fails(parse(text, &config, &error), &error, WM_CONFIG, "bad-key");
    assert_string_equal(error.where, "w.yaml:2:25");
    assert_string_equal(error.found, "a private key");
    assert_non_null(strstr(error.expected, "waymark-public-key"));
    wm_test_folder_remove(&folder);
}

static enum wm_status run(void *context, struct wm_error *error) {
    struct wm_config config;
    (void)context;
    enum wm_status status =
        parse("store: /s\nrules: { folders: [/a, /b], trusted_keys: [" KEY "] }\nsocket: { path: /x, group: y }\n",
              &config, error);
    if (status == WM_OK)
        wm_config_clear(&config);
    return status;
}

static void test_memory(void **state) {
    (void)state;
    wm_test_each_allocation(run, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_defaults), cmocka_unit_test(test_every_key), cmocka_unit_test(test_short_forms),
             cmocka_unit_test(test_rules), cmocka_unit_test(test_unknown_keys), cmocka_unit_test(test_wrong_values),
             cmocka_unit_test(test_bounds), cmocka_unit_test(test_files), cmocka_unit_test(test_trusted_keys),
             cmocka_unit_test(test_wrong_keys), cmocka_unit_test(test_memory))
