// SPDX-License-Identifier: MIT
// The manifest of a folder of hostile files, and the texts that it makes of them.
#include "engine/author/attack.h"

#include "engine/base/buffer.h"
#include "engine/base/file.h"

#include <stdio.h>
#include <string.h>

#define MANIFEST_MOST ((size_t)4 * 1024 * 1024)
#define FILE_MOST ((size_t)4 * 1024 * 1024)
#define TEXT_MOST ((size_t)64 * 1024 * 1024)

enum { EVALS_MOST = 64, VARIANTS_MOST = 31, DEFAULT_HOLD = 40, DEFAULT_BYTES = 16 * 1024 * 1024 };

static const char *const end_names[WM_ATTACK_ENDS] = {
    [WM_ATTACK_CONTAINED] = "contained", [WM_ATTACK_STABLE] = "stable", [WM_ATTACK_LOAD_ERROR] = "load_error",
    [WM_ATTACK_ERROR] = "error",         [WM_ATTACK_BUDGET] = "budget", [WM_ATTACK_MEMORY] = "memory"};

const char *wm_attack_end_name(enum wm_attack_end end) {
    return end_names[end];
}

struct reading {
    struct wm_attack_list *list;
    const char *at; // the file that the manifest speaks of
    enum wm_status status;
    struct wm_error *error;
};

static void refuse(struct reading *reading, const char *what, const char *expected) {
    if (reading->status != WM_OK)
        return;
    reading->status = wm_error_set(reading->error, WM_PARAMS, "manifest", "the manifest says no proper `%s`", what);
    wm_error_expected(reading->error, "%s", expected);
    wm_error_where(reading->error, "%s/manifest.json: %s", reading->list->folder, reading->at);
}

static void *keep(struct reading *reading, void *block) {
    if (block == NULL && reading->status == WM_OK)
        reading->status = wm_error_no_memory(reading->error);
    return block;
}

// A text member on the list's arena; NULL when it is absent.
static const char *read_text(struct reading *reading, struct wm_json object, const char *key) {
    struct wm_json value = wm_json_member(object, key);
    if (wm_json_type(value) == WM_JSON_ABSENT)
        return NULL;
    if (wm_json_type(value) != WM_JSON_STRING) {
        refuse(reading, key, "a text");
        return NULL;
    }
    struct wm_text text = wm_json_text(value);
    return keep(reading, wm_arena_dup_n(&reading->list->arena, text.data, text.length));
}

static const char *need_text(struct reading *reading, struct wm_json object, const char *key) {
    const char *text = read_text(reading, object, key);
    if (text == NULL || text[0] == '\0')
        refuse(reading, key, "a text");
    return text != NULL ? text : "";
}

static int64_t read_number(struct reading *reading, struct wm_json object, const char *key, int64_t usual,
                           int64_t most) {
    struct wm_json value = wm_json_member(object, key);
    if (wm_json_type(value) == WM_JSON_ABSENT)
        return usual;
    if (wm_json_type(value) != WM_JSON_INTEGER || wm_json_integer(value) < 0 || wm_json_integer(value) > most) {
        char expected[64];
        snprintf(expected, sizeof expected, "a whole number from 0 to %lld", (long long)most);
        refuse(reading, key, expected);
        return usual;
    }
    return wm_json_integer(value);
}

static bool read_switch(struct reading *reading, struct wm_json object, const char *key) {
    struct wm_json value = wm_json_member(object, key);
    if (wm_json_type(value) == WM_JSON_ABSENT)
        return false;
    if (wm_json_type(value) != WM_JSON_BOOLEAN) {
        refuse(reading, key, "true or false");
        return false;
    }
    return wm_json_boolean(value);
}

static uint32_t read_ends(struct reading *reading, struct wm_json expect) {
    uint32_t ends = 0;
    struct wm_json value;
    struct wm_json_iterator each = wm_json_iterate(wm_json_member(expect, "ends"));
    while (wm_json_next(&each, NULL, &value)) {
        struct wm_text name = wm_json_type(value) == WM_JSON_STRING ? wm_json_text(value) : (struct wm_text){"", 0};
        bool known = false;
        for (int end = 0; end < WM_ATTACK_ENDS; end++) {
            if (strlen(end_names[end]) == name.length && memcmp(end_names[end], name.data, name.length) == 0) {
                ends |= 1u << end;
                known = true;
            }
        }
        if (!known)
            refuse(reading, "ends", "a list of: contained, stable, load_error, error, budget, memory");
    }
    if (ends == 0)
        refuse(reading, "ends", "at least one of: contained, stable, load_error, error, budget, memory");
    return ends;
}

