// SPDX-License-Identifier: MIT
#include "api/methods/framework_write.h"

#include "api/methods/declaration_write.h"
#include "engine/criteria/crosswalk.h"

void wm_framework_write_text(struct wm_buffer *buffer, const char *key, const char *text) {
    if (text == NULL)
        return;
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}

void wm_framework_write_day(struct wm_buffer *buffer, const char *key, wm_day day) {
    char text[11];
    if (day == WM_DAY_NONE)
        return;
    wm_day_format(day, text);
    wm_framework_write_text(buffer, key, text);
}

void wm_framework_write_codes(struct wm_buffer *buffer, const char *key, struct wm_codes codes) {
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < codes.count; i++) {
        wm_json_write_comma(buffer);
        wm_json_write_text(buffer, wm_code_text(codes.codes[i]));
    }
    wm_buffer_byte(buffer, ']');
}

static void write_flag(struct wm_buffer *buffer, const char *key, bool flag) {
    wm_json_write_key(buffer, key);
    wm_buffer_text(buffer, flag ? "true" : "false");
}

// --- criteria ---

// Not deeper than the language lets them be built.
void wm_framework_write_criterion(struct wm_buffer *buffer, const struct wm_criterion *criterion) {
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "verb", wm_verb_name(criterion->verb));
    wm_framework_write_text(buffer, "id", criterion->id);
    wm_framework_write_text(buffer, "says", criterion->says);
    wm_framework_write_text(buffer, "hint", criterion->hint);
    if (criterion->verb == WM_VERB_MEETS)
        wm_framework_write_text(buffer, "level", criterion->level->full);
    wm_edition_write(buffer, "in_force", criterion->edition);
    if (criterion->unset != NULL)
        wm_framework_write_text(buffer, "parameter", criterion->unset->id);
    if (criterion->child_count > 0) {
        wm_json_write_key(buffer, "children");
        wm_buffer_byte(buffer, '[');
        for (uint32_t i = 0; i < criterion->child_count; i++) {
            wm_json_write_comma(buffer);
            wm_framework_write_criterion(buffer, criterion->children[i]);
        }
        wm_buffer_byte(buffer, ']');
    }
    wm_buffer_byte(buffer, '}');
}

// --- parameters ---

static void write_value(struct wm_buffer *buffer, const char *key, const struct wm_value *value) {
    char span[32];
    if (value->type == WM_VALUE_CODES) {
        wm_framework_write_codes(buffer, key, value->codes);
        return;
    }
    wm_json_write_key(buffer, key);
    switch (value->type) {
    case WM_VALUE_NUMBER:
    case WM_VALUE_PERCENT: wm_number_write(buffer, value->number); break;
    case WM_VALUE_BOOLEAN: wm_buffer_text(buffer, value->number != 0 ? "true" : "false"); break;
    case WM_VALUE_SPAN:
        wm_span_format(value->span, span);
        wm_json_write_text(buffer, span);
        break;
    default: wm_json_write_text(buffer, value->codes.count > 0 ? wm_code_text(value->codes.codes[0]) : ""); break;
    }
}

static void write_parameter(struct wm_buffer *buffer, const struct wm_parameter *parameter) {
    static const char *const types[] = {
        [WM_VALUE_NUMBER] = "number",   [WM_VALUE_PERCENT] = "percent", [WM_VALUE_SPAN] = "span",
        [WM_VALUE_BOOLEAN] = "boolean", [WM_VALUE_CODE] = "code",       [WM_VALUE_CODES] = "codes",
    };
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "id", parameter->id);
    wm_framework_write_text(buffer, "says", parameter->says);
    wm_framework_write_text(buffer, "source", parameter->source);
    wm_framework_write_text(buffer, "type", types[parameter->type]);
    wm_framework_write_text(buffer, "origin", wm_parameter_origin_name(parameter->origin));
    if (parameter->origin != WM_ORIGIN_UNSET)
        write_value(buffer, "value", &parameter->value);
    if (parameter->has_suggested)
        write_value(buffer, "suggested", &parameter->suggested);
    if (parameter->has_default)
        write_value(buffer, "default", &parameter->defaulted);
    wm_buffer_byte(buffer, '}');
}

// --- levels ---

