// SPDX-License-Identifier: MIT
// The canonical tree: everything that can change a decision, in one fixed order, and nothing else.
#include "engine/base/digest.h"
#include "engine/base/json.h"
#include "engine/criteria/predicate.h"
#include "engine/criteria/ruleset_index.h"

#include <string.h>

static void write_text(struct wm_buffer *buffer, const char *key, const char *text) {
    if (text != NULL) {
        wm_json_write_key(buffer, key);
        wm_json_write_text(buffer, text);
    }
}

static void write_code(struct wm_buffer *buffer, const char *key, wm_code code) {
    if (code != WM_CODE_NONE)
        write_text(buffer, key, wm_code_text(code));
}

static void write_codes(struct wm_buffer *buffer, const char *key, const struct wm_codes *codes) {
    if (codes->count == 0)
        return;
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < codes->count; i++) {
        wm_json_write_comma(buffer);
        wm_json_write_text(buffer, wm_code_text(codes->codes[i]));
    }
    wm_buffer_byte(buffer, ']');
}

static void write_number(struct wm_buffer *buffer, const char *key, bool has, wm_number number) {
    if (has) {
        wm_json_write_key(buffer, key);
        wm_number_write(buffer, number);
    }
}

static void write_day(struct wm_buffer *buffer, const char *key, wm_day day) {
    char text[11];
    if (day != WM_DAY_NONE) {
        wm_day_format(day, text);
        write_text(buffer, key, text);
    }
}

static void write_count(struct wm_buffer *buffer, const char *key, uint32_t count) {
    if (count != 0) {
        wm_json_write_key(buffer, key);
        wm_buffer_integer(buffer, count);
    }
}

static void write_span(struct wm_buffer *buffer, const char *key, bool has, struct wm_span span) {
    if (has) {
        char text[32];
        wm_span_format(span, text);
        write_text(buffer, key, text);
    }
}

static void write_flag(struct wm_buffer *buffer, const char *key, bool flag) {
    if (flag) {
        wm_json_write_key(buffer, key);
        wm_buffer_text(buffer, "true");
    }
}

static void write_query(struct wm_buffer *buffer, const struct wm_query *query) {
    static const char *const usings[] = {"latest", "best", "median", "all"};
    write_text(buffer, "kind", wm_kind_name(query->kind));
    write_code(buffer, "subject", query->subject);
    write_codes(buffer, "subjects", &query->subjects);
    write_codes(buffer, "outcomes", &query->outcomes);
    write_flag(buffer, "equivalent", query->equivalent);
    write_codes(buffer, "as", &query->as);
    write_flag(buffer, "not-self", query->not_self);
    write_codes(buffer, "methods", &query->methods);
    write_codes(buffer, "methods-not", &query->methods_not);
    for (uint32_t i = 0; i < query->by_count; i++) {
        write_text(buffer, "by", query->by[i]);
    }
    write_number(buffer, "min-fte", query->has_min_fte, query->min_fte);
    write_flag(buffer, "in-date", query->in_date);
    write_span(buffer, "valid", query->has_valid, query->valid);
    write_text(buffer, "valid-unset", query->valid_unset != NULL ? query->valid_unset->id : NULL);
    write_span(buffer, "within", query->has_within, query->within);
    write_number(buffer, "at-least", query->has_at_least, query->at_least);
    write_number(buffer, "at-most", query->has_at_most, query->at_most);
    write_text(buffer, "using", query->using == WM_USING_LATEST ? NULL : usings[query->using]);
    write_count(buffer, "count", query->count);
    write_count(buffer, "assessors", query->assessors);
    write_text(buffer, "scale", query->scale != NULL ? query->scale->id : NULL);
    write_number(buffer, "rqf", query->has_rqf, query->rqf);
    write_span(buffer, "least", query->has_least, query->least);
    write_flag(buffer, "more", query->more);
    write_span(buffer, "most", query->has_most, query->most);
    bool cadence = query->kind == WM_KIND_SUPERVISION && query->over.count != 0;
    write_span(buffer, "every", cadence && !query->per_month, query->every);
    write_span(buffer, "over", cadence, query->over);
    write_span(buffer, "grace", cadence && query->grace.count != 0, query->grace);
    write_flag(buffer, "per-month", query->per_month);
    write_code(buffer, "in-role", query->in_role);
    write_code(buffer, "outcome-asked", query->outcome_asked);
    write_code(buffer, "after", query->after);
    write_flag(buffer, "per-method", query->per_method);
    write_flag(buffer, "routes-all", query->routes_all);
}

void wm_edition_write(struct wm_buffer *buffer, const char *key, const struct wm_edition *edition) {
    if (edition == NULL)
        return;
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '{');
    write_day(buffer, "from", edition->from);
    write_day(buffer, "until", edition->until);
    wm_buffer_byte(buffer, '}');
}

