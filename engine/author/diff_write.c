// SPDX-License-Identifier: MIT
// The differences for programs: one JSON object.
#include "engine/author/diff.h"

#include "engine/base/json.h"

static void member(struct wm_buffer *buffer, const char *key, const char *text) {
    if (text != NULL) {
        wm_json_write_key(buffer, key);
        wm_json_write_text(buffer, text);
    }
}

static void flag(struct wm_buffer *buffer, const char *key, bool value) {
    wm_json_write_key(buffer, key);
    wm_buffer_text(buffer, value ? "true" : "false");
}

static void place(struct wm_buffer *buffer, const char *key, struct wm_place where) {
    if (where.file == NULL)
        return;
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '{');
    member(buffer, "file", where.file);
    wm_json_write_key(buffer, "line");
    wm_buffer_integer(buffer, where.line);
    wm_buffer_byte(buffer, '}');
}

static void write_entry(struct wm_buffer *buffer, const struct wm_diff_entry *entry) {
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    member(buffer, "change", wm_diff_change_name(entry->change));
    if (entry->criterion) {
        member(buffer, "effect", wm_diff_change_name(entry->effect));
        member(buffer, "criterion", entry->about);
        flag(buffer, "desirable", entry->desirable);
    } else {
        member(buffer, "field", entry->about);
    }
    member(buffer, "before", entry->before);
    member(buffer, "after", entry->after);
    member(buffer, "note", entry->note);
    place(buffer, "before_where", entry->before_where);
    place(buffer, "after_where", entry->after_where);
    wm_buffer_byte(buffer, '}');
}

static void write_group(struct wm_buffer *buffer, const struct wm_diff_group *group) {
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    member(buffer, "kind", group->kind);
    member(buffer, "framework", group->framework);
    member(buffer, "id", group->id);
    member(buffer, "title", group->title);
    member(buffer, "change", wm_diff_change_name(group->change));
    wm_json_write_key(buffer, "changes");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < group->count; i++)
        write_entry(buffer, &group->entries[i]);
    wm_buffer_text(buffer, "]}");
}

static void write_side(struct wm_buffer *buffer, const char *key, const struct wm_ruleset *ruleset, const char *name) {
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '{');
    member(buffer, "name", name);
    member(buffer, "rules", ruleset->hash);
    member(buffer, "criteria", ruleset->criteria_hash);
    wm_buffer_byte(buffer, '}');
}

void wm_diff_write(struct wm_buffer *buffer, const struct wm_ruleset *before, const char *before_name,
                   const struct wm_ruleset *after, const char *after_name, const struct wm_diff_report *report) {
    wm_buffer_byte(buffer, '{');
    write_side(buffer, "before", before, before_name);
    write_side(buffer, "after", after, after_name);
    flag(buffer, "same", report->count == 0);
    member(buffer, "effect", wm_diff_change_name(report->effect));
    wm_json_write_key(buffer, "groups");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < report->count; i++)
        write_group(buffer, &report->groups[i]);
    wm_buffer_text(buffer, "]}\n");
}
