// SPDX-License-Identifier: MIT
// A record in words: wm_show_record.
#include "api/cli/show.h"

#include "engine/base/date.h"

#include <string.h>

enum { LONGEST = 4096 };

// What joins a part to the ones before it; at the start of the line only its words.
static void join(struct wm_buffer *line, const char *before) {
    wm_buffer_text(line, line->length > 0 ? before : before + strspn(before, ", "));
}

static void add(struct wm_buffer *line, const char *before, struct wm_json record, const char *key) {
    struct wm_text text = wm_result_text(record, key);
    if (text.length == 0)
        return;
    join(line, before);
    wm_buffer_add(line, text.data, text.length);
}

static void add_day(struct wm_buffer *line, const char *before, struct wm_json record, const char *key) {
    char day[24];
    if (!wm_result_day(record, key, day))
        return;
    join(line, before);
    wm_buffer_text(line, day);
}

static void add_value(struct wm_buffer *line, struct wm_json record, struct wm_text kind) {
    static const struct {
        const char *kind, *before, *after;
    } words[] = {
        {"training", ", ", " hours"},  {"qualification", ", RQF level ", ""}, {"experience", ", a share of ", ""},
        {"role", ", a share of ", ""}, {"supervision", ", ", " minutes"},
    };
    struct wm_json value = wm_json_member(record, "value");
    if (wm_json_type(value) != WM_JSON_INTEGER && wm_json_type(value) != WM_JSON_DECIMAL)
        return;
    const char *before = ", ";
    const char *after = "";
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (wm_show_is(kind, words[i].kind)) {
            before = words[i].before;
            after = words[i].after;
        }
    join(line, before);
    wm_json_write_canonical(line, value);
    wm_buffer_text(line, after);
}

const char *wm_show_record(struct wm_cli *cli, struct wm_json record) {
    struct wm_buffer line;
    wm_buffer_init(&line, LONGEST);
    struct wm_text kind = wm_result_text(record, "kind");
    bool period = wm_show_is(kind, "experience") || wm_show_is(kind, "role") || wm_show_is(kind, "relation");
    add(&line, ", ", record, "outcome");
    add_value(&line, record, kind);
    add_day(&line, period ? " from " : " on ", record, "on");
    if (period)
        add_day(&line, " to ", record, "until");
    add(&line, wm_show_is(kind, "relation") ? ", with " : ", by ", record, "by");
    add(&line, " as ", record, "as");
    add(&line, ", through ", record, "method");
    if (!period)
        add_day(&line, ", in date until ", record, "until");
    char *text = line.failed ? NULL : wm_arena_dup_n(&cli->arena, line.data != NULL ? line.data : "", line.length);
    wm_buffer_clear(&line);
    return text;
}