static void write_level(struct wm_buffer *buffer, const struct wm_level *level) {
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "level", level->full);
    wm_framework_write_text(buffer, "title", level->title);
    wm_framework_write_text(buffer, "says", level->says);
    wm_framework_write_text(buffer, "source", level->source);
    write_flag(buffer, "gate", level->gate);
    if (level->rank != 0) {
        wm_json_write_key(buffer, "rank");
        wm_buffer_integer(buffer, level->rank);
    }
    wm_json_write_key(buffer, "after");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < level->after_count; i++) {
        wm_json_write_comma(buffer);
        wm_json_write_text(buffer, level->after[i]->full);
    }
    wm_buffer_byte(buffer, ']');
    if (level->pay != WM_CODE_NONE)
        wm_framework_write_text(buffer, "pay", wm_code_text(level->pay));
    if (level->pay_rows != 0) {
        wm_json_write_key(buffer, "pay_rows");
        wm_buffer_integer(buffer, level->pay_rows);
    }
    wm_json_write_key(buffer, "requires");
    wm_framework_write_criterion(buffer, level->requires);
    wm_json_write_key(buffer, "desires");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < level->desire_count; i++) {
        wm_json_write_comma(buffer);
        wm_framework_write_criterion(buffer, level->desires[i]);
    }
    wm_buffer_text(buffer, "]}");
}

// --- links ---

static void write_span(struct wm_buffer *buffer, const char *key, bool has, struct wm_span span) {
    char text[32];
    if (!has)
        return;
    wm_span_format(span, text);
    wm_framework_write_text(buffer, key, text);
}

static void write_scores(struct wm_buffer *buffer, const struct wm_link *link) {
    if (link->scale_count == 0)
        return;
    wm_json_write_key(buffer, "scale");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < link->scale_count; i++) {
        wm_json_write_comma(buffer);
        wm_buffer_text(buffer, "{\"from\":");
        wm_number_write(buffer, link->scale[i].from);
        wm_buffer_text(buffer, ",\"to\":");
        wm_number_write(buffer, link->scale[i].to);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_byte(buffer, ']');
}

static void write_link(struct wm_buffer *buffer, const struct wm_link *link) {
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "from", link->from);
    wm_framework_write_text(buffer, "from_title", link->from_title);
    wm_framework_write_text(buffer, "to", link->to);
    wm_framework_write_text(buffer, "to_title", link->to_title);
    wm_framework_write_text(buffer, "kind", wm_alike_name(link->alike));
    wm_framework_write_text(buffer, "grade", wm_grade_name(link->grade));
    wm_framework_write_text(buffer, "state", wm_link_state_name(link->state));
    wm_framework_write_text(buffer, "says", link->says);
    wm_framework_write_text(buffer, "source", link->source);
    write_span(buffer, "within", link->has_within, link->within);
    write_scores(buffer, link);
    wm_json_write_key(buffer, "where");
    wm_buffer_byte(buffer, '"');
    wm_buffer_printf(buffer, "%s:%d", link->where.file, link->where.line); // a name of a file needs no escapes
    wm_buffer_text(buffer, "\"}");
}

// --- the whole ---

static void write_declarations(struct wm_buffer *buffer, const struct wm_framework *framework,
                               enum wm_declared declared) {
    // "pay" is a plural by itself.
    wm_json_write_key(buffer, declared == WM_DECLARED_PAY ? "pay" : wm_declared_plural(declared));
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < framework->declaration_counts[declared]; i++) {
        wm_json_write_comma(buffer);
        wm_declaration_write(buffer, &framework->declarations[declared][i]);
    }
    wm_buffer_byte(buffer, ']');
}

void wm_framework_write(struct wm_buffer *buffer, const struct wm_framework *framework) {
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "framework", framework->id);
    wm_framework_write_text(buffer, "title", framework->title);
    wm_framework_write_text(buffer, "edition", framework->edition);
    wm_framework_write_text(buffer, "source", framework->source);
    write_flag(buffer, "accept_suggested", framework->accept_suggested);
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++)
        write_declarations(buffer, framework, (enum wm_declared)declared);
    wm_json_write_key(buffer, "parameters");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < framework->parameter_count; i++) {
        wm_json_write_comma(buffer);
        write_parameter(buffer, &framework->parameters[i]);
    }
    wm_buffer_text(buffer, "],\"links\":[");
    for (uint32_t i = 0; i < framework->link_count; i++) {
        wm_json_write_comma(buffer);
        write_link(buffer, &framework->links[i]);
    }
    wm_buffer_text(buffer, "],\"levels\":[");
    for (uint32_t i = 0; i < framework->level_count; i++) {
        wm_json_write_comma(buffer);
        write_level(buffer, &framework->levels[i]);
    }
    wm_buffer_text(buffer, "]}");
}
