// SPDX-License-Identifier: MIT
#include "engine/daemon/config.h"

#include "engine/base/code.h"
#include "engine/base/file.h"
#include "engine/daemon/yaml.h"

#include <stdio.h>
#include <string.h>

#define FILE_LARGEST ((size_t)1 << 20)
#define ARENA_LARGEST ((size_t)8 << 20)

enum unit { BYTES, COUNT, TIME };

struct limit {
    const char *name;
    enum unit unit;
    uint64_t standard, least, most;
    size_t offset;
};
static const struct limit limits[] = {
#define X(name, unit, standard, least, most)                                                                           \
    {#name, unit, standard, least, most, offsetof(struct wm_config_limits, name)},
    WM_CONFIG_LIMITS(X)
#undef X
};
#define LIMIT_COUNT (sizeof limits / sizeof limits[0])

struct reading {
    const char *file;
    struct wm_config *config;
    struct wm_error *error;
};

typedef enum wm_status read_value(struct reading *reading, const struct wm_yaml_node *node);
struct key {
    const char *name;
    read_value *read;
};

static enum wm_status at(struct reading *reading, const struct wm_yaml_node *node) {
    return wm_error_where(reading->error, "%s:%d:%d", reading->file, node->line, node->column);
}

static enum wm_status wrong(struct reading *reading, const struct wm_yaml_node *node, const char *reason,
                            const char *expected) {
    const char *name = node->key != NULL ? node->key : "this";
    wm_error_set(reading->error, WM_CONFIG, reason, "`%s` is not as expected", name);
    wm_error_expected(reading->error, "%s", expected);
    if (node->type == WM_YAML_SCALAR)
        wm_error_found(reading->error, "%s", node->text[0] != '\0' ? node->text : "nothing");
    else
        wm_error_found(reading->error, "%s", wm_yaml_type_name(node->type));
    return at(reading, node);
}

// --- mappings ---

static enum wm_status unknown_key(struct reading *reading, const struct wm_yaml_node *node,
                                  const struct wm_nearest *nearest) {
    wm_error_set(reading->error, WM_CONFIG, "unknown-key", "there is no key `%s` here", node->key);
    wm_error_found(reading->error, "%s", node->key);
    wm_error_nearest(reading->error, wm_nearest_name(nearest));
    return wm_error_where(reading->error, "%s:%d:%d", reading->file, node->key_line, node->key_column);
}

static enum wm_status read_mapping(struct reading *reading, const struct wm_yaml_node *mapping, const struct key *keys,
                                   size_t count) {
    if (mapping->type != WM_YAML_MAPPING)
        return wrong(reading, mapping, "wrong-type", "a mapping: `key: value` lines, or { key: value }");
    for (const struct wm_yaml_node *node = mapping->first; node != NULL; node = node->next) {
        struct wm_nearest nearest;
        wm_nearest_init(&nearest, node->key);
        const struct key *key = NULL;
        for (size_t i = 0; i < count && key == NULL; i++) {
            wm_nearest_offer(&nearest, keys[i].name);
            key = strcmp(keys[i].name, node->key) == 0 ? &keys[i] : NULL;
        }
        if (key == NULL)
            return unknown_key(reading, node, &nearest);
        enum wm_status status = key->read(reading, node);
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

// --- scalars ---

static enum wm_status read_text(struct reading *reading, const struct wm_yaml_node *node, const char *expected,
                                const char **ret_text) {
    bool null = node->plain && (strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
    if (node->type != WM_YAML_SCALAR || node->text[0] == '\0' || null)
        return wrong(reading, node, "wrong-type", expected);
    char *text = wm_arena_dup(&reading->config->arena, node->text);
    if (text == NULL)
        return wm_error_no_memory(reading->error);
    *ret_text = text;
    return WM_OK;
}

static enum wm_status read_path(struct reading *reading, const struct wm_yaml_node *node, const char **ret_path) {
    enum wm_status status = read_text(reading, node, "an absolute path", ret_path);
    if (status == WM_OK && **ret_path != '/')
        status = wrong(reading, node, "wrong-type", "an absolute path, one that begins with /");
    return status;
}

static enum wm_status read_switch(struct reading *reading, const struct wm_yaml_node *node, bool *ret_on) {
    bool on = strcmp(node->text, "true") == 0;
    if (node->type != WM_YAML_SCALAR || !node->plain || (!on && strcmp(node->text, "false") != 0))
        return wrong(reading, node, "wrong-type", "true or false");
    *ret_on = on;
    return WM_OK;
}

struct suffix {
    const char *name;
    uint64_t factor;
};
static const struct suffix byte_suffixes[] = {{"", 1}, {"B", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}};
static const struct suffix time_suffixes[] = {{"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000}, {"d", 86400000}};
static const struct suffix no_suffixes[] = {{"", 1}};

struct unit_form {
    const char *expected;
    const struct suffix *suffixes;
    size_t count;
};
static const struct unit_form unit_forms[] = {
    [BYTES] = {"a size such as 64KiB or 1MiB", byte_suffixes, sizeof byte_suffixes / sizeof byte_suffixes[0]},
    [COUNT] = {"a whole number", no_suffixes, 1},
    [TIME] = {"a time such as 500ms or 30s", time_suffixes, sizeof time_suffixes / sizeof time_suffixes[0]},
};

static bool parse_amount(const char *text, const struct unit_form *form, uint64_t *ret_amount) {
    uint64_t number = 0;
    size_t digits = 0;
    for (; text[digits] >= '0' && text[digits] <= '9'; digits++) {
        if (digits >= 13) // times the largest factor it still fits
            return false;
        number = number * 10 + (uint64_t)(text[digits] - '0');
    }
    for (size_t i = 0; i < form->count && digits > 0; i++) {
        if (strcmp(text + digits, form->suffixes[i].name) == 0 &&
            !__builtin_mul_overflow(number, form->suffixes[i].factor, ret_amount))
            return true;
    }
    return false;
}

static void format_amount(uint64_t amount, enum unit unit, char text[32]) {
    const struct unit_form *form = &unit_forms[unit];
    size_t best = 0;
    for (size_t i = 0; i < form->count && amount > 0; i++) {
        if (amount % form->suffixes[i].factor == 0)
            best = i;
    }
    snprintf(text, 32, "%llu%s", (unsigned long long)(amount / form->suffixes[best].factor), form->suffixes[best].name);
}

static enum wm_status read_limit(struct reading *reading, const struct wm_yaml_node *node) {
    const struct limit *limit = limits;
    while (strcmp(limit->name, node->key) != 0)
        limit++;
    uint64_t amount = 0;
    if (node->type != WM_YAML_SCALAR || !parse_amount(node->text, &unit_forms[limit->unit], &amount))
        return wrong(reading, node, "wrong-type", unit_forms[limit->unit].expected);
    if (amount < limit->least || amount > limit->most) {
        char least[32], most[32], expected[100];
        format_amount(limit->least, limit->unit, least);
        format_amount(limit->most, limit->unit, most);
        snprintf(expected, sizeof expected, "between %s and %s", least, most);
        return wrong(reading, node, "range", expected);
    }
    memcpy((char *)&reading->config->limits + limit->offset, &amount, sizeof amount);
    return WM_OK;
}

// --- the sections ---

static enum wm_status read_socket_path(struct reading *reading, const struct wm_yaml_node *node) {
    return read_path(reading, node, &reading->config->socket);
}

static enum wm_status read_socket_mode(struct reading *reading, const struct wm_yaml_node *node) {
    uint32_t mode = 0;
    size_t length = strlen(node->text);
    bool fine = node->type == WM_YAML_SCALAR && length >= 3 && length <= 4;
    for (size_t i = 0; i < length && fine; i++) {
        fine = node->text[i] >= '0' && node->text[i] <= '7';
        mode = mode * 8 + (uint32_t)(node->text[i] - '0');
    }
    if (!fine || mode > 0777)
        return wrong(reading, node, "wrong-type", "permission bits in octal, such as 0660");
    reading->config->socket_mode = mode;
    return WM_OK;
}

static enum wm_status read_socket_group(struct reading *reading, const struct wm_yaml_node *node) {
    return read_text(reading, node, "the name of a group", &reading->config->socket_group);
}

static enum wm_status read_socket(struct reading *reading, const struct wm_yaml_node *node) {
    static const struct key keys[] = {
        {"path", read_socket_path}, {"mode", read_socket_mode}, {"group", read_socket_group}};
    if (node->type == WM_YAML_SCALAR)
        return read_socket_path(reading, node);
    return read_mapping(reading, node, keys, sizeof keys / sizeof keys[0]);
}

static enum wm_status read_store(struct reading *reading, const struct wm_yaml_node *node) {
    return read_path(reading, node, &reading->config->store);
}

static enum wm_status read_folders(struct reading *reading, const struct wm_yaml_node *node) {
    if (node->type != WM_YAML_SEQUENCE)
        return wrong(reading, node, "wrong-type", "a list of folders, such as [/etc/waymark/rules]");
    size_t count = 0;
    for (const struct wm_yaml_node *each = node->first; each != NULL; each = each->next)
        count++;
    if (count == 0)
        return wrong(reading, node, "wrong-type", "at least one folder");
    const char **rules = wm_arena_zero(&reading->config->arena, count, sizeof *rules);
    if (rules == NULL)
        return wm_error_no_memory(reading->error);
    size_t i = 0;
    for (const struct wm_yaml_node *each = node->first; each != NULL; each = each->next) {
        enum wm_status status = read_path(reading, each, &rules[i++]);
        if (status != WM_OK)
            return status;
    }
    reading->config->rules = rules;
    reading->config->rule_count = count;
    return WM_OK;
}

static enum wm_status read_watch(struct reading *reading, const struct wm_yaml_node *node) {
    return read_switch(reading, node, &reading->config->rules_watch);
}

static enum wm_status read_verify_predicates(struct reading *reading, const struct wm_yaml_node *node) {
    return read_switch(reading, node, &reading->config->rules_verify_predicates);
}

static enum wm_status read_key(struct reading *reading, const struct wm_yaml_node *node,
                               struct wm_public_key *ret_key) {
    static const char form[] = "64 hexadecimal digits, or the absolute path of a file with a public key";
    struct wm_error said;
    const char *text = "";
    enum wm_status status = read_text(reading, node, form, &text);
    if (status != WM_OK)
        return status;
    if (text[0] != '/')
        return wm_public_key_parse(text, strlen(text), ret_key) ? WM_OK : wrong(reading, node, "wrong-type", form);
    status = wm_public_key_read(text, ret_key, &said);
    if (status == WM_OK || status == WM_NO_MEMORY)
        return status == WM_OK ? WM_OK : wm_error_no_memory(reading->error);
    wm_error_set(reading->error, WM_CONFIG, said.reason, "%s", said.message);
    wm_error_expected(reading->error, "%s", said.expected);
    wm_error_found(reading->error, "%s", said.found);
    return at(reading, node);
}

static enum wm_status read_trusted_keys(struct reading *reading, const struct wm_yaml_node *node) {
    size_t count = 0;
    if (node->type != WM_YAML_SEQUENCE)
        return wrong(reading, node, "wrong-type", "a list of public keys, or of files with one");
    for (const struct wm_yaml_node *each = node->first; each != NULL; each = each->next)
        count++;
    if (count == 0) // trusting nobody is not the same as trusting everybody
        return wrong(reading, node, "wrong-type", "at least one key; without `trusted_keys` packs need not be signed");
    struct wm_public_key *keys = wm_arena_zero(&reading->config->arena, count, sizeof *keys);
    if (keys == NULL)
        return wm_error_no_memory(reading->error);
    size_t i = 0;
    enum wm_status status = WM_OK;
    for (const struct wm_yaml_node *each = node->first; each != NULL && status == WM_OK; each = each->next)
        status = read_key(reading, each, &keys[i++]);
    reading->config->trusted_keys = keys;
    reading->config->trusted_key_count = count;
    return status;
}

static enum wm_status read_rules(struct reading *reading, const struct wm_yaml_node *node) {
    static const struct key keys[] = {{"folders", read_folders},
                                      {"watch", read_watch},
                                      {"verify_predicates", read_verify_predicates},
                                      {"trusted_keys", read_trusted_keys}};
    if (node->type != WM_YAML_MAPPING)
        return read_folders(reading, node);
    return read_mapping(reading, node, keys, sizeof keys / sizeof keys[0]);
}

static enum wm_status read_level(struct reading *reading, const struct wm_yaml_node *node) {
    if (node->type != WM_YAML_SCALAR || !wm_log_level_parse(node->text, &reading->config->log_level))
        return wrong(reading, node, "wrong-type", "debug, info, notice, warning or error");
    return WM_OK;
}

static enum wm_status read_format(struct reading *reading, const struct wm_yaml_node *node) {
    bool json = strcmp(node->text, "json") == 0;
    if (node->type != WM_YAML_SCALAR || (!json && strcmp(node->text, "text") != 0))
        return wrong(reading, node, "wrong-type", "text or json");
    reading->config->log_format = json ? WM_LOG_JSON : WM_LOG_TEXT;
    return WM_OK;
}

static enum wm_status read_log(struct reading *reading, const struct wm_yaml_node *node) {
    static const struct key keys[] = {{"level", read_level}, {"format", read_format}};
    return read_mapping(reading, node, keys, sizeof keys / sizeof keys[0]);
}

static enum wm_status read_limits(struct reading *reading, const struct wm_yaml_node *node) {
    struct key keys[LIMIT_COUNT];
    for (size_t i = 0; i < LIMIT_COUNT; i++)
        keys[i] = (struct key){limits[i].name, read_limit};
    return read_mapping(reading, node, keys, LIMIT_COUNT);
}

// Keys that a later version fills; until then only an empty one is true.
static enum wm_status read_empty(struct reading *reading, const struct wm_yaml_node *node) {
    bool list = strcmp(node->key, "access") == 0;
    if (node->type == (list ? WM_YAML_SEQUENCE : WM_YAML_MAPPING) && node->first == NULL)
        return WM_OK;
    wm_error_set(reading->error, WM_CONFIG, "not-in-this-version", "`%s` is not in this version: leave it out%s",
                 node->key, list ? "; the daemon's own user and root may do everything, nobody else anything" : "");
    wm_error_expected(reading->error, "%s", list ? "[]" : "{}");
    return at(reading, node);
}

static enum wm_status read_root(struct reading *reading, const struct wm_yaml_node *root) {
    static const struct key keys[] = {{"socket", read_socket}, {"store", read_store},   {"rules", read_rules},
                                      {"log", read_log},       {"limits", read_limits}, {"access", read_empty},
                                      {"plugins", read_empty}};
    enum wm_status status = read_mapping(reading, root, keys, sizeof keys / sizeof keys[0]);
    if (status != WM_OK || reading->config->store != NULL)
        return status;
    wm_error_set(reading->error, WM_CONFIG, "missing-key", "the key `store` is missing: say where the ledger is kept");
    wm_error_expected(reading->error, "store: /var/lib/waymark/waymark.db");
    return wm_error_where(reading->error, "%s:%d:%d", reading->file, root->line, root->column);
}

// --- the interface ---

void wm_config_defaults(struct wm_config *config) {
    static const char *const rules[] = {"/etc/waymark/rules"};
    *config = (struct wm_config){
        .socket = "/run/waymark/waymark.sock",
        .socket_mode = 0660,
        .rules = rules,
        .rule_count = 1,
        .log_level = WM_LOG_INFO,
        .log_format = WM_LOG_TEXT,
    };
    wm_arena_init(&config->arena, ARENA_LARGEST);
#define X(name, unit, standard, least, most) config->limits.name = standard;
    WM_CONFIG_LIMITS(X)
#undef X
}

enum wm_status wm_config_parse(const char *bytes, size_t length, const char *file, struct wm_config *ret_config,
                               struct wm_error *error) {
    struct wm_config config;
    wm_config_defaults(&config);
    const struct wm_yaml_node *root = NULL;
    struct wm_arena tree;
    wm_arena_init(&tree, ARENA_LARGEST);
    enum wm_status status = wm_yaml_read(bytes, length, file, &tree, &root, error);
    struct reading reading = {file, &config, error};
    if (status == WM_OK)
        status = read_root(&reading, root);
    wm_arena_clear(&tree);
    if (status == WM_OK)
        *ret_config = config;
    else
        wm_config_clear(&config);
    return status;
}

enum wm_status wm_config_load(const char *path, struct wm_config *ret_config, struct wm_error *error) {
    struct wm_buffer bytes;
    enum wm_status status = wm_file_read(path, FILE_LARGEST, &bytes, error);
    if (status != WM_OK)
        return status;
    status = wm_config_parse(bytes.data, bytes.length, path, ret_config, error);
    wm_buffer_clear(&bytes);
    return status;
}

void wm_config_clear(struct wm_config *config) {
    wm_arena_clear(&config->arena);
    *config = (struct wm_config){.socket = NULL};
}
