// SPDX-License-Identifier: MIT
#include "engine/author/pack_test_junit.h"

// Text and attribute values. What XML cannot hold is a question mark; texts are UTF-8 already.
static void write_text(struct wm_buffer *buffer, const char *text) {
    for (const char *at = text; *at != '\0'; at++) {
        switch (*at) {
        case '&': wm_buffer_text(buffer, "&amp;"); break;
        case '<': wm_buffer_text(buffer, "&lt;"); break;
        case '>': wm_buffer_text(buffer, "&gt;"); break;
        case '"': wm_buffer_text(buffer, "&quot;"); break;
        case '\n': wm_buffer_text(buffer, "&#10;"); break;
        default: wm_buffer_add(buffer, *at == '\t' || (unsigned char)*at >= ' ' ? at : "?", 1); break;
        }
    }
}

static void attribute(struct wm_buffer *buffer, const char *name, const char *value) {
    wm_buffer_printf(buffer, " %s=\"", name);
    write_text(buffer, value);
    wm_buffer_byte(buffer, '"');
}

void wm_pack_test_junit_case(struct wm_buffer *cases, const struct wm_pack_test_result *result) {
    wm_buffer_text(cases, "    <testcase");
    attribute(cases, "name", result->name);
    attribute(cases, "classname", result->level);
    attribute(cases, "file", result->where.file);
    wm_buffer_printf(cases, " line=\"%d\"", result->where.line);
    if (result->passed) {
        wm_buffer_text(cases, "/>\n");
        return;
    }
    wm_buffer_text(cases, ">\n      <failure");
    wm_buffer_text(cases, " message=\"expected ");
    write_text(cases, result->expected);
    wm_buffer_text(cases, "; found ");
    write_text(cases, result->found);
    wm_buffer_text(cases, "\">");
    write_text(cases, result->difference);
    wm_buffer_text(cases, "</failure>\n    </testcase>\n");
}

void wm_pack_test_junit_write(struct wm_buffer *buffer, const char *pack, const struct wm_pack_test_summary *summary,
                              const struct wm_buffer *cases) {
    wm_buffer_text(buffer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite");
    attribute(buffer, "name", pack);
    wm_buffer_printf(buffer, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"0\">\n", summary->run,
                     summary->failed);
    if (cases->length > 0)
        wm_buffer_add(buffer, cases->data, cases->length);
    wm_buffer_text(buffer, "  </testsuite>\n</testsuites>\n");
}
