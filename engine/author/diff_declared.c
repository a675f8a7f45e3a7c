// SPDX-License-Identifier: MIT
// What a framework declares: competencies, courses, items and the others, field by field.
#include "engine/author/diff_work.h"

#include <string.h>

typedef void write_field(struct wm_buffer *text, const struct wm_declaration *declaration);

static void write_text(struct wm_buffer *text, const char *value) {
    if (value != NULL)
        wm_buffer_text(text, value);
}

static void write_texts(struct wm_buffer *text, const char *const *texts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        wm_buffer_printf(text, "%s%s", i > 0 ? ", " : "", texts[i]);
}

static void write_codes(struct wm_buffer *text, const struct wm_codes *codes) {
    for (uint32_t i = 0; i < codes->count; i++)
        wm_buffer_printf(text, "%s%s", i > 0 ? ", " : "", wm_code_text(codes->codes[i]));
}

static void write_number(struct wm_buffer *text, bool there, wm_number number) {
    if (there)
        wm_number_write(text, number);
}

static void write_title(struct wm_buffer *text, const struct wm_declaration *one) {
    write_text(text, one->title);
}
static void write_says(struct wm_buffer *text, const struct wm_declaration *one) {
    write_text(text, one->says);
}
static void write_source(struct wm_buffer *text, const struct wm_declaration *one) {
    write_text(text, one->source);
}
static void write_url(struct wm_buffer *text, const struct wm_declaration *one) {
    write_text(text, one->url);
}
static void write_tags(struct wm_buffer *text, const struct wm_declaration *one) {
    write_texts(text, one->tags, one->tag_count);
}
static void write_levels(struct wm_buffer *text, const struct wm_declaration *one) {
    write_texts(text, one->levels, one->level_count);
}
static void write_domain(struct wm_buffer *text, const struct wm_declaration *one) {
    write_text(text, one->domain != NULL ? one->domain->id : NULL);
}
static void write_scale(struct wm_buffer *text, const struct wm_declaration *one) {
    if (one->declared != WM_DECLARED_SCALE)
        write_text(text, one->scale != NULL ? one->scale->id : NULL);
}
static void write_points(struct wm_buffer *text, const struct wm_declaration *one) {
    for (uint32_t i = 0; one->declared == WM_DECLARED_SCALE && i < one->scale->count; i++) {
        wm_buffer_text(text, i > 0 ? ", " : "");
        wm_number_write(text, one->scale->points[i].value);
        wm_buffer_printf(text, " %s", one->scale->points[i].label);
    }
}
static void write_anchors(struct wm_buffer *text, const struct wm_declaration *one) {
    for (uint32_t i = 0; one->anchors != NULL && i < one->scale->count; i++) {
        if (one->anchors[i] == NULL)
            continue;
        wm_buffer_text(text, text->length > 0 ? "; " : "");
        wm_number_write(text, one->scale->points[i].value);
        wm_buffer_printf(text, ": %s", one->anchors[i]);
    }
}
static void write_hours(struct wm_buffer *text, const struct wm_declaration *one) {
    write_number(text, one->has_hours, one->hours);
}
static void write_cost(struct wm_buffer *text, const struct wm_declaration *one) {
    write_number(text, one->has_cost, one->cost);
}
static void write_rqf(struct wm_buffer *text, const struct wm_declaration *one) {
    write_number(text, one->has_rqf, one->rqf);
}
static void write_lower(struct wm_buffer *text, const struct wm_declaration *one) {
    write_number(text, one->has_lower, one->lower);
}
static void write_upper(struct wm_buffer *text, const struct wm_declaration *one) {
    write_number(text, one->has_upper, one->upper);
}
static void write_valid(struct wm_buffer *text, const struct wm_declaration *one) {
    char span[32];
    if (one->has_valid) {
        wm_span_format(one->valid, span);
        wm_buffer_text(text, span);
    }
    if (one->valid_parameter != NULL)
        wm_buffer_printf(text, "%sparameter %s%s", one->has_valid ? ", by the " : "the ", one->valid_parameter->id,
                         one->has_valid ? "" : ", which is not set");
}
static void write_teaches(struct wm_buffer *text, const struct wm_declaration *one) {
    write_codes(text, &one->teaches);
}
static void write_after(struct wm_buffer *text, const struct wm_declaration *one) {
    write_codes(text, &one->after);
}
static void write_mode(struct wm_buffer *text, const struct wm_declaration *one) {
    write_text(text, one->mode);
}
static void write_provider(struct wm_buffer *text, const struct wm_declaration *one) {
    write_text(text, one->provider);
}
static void write_verify(struct wm_buffer *text, const struct wm_declaration *one) {
    write_codes(text, &one->verify);
}
static void write_weight(struct wm_buffer *text, const struct wm_declaration *one) {
    write_text(text, one->essential ? "essential" : one->desirable ? "desirable" : NULL);
}
static void write_activity(struct wm_buffer *text, const struct wm_declaration *one) {
    write_text(text, one->activity != WM_CODE_NONE ? wm_code_text(one->activity) : NULL);
}