static uint32_t read_variants(struct reading *reading, struct wm_json expect) {
    uint32_t bits = 0;
    struct wm_json value;
    struct wm_json_iterator each = wm_json_iterate(wm_json_member(expect, "true_ok_variants"));
    while (wm_json_next(&each, NULL, &value)) {
        if (wm_json_type(value) == WM_JSON_INTEGER && wm_json_integer(value) >= 0 &&
            wm_json_integer(value) <= VARIANTS_MOST)
            bits |= 1u << wm_json_integer(value);
        else
            refuse(reading, "true_ok_variants", "a list of numbers of variants");
    }
    return bits;
}

static void read_expansions(struct reading *reading, struct wm_json entry, struct wm_attack *attack) {
    struct wm_json list = wm_json_member(entry, "expand"), value;
    struct wm_json_iterator each = wm_json_iterate(list);
    attack->expansions =
        keep(reading, wm_arena_zero(&reading->list->arena, wm_json_count(list) + 1, sizeof *attack->expansions));
    while (attack->expansions != NULL && wm_json_next(&each, NULL, &value)) {
        const char *marker = need_text(reading, value, "marker"), *unit = need_text(reading, value, "unit");
        attack->expansions[attack->expansion_count++] =
            (struct wm_attack_expansion){{marker, strlen(marker)},
                                         {unit, strlen(unit)},
                                         (uint32_t)read_number(reading, value, "count", 1, 10000000)};
    }
}

static enum wm_attack_help read_help(struct reading *reading, struct wm_json entry) {
    static const char *const names[WM_ATTACK_HELPS] = {"model", "none", "pack"};
    const char *text = read_text(reading, entry, "help");
    for (int help = 0; text != NULL && help < WM_ATTACK_HELPS; help++) {
        if (strcmp(names[help], text) == 0)
            return (enum wm_attack_help)help;
    }
    if (text != NULL)
        refuse(reading, "help", "model, none or pack");
    return WM_ATTACK_HELP_MODEL;
}

static void read_entry(struct reading *reading, struct wm_json entry, struct wm_attack *attack) {
    struct wm_json expect = wm_json_member(entry, "expect");
    attack->id = need_text(reading, entry, "id");
    reading->at = attack->id;
    attack->file = need_text(reading, entry, "file");
    attack->kind = need_text(reading, entry, "class");
    attack->tries = need_text(reading, entry, "tries");
    attack->help = read_help(reading, entry);
    attack->variants = (uint32_t)read_number(reading, entry, "variants", 0, VARIANTS_MOST);
    attack->evals =
        (uint32_t)read_number(reading, entry, "evals", attack->help == WM_ATTACK_HELP_PACK ? 0 : 1, EVALS_MOST);
    attack->ends = read_ends(reading, expect);
    attack->hold_ms = read_number(reading, expect, "max_hold_ms", DEFAULT_HOLD, 1000000);
    attack->close_ms = read_number(reading, expect, "max_close_ms", DEFAULT_HOLD, 1000000);
    attack->bytes = read_number(reading, expect, "max_bytes", DEFAULT_BYTES, INT64_MAX);
    attack->reason_bytes = read_number(reading, expect, "max_reason_bytes_kept", INT64_MAX, INT64_MAX);
    attack->never_true = read_switch(reading, expect, "never_true");
    attack->free_reason = read_switch(reading, expect, "free_reason");
    attack->stable = read_switch(reading, expect, "stable");
    attack->stable_across = read_switch(reading, expect, "stable_across_evals");
    attack->soft = read_switch(reading, expect, "soft");
    attack->true_variants = read_variants(reading, expect);
    attack->forbidden = read_text(reading, expect, "forbidden_output");
    attack->answers = read_text(reading, expect, "answer");
    read_expansions(reading, entry, attack);
}

static enum wm_status read_bytes(const struct wm_attack_list *list, const char *name, size_t most,
                                 struct wm_buffer *ret_bytes, struct wm_error *error) {
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s", list->folder, name);
    if (length < 0 || (size_t)length >= sizeof path || strchr(name, '/') != NULL) {
        wm_error_set(error, WM_PARAMS, "manifest", "a file of the manifest lies in its own folder");
        return wm_error_found(error, "%s", name);
    }
    return wm_file_read(path, most, ret_bytes, error);
}

static enum wm_status read_canary(struct wm_attack_list *list, const char *name, struct wm_error *error) {
    struct wm_buffer bytes = {0};
    enum wm_status status = read_bytes(list, name, FILE_MOST, &bytes, error);
    if (status == WM_OK) {
        list->canary = (struct wm_text){
            wm_arena_dup_n(&list->arena, bytes.data != NULL ? bytes.data : "", bytes.length), bytes.length};
        if (list->canary.data == NULL)
            status = wm_error_no_memory(error);
    }
    wm_buffer_clear(&bytes);
    return status;
}

