// SPDX-License-Identifier: MIT
#include "engine/author/mutate.h"

#include "engine/base/json.h"

static void write_mutant(struct wm_buffer *buffer, const struct wm_mutant *mutant) {
    const struct {
        const char *key, *value;
    } members[] = {{"file", mutant->where.file},
                   {"level", mutant->level},
                   {"criterion", mutant->criterion},
                   {"says", mutant->says},
                   {"change", mutant->change}};
    wm_buffer_byte(buffer, '{');
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        wm_json_write_key(buffer, members[i].key);
        wm_json_write_text(buffer, members[i].value);
    }
    wm_buffer_printf(buffer, ",\"line\":%d}", mutant->where.line);
}

void wm_mutate_write(struct wm_buffer *buffer, const char *pack, const struct wm_mutate_report *report) {
    bool first = true;
    wm_buffer_text(buffer, "{\"pack\":");
    wm_json_write_text(buffer, pack);
    wm_buffer_printf(buffer, ",\"tests\":%u,\"changes\":%u,\"noticed\":%u,\"score\":%u,\"unnoticed\":[", report->tests,
                     report->count, report->noticed, report->score);
    for (uint32_t i = 0; i < report->count; i++) {
        if (report->mutants[i].noticed)
            continue;
        if (!first)
            wm_buffer_byte(buffer, ',');
        write_mutant(buffer, &report->mutants[i]);
        first = false;
    }
    wm_buffer_text(buffer, "]}");
}