static void write_day(struct wm_buffer *text, const char *before, wm_day day, bool there) {
    char written[24];
    if (there) {
        wm_day_format_people(day, written);
        wm_buffer_printf(text, "%s%s%s", text->length > 0 ? " " : "", before, written);
    }
}

static void write_period(struct wm_buffer *text, const struct wm_declaration *one) {
    if (one->declared != WM_DECLARED_PAY)
        return;
    write_day(text, "from ", one->from, one->from != WM_DAY_NONE);
    write_day(text, "until ", one->until, one->until != WM_DAY_NONE && one->until != WM_DAY_NEVER);
}

static void write_pay(struct wm_buffer *text, const struct wm_declaration *one) {
    for (uint32_t i = 0; i < one->pay_count; i++) {
        const struct wm_pay_row *row = &one->pay[i];
        wm_buffer_printf(text, "%s%s, from year ", i > 0 ? "; " : "", row->label != NULL ? row->label : "");
        wm_number_write(text, row->from);
        if (row->until >= 0) {
            wm_buffer_text(text, " until ");
            wm_number_write(text, row->until);
        }
        wm_buffer_text(text, ": £");
        wm_number_write(text, row->hourly);
        wm_buffer_text(text, " an hour, £");
        wm_number_write(text, row->annual);
        wm_buffer_text(text, " a year");
    }
}

static const struct field {
    const char *name;
    write_field *write;
} fields[] = {
    {"title", write_title},       {"says", write_says},         {"source", write_source},
    {"url", write_url},           {"tags", write_tags},         {"levels", write_levels},
    {"domain", write_domain},     {"scale", write_scale},       {"points", write_points},
    {"anchors", write_anchors},   {"hours", write_hours},       {"cost", write_cost},
    {"mode", write_mode},         {"provider", write_provider}, {"RQF level", write_rqf},
    {"lower bound", write_lower}, {"upper bound", write_upper}, {"validity", write_valid},
    {"teaches", write_teaches},   {"after", write_after},       {"verified by", write_verify},
    {"weight", write_weight},     {"activity", write_activity}, {"period", write_period},
    {"pay", write_pay},
};

static const char *field_of(struct wm_diff *diff, const struct field *field, const struct wm_declaration *declaration) {
    struct wm_buffer text;
    wm_diff_words(&text);
    field->write(&text, declaration);
    if (text.length > 0 || text.failed)
        return wm_diff_keep(diff, &text);
    wm_buffer_clear(&text);
    return NULL;
}

static void compare(struct wm_diff *diff, const struct wm_framework *framework, const struct wm_declaration *before,
                    const struct wm_declaration *after) {
    const struct wm_declaration *either = after != NULL ? after : before;
    struct wm_diff_made *made =
        wm_diff_open(diff, framework->id, wm_declared_name(either->declared), either->id, either->title);
    for (size_t i = 0; before != NULL && after != NULL && i < sizeof fields / sizeof *fields; i++)
        wm_diff_field(diff, made, fields[i].name, field_of(diff, &fields[i], before),
                      field_of(diff, &fields[i], after));
    bool any = made != NULL && made->group.count > 0;
    wm_diff_close(diff, made,
                  before == NULL  ? WM_DIFF_ADDED
                  : after == NULL ? WM_DIFF_REMOVED
                  : any           ? WM_DIFF_CHANGED
                                  : WM_DIFF_SAME);
}

static const struct wm_declaration *find(const struct wm_framework *framework, const struct wm_declaration *one) {
    return wm_framework_find(framework, one->declared, one->id, strlen(one->id));
}

void wm_diff_declarations(struct wm_diff *diff, const struct wm_framework *before, const struct wm_framework *after) {
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        for (uint32_t i = 0; i < after->declaration_counts[declared]; i++) {
            const struct wm_declaration *one = &after->declarations[declared][i];
            compare(diff, after, find(before, one), one);
        }
        for (uint32_t i = 0; i < before->declaration_counts[declared]; i++) {
            const struct wm_declaration *one = &before->declarations[declared][i];
            if (find(after, one) == NULL)
                compare(diff, before, one, NULL);
        }
    }
}