static enum wm_status read_all(struct wm_attack_list *list, struct wm_json document, struct wm_error *error) {
    struct reading reading = {.list = list, .at = "files", .error = error};
    struct wm_json files = wm_json_member(document, "files"), entry;
    struct wm_json_iterator each = wm_json_iterate(files);
    if (wm_json_type(files) != WM_JSON_ARRAY || wm_json_count(files) == 0)
        refuse(&reading, "files", "a list of at least one file");
    list->attacks = keep(&reading, wm_arena_zero(&list->arena, wm_json_count(files) + 1, sizeof *list->attacks));
    while (reading.status == WM_OK && wm_json_next(&each, NULL, &entry))
        read_entry(&reading, entry, &list->attacks[list->count++]);
    const char *canary = reading.status == WM_OK ? read_text(&reading, document, "canary") : NULL;
    if (reading.status == WM_OK && canary != NULL)
        return read_canary(list, canary, error);
    return reading.status;
}

enum wm_status wm_attack_list_read(const char *folder, struct wm_attack_list *ret_list, struct wm_error *error) {
    struct wm_json_reader *reader = NULL;
    struct wm_buffer bytes = {0};
    struct wm_json document;
    *ret_list = (struct wm_attack_list){.canary = {"", 0}};
    wm_arena_init(&ret_list->arena, TEXT_MOST);
    ret_list->folder = wm_arena_dup(&ret_list->arena, folder);
    if (ret_list->folder == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = read_bytes(ret_list, "manifest.json", MANIFEST_MOST, &bytes, error);
    if (status == WM_OK)
        status = wm_json_reader_new(MANIFEST_MOST, 16, &reader, error);
    if (status == WM_OK)
        status = wm_json_parse_copy(reader, bytes.data != NULL ? bytes.data : "", bytes.length, &document, error);
    if (status == WM_OK)
        status = read_all(ret_list, document, error);
    wm_json_reader_free(reader);
    wm_buffer_clear(&bytes);
    return status;
}

void wm_attack_list_clear(struct wm_attack_list *list) {
    wm_arena_clear(&list->arena);
}

// The texts ---------------------------------------------------------------------------------------------------------

static void write_unit(struct wm_buffer *text, struct wm_text unit, uint32_t number) {
    const char *end = unit.data + unit.length;
    for (const char *at = unit.data; at < end;) {
        if (end - at >= 3 && memcmp(at, "{i}", 3) == 0) {
            wm_buffer_integer(text, number);
            at += 3;
        } else {
            wm_buffer_byte(text, *at++);
        }
    }
}

// Replaces the first `marker` by what `write` makes of it.
static enum wm_status replace(struct wm_buffer *text, struct wm_text marker, struct wm_text unit, uint32_t count,
                              struct wm_error *error) {
    struct wm_buffer made;
    char *found = memmem(text->data != NULL ? text->data : "", text->length, marker.data, marker.length);
    if (found == NULL) {
        wm_error_set(error, WM_PARAMS, "manifest", "a file does not have the text that is to be replaced in it");
        return wm_error_expected(error, "%.*s", (int)marker.length, marker.data);
    }
    wm_buffer_init(&made, TEXT_MOST);
    size_t before = (size_t)(found - text->data);
    wm_buffer_add(&made, text->data, before);
    for (uint32_t i = 1; i <= count; i++)
        write_unit(&made, unit, i);
    wm_buffer_add(&made, found + marker.length, text->length - before - marker.length);
    wm_buffer_clear(text);
    *text = made;
    return made.failed ? wm_error_no_memory(error) : WM_OK;
}

enum wm_status wm_attack_text(const struct wm_attack_list *list, const struct wm_attack *attack, uint32_t variant,
                              struct wm_buffer *ret_text, struct wm_error *error) {
    static const char marker[] = "local VARIANT = 0";
    char unit[40];
    struct wm_buffer text = {0};
    enum wm_status status = read_bytes(list, attack->file, FILE_MOST, &text, error);
    for (size_t i = 0; status == WM_OK && i < attack->expansion_count; i++)
        status = replace(&text, attack->expansions[i].marker, attack->expansions[i].unit, attack->expansions[i].count,
                         error);
    int length = snprintf(unit, sizeof unit, "local VARIANT = %u", variant);
    if (status == WM_OK && variant > 0)
        status = replace(&text, (struct wm_text){marker, sizeof marker - 1}, (struct wm_text){unit, (size_t)length}, 1,
                         error);
    if (status != WM_OK) {
        wm_buffer_clear(&text);
        return status;
    }
    *ret_text = text;
    return WM_OK;
}
