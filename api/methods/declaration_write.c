// SPDX-License-Identifier: MIT
#include "api/methods/declaration_write.h"

#include "api/methods/framework_write.h"

static void write_number(struct wm_buffer *buffer, const char *key, bool has, wm_number number) {
    if (!has)
        return;
    wm_json_write_key(buffer, key);
    wm_number_write(buffer, number);
}

static void write_texts(struct wm_buffer *buffer, const char *key, const char *const *texts, uint32_t count) {
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < count; i++) {
        wm_json_write_comma(buffer);
        wm_json_write_text(buffer, texts[i]);
    }
    wm_buffer_byte(buffer, ']');
}

static void write_scale(struct wm_buffer *buffer, const struct wm_scale *scale) {
    wm_json_write_key(buffer, "points");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; scale != NULL && i < scale->count; i++) {
        wm_json_write_comma(buffer);
        wm_buffer_byte(buffer, '{');
        write_number(buffer, "value", true, scale->points[i].value);
        wm_framework_write_text(buffer, "label", scale->points[i].label);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_byte(buffer, ']');
}

static void write_competency(struct wm_buffer *buffer, const struct wm_declaration *declaration) {
    const struct wm_scale *scale = declaration->scale;
    if (declaration->domain != NULL)
        wm_framework_write_text(buffer, "domain", declaration->domain->id);
    if (scale != NULL)
        wm_framework_write_text(buffer, "scale", scale->id);
    if (scale != NULL && declaration->anchors != NULL)
        write_texts(buffer, "anchors", declaration->anchors, scale->count);
}

static void write_course(struct wm_buffer *buffer, const struct wm_declaration *declaration) {
    char valid[32];
    wm_framework_write_text(buffer, "mode", declaration->mode);
    wm_framework_write_text(buffer, "provider", declaration->provider);
    if (declaration->has_valid) {
        wm_span_format(declaration->valid, valid);
        wm_framework_write_text(buffer, "valid", valid);
    }
    if (declaration->valid_parameter != NULL)
        wm_framework_write_text(buffer, "valid_parameter", declaration->valid_parameter->id);
    wm_framework_write_codes(buffer, "teaches", declaration->teaches);
    wm_framework_write_codes(buffer, "after", declaration->after);
}

static void write_item(struct wm_buffer *buffer, const struct wm_declaration *declaration) {
    wm_framework_write_codes(buffer, "verify", declaration->verify);
    wm_json_write_key(buffer, "essential");
    wm_buffer_text(buffer, declaration->essential ? "true" : "false");
    wm_json_write_key(buffer, "desirable");
    wm_buffer_text(buffer, declaration->desirable ? "true" : "false");
}

static void write_pay(struct wm_buffer *buffer, const struct wm_declaration *declaration) {
    wm_framework_write_day(buffer, "from", declaration->from);
    wm_framework_write_day(buffer, "until", declaration->until);
    wm_json_write_key(buffer, "rows");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < declaration->pay_count; i++) {
        const struct wm_pay_row *row = &declaration->pay[i];
        wm_json_write_comma(buffer);
        wm_buffer_byte(buffer, '{');
        wm_framework_write_text(buffer, "label", row->label);
        write_number(buffer, "from", true, row->from);
        write_number(buffer, "until", row->until >= 0, row->until);
        write_number(buffer, "hourly", true, row->hourly);
        write_number(buffer, "annual", true, row->annual);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_byte(buffer, ']');
}

void wm_declaration_write(struct wm_buffer *buffer, const struct wm_declaration *declaration) {
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "id", declaration->id);
    if (declaration->code != WM_CODE_NONE)
        wm_framework_write_text(buffer, "code", wm_code_text(declaration->code));
    wm_framework_write_text(buffer, "title", declaration->title);
    wm_framework_write_text(buffer, "says", declaration->says);
    wm_framework_write_text(buffer, "source", declaration->source);
    wm_framework_write_text(buffer, "url", declaration->url);
    write_texts(buffer, "tags", declaration->tags, declaration->tag_count);
    write_texts(buffer, "levels", declaration->levels, declaration->level_count);
    write_number(buffer, "hours", declaration->has_hours, declaration->hours);
    write_number(buffer, "cost", declaration->has_cost, declaration->cost);
    write_number(buffer, "rqf", declaration->has_rqf, declaration->rqf);
    write_number(buffer, "lower", declaration->has_lower, declaration->lower);
    write_number(buffer, "upper", declaration->has_upper, declaration->upper);
    switch (declaration->declared) {
    case WM_DECLARED_SCALE: write_scale(buffer, declaration->scale); break;
    case WM_DECLARED_COMPETENCY: write_competency(buffer, declaration); break;
    case WM_DECLARED_COURSE: write_course(buffer, declaration); break;
    case WM_DECLARED_ITEM: write_item(buffer, declaration); break;
    case WM_DECLARED_PAY: write_pay(buffer, declaration); break;
    default: break;
    }
    wm_buffer_byte(buffer, '}');
}