void wm_criterion_write(struct wm_buffer *buffer, const struct wm_criterion *criterion) {
    wm_buffer_byte(buffer, '{');
    write_text(buffer, "verb", wm_verb_name(criterion->verb));
    write_text(buffer, "id", criterion->id);
    if (criterion->edition != NULL) {
        write_day(buffer, "from", criterion->edition->from);
        write_day(buffer, "until", criterion->edition->until);
    }
    write_text(buffer, "unset", criterion->unset != NULL ? criterion->unset->id : NULL);
    if (criterion->predicate != NULL) {
        write_text(buffer, "predicate", criterion->predicate->id);
        write_text(buffer, "source", criterion->predicate->digest);
    }
    write_text(buffer, "level", criterion->level != NULL ? criterion->level->full : NULL);
    if (criterion->verb == WM_VERB_FIXED && criterion->unset == NULL)
        write_text(buffer, "fixed", criterion->fixed == WM_VERDICT_MET ? "met" : "unmet");
    write_number(buffer, "threshold", criterion->verb == WM_VERB_POINTS, criterion->threshold);
    write_count(buffer, "least", criterion->verb == WM_VERB_AT_LEAST ? criterion->least : 0);
    if (criterion->query != NULL)
        write_query(buffer, criterion->query);
    if (criterion->child_count > 0) {
        wm_json_write_key(buffer, "children");
        wm_buffer_byte(buffer, '[');
        for (uint32_t i = 0; i < criterion->child_count; i++) {
            wm_json_write_comma(buffer);
            wm_criterion_write(buffer, criterion->children[i]);
        }
        wm_buffer_byte(buffer, ']');
    }
    for (uint32_t i = 0; criterion->verb == WM_VERB_POINTS && i < criterion->child_count; i++) {
        write_number(buffer, "weight", true, criterion->weights[i]);
    }
    wm_buffer_byte(buffer, '}');
}

static void write_level(struct wm_buffer *buffer, const struct wm_level *level) {
    wm_buffer_byte(buffer, '{');
    write_text(buffer, level->gate ? "gate" : "level", level->full);
    wm_json_write_key(buffer, "rank");
    wm_buffer_integer(buffer, level->rank);
    for (uint32_t i = 0; i < level->after_count; i++) {
        write_text(buffer, "after", level->after[i]->full);
    }
    wm_json_write_key(buffer, "requires");
    wm_criterion_write(buffer, level->requires);
    for (uint32_t i = 0; i < level->desire_count; i++) {
        wm_json_write_key(buffer, "desires");
        wm_criterion_write(buffer, level->desires[i]);
    }
    wm_buffer_byte(buffer, '}');
}

static void write_recognition(struct wm_buffer *buffer, const struct wm_recognition *recognition) {
    wm_buffer_byte(buffer, '{');
    write_code(buffer, "recognised", recognition->source);
    write_code(buffer, "target", recognition->target);
    write_text(buffer, "kind", wm_kind_name(recognition->kind));
    write_span(buffer, "within", recognition->has_within, recognition->within);
    for (uint32_t i = 0; i < recognition->by_count; i++) {
        write_text(buffer, "by", recognition->by[i]);
    }
    for (uint32_t i = 0; i < recognition->scale_count; i++) {
        write_number(buffer, "score", true, recognition->scale[i].from);
        write_number(buffer, "counts-as", true, recognition->scale[i].to);
    }
    wm_buffer_byte(buffer, '}');
}

static void write_assessors(struct wm_buffer *buffer, const struct wm_assessors *assessors) {
    wm_buffer_byte(buffer, '{');
    write_text(buffer, "assessors", assessors->framework->id);
    write_codes(buffer, "as", &assessors->as);
    for (int kind = 0; kind < WM_KIND_COUNT; kind++) {
        write_text(buffer, "kind", assessors->kinds[kind] ? wm_kind_name((enum wm_kind)kind) : NULL);
    }
    wm_json_write_key(buffer, "who");
    wm_criterion_write(buffer, assessors->level.requires);
    wm_buffer_byte(buffer, '}');
}

struct wm_sha256 wm_ruleset_files_digest(const struct wm_ruleset_file *files, size_t count) {
    struct wm_sha256_state state;
    wm_sha256_init(&state);
    wm_sha256_add_field(&state, "waymark-rules-1", strlen("waymark-rules-1"));
    for (size_t i = 0; i < count; i++) {
        wm_sha256_add_field(&state, files[i].path, strlen(files[i].path));
        wm_sha256_add_field(&state, files[i].bytes, files[i].length);
    }
    return wm_sha256_end(&state);
}

enum wm_status wm_ruleset_hash(struct wm_ruleset *ruleset, struct wm_error *error) {
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, (size_t)256 << 20);
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        write_level(&buffer, ruleset->levels[i]);
    }
    for (uint32_t i = 0; i < ruleset->recognition_count; i++) {
        write_recognition(&buffer, &ruleset->recognitions[i]);
    }
    for (uint32_t i = 0; i < ruleset->assessors_count; i++) {
        write_assessors(&buffer, &ruleset->assessors[i]);
    }
    if (buffer.failed) {
        wm_buffer_clear(&buffer);
        return wm_error_no_memory(error);
    }
    struct wm_sha256_state state;
    wm_sha256_init(&state);
    wm_sha256_add_field(&state, "waymark-criteria-1", strlen("waymark-criteria-1"));
    wm_sha256_add_field(&state, buffer.data != NULL ? buffer.data : "", buffer.length);
    struct wm_sha256 digest = wm_sha256_end(&state);
    wm_hex(digest.bytes, sizeof digest.bytes, ruleset->criteria_hash);
    wm_buffer_clear(&buffer);
    digest = wm_ruleset_files_digest(ruleset->files, ruleset->file_count);
    wm_hex(digest.bytes, sizeof digest.bytes, ruleset->hash);
    return WM_OK;
}
