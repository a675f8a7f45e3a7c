// SPDX-License-Identifier: MIT
// The report for programs: one JSON object, and SARIF 2.1.0 as editors and forges read it.
#include "engine/author/lint.h"

#include "engine/base/json.h"

#include <string.h>

#define SARIF_SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

static void member(struct wm_buffer *buffer, const char *key, const char *text) {
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}

static void number(struct wm_buffer *buffer, const char *key, int64_t value) {
    wm_json_write_key(buffer, key);
    wm_buffer_integer(buffer, value);
}

static void open(struct wm_buffer *buffer, const char *key, char bracket) {
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, bracket);
}

void wm_lint_write_finding(struct wm_buffer *buffer, const struct wm_lint_finding *finding) {
    wm_buffer_byte(buffer, '{');
    member(buffer, "code", finding->rule->code);
    member(buffer, "name", finding->rule->name);
    member(buffer, "severity", wm_lint_severity_name(finding->rule->severity));
    member(buffer, "file", finding->file);
    number(buffer, "line", finding->line);
    member(buffer, "message", finding->message);
    member(buffer, "suggestion", finding->suggestion);
    wm_buffer_byte(buffer, '}');
}

void wm_lint_write_json(struct wm_buffer *buffer, const char *pack, const struct wm_lint_report *report) {
    wm_buffer_byte(buffer, '{');
    member(buffer, "pack", pack);
    open(buffer, "findings", '[');
    for (uint32_t i = 0; i < report->count; i++) {
        wm_json_write_comma(buffer);
        wm_lint_write_finding(buffer, &report->findings[i]);
    }
    wm_buffer_byte(buffer, ']');
    number(buffer, "errors", report->severities[WM_LINT_ERROR]);
    number(buffer, "warnings", report->severities[WM_LINT_WARNING]);
    number(buffer, "notes", report->severities[WM_LINT_NOTE]);
    wm_buffer_text(buffer, "}\n");
}

// SARIF -------------------------------------------------------------------------------------------------------------

static void text_object(struct wm_buffer *buffer, const char *key, const char *text) {
    open(buffer, key, '{');
    member(buffer, "text", text);
    wm_buffer_byte(buffer, '}');
}

static void write_rule(struct wm_buffer *buffer, const struct wm_lint_rule *rule) {
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    member(buffer, "id", rule->code);
    member(buffer, "name", rule->name);
    text_object(buffer, "shortDescription", rule->title);
    text_object(buffer, "fullDescription", rule->why);
    text_object(buffer, "help", rule->mend);
    open(buffer, "defaultConfiguration", '{');
    member(buffer, "level", wm_lint_severity_name(rule->severity));
    wm_buffer_text(buffer, "}}");
}

// A relative reference: what a URI cannot hold as it is goes in hexadecimal.
static void write_uri(struct wm_buffer *buffer, const char *path) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    wm_buffer_byte(buffer, '"');
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL)
            wm_buffer_byte(buffer, *path);
        else
            wm_buffer_printf(buffer, "%%%02X", (unsigned char)*path);
    }
    wm_buffer_byte(buffer, '"');
}

static size_t index_of(const struct wm_lint_rule *rule) {
    size_t index = 0;
    while (wm_lint_rule_at(index) != rule)
        index++;
    return index;
}

static void write_result(struct wm_buffer *buffer, const struct wm_lint_finding *finding) {
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    member(buffer, "ruleId", finding->rule->code);
    number(buffer, "ruleIndex", (int64_t)index_of(finding->rule));
    member(buffer, "level", wm_lint_severity_name(finding->rule->severity));
    open(buffer, "message", '{');
    wm_json_write_key(buffer, "text");
    struct wm_buffer text;
    wm_buffer_init(&text, 4096);
    wm_buffer_printf(&text, "%s. %s.", finding->message, finding->suggestion);
    if (text.failed)
        buffer->failed = true;
    else
        wm_json_write_string(buffer, text.data, text.length);
    wm_buffer_clear(&text);
    wm_buffer_byte(buffer, '}');
    open(buffer, "locations", '[');
    wm_buffer_byte(buffer, '{');
    open(buffer, "physicalLocation", '{');
    open(buffer, "artifactLocation", '{');
    wm_json_write_key(buffer, "uri");
    write_uri(buffer, finding->file);
    member(buffer, "uriBaseId", "RULES");
    wm_buffer_byte(buffer, '}');
    open(buffer, "region", '{');
    number(buffer, "startLine", finding->line);
    wm_buffer_text(buffer, "}}}]}");
}

void wm_lint_write_sarif(struct wm_buffer *buffer, const struct wm_lint_report *report) {
    const struct wm_lint_rule *rule;
    wm_buffer_byte(buffer, '{');
    member(buffer, "$schema", SARIF_SCHEMA);
    member(buffer, "version", "2.1.0");
    open(buffer, "runs", '[');
    wm_buffer_byte(buffer, '{');
    open(buffer, "tool", '{');
    open(buffer, "driver", '{');
    member(buffer, "name", "waymark rules lint");
    member(buffer, "version", WM_VERSION);
    open(buffer, "rules", '[');
    for (size_t i = 0; (rule = wm_lint_rule_at(i)) != NULL; i++)
        write_rule(buffer, rule);
    wm_buffer_text(buffer, "]}}");
    member(buffer, "columnKind", "utf16CodeUnits");
    open(buffer, "originalUriBaseIds", '{');
    open(buffer, "RULES", '{');
    text_object(buffer, "description", "The rules folder, with frameworks and organisations in it");
    wm_buffer_text(buffer, "}}");
    open(buffer, "results", '[');
    for (uint32_t i = 0; i < report->count; i++)
        write_result(buffer, &report->findings[i]);
    wm_buffer_text(buffer, "]}]}\n");
}
