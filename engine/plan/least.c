// SPDX-License-Identifier: MIT
#include "engine/plan/least.h"

#include <string.h>

// Puts a record into the list: at the end, but before one of the same subject with a higher value, since of several
// on one day the last one counts.
static void put(struct wm_least *least, const struct wm_criterion *leaf, const struct wm_record *record) {
    struct wm_least_record *fact = wm_arena_zero(least->arena, 1, sizeof *fact);
    if (fact == NULL) {
        least->no_memory = true;
        return;
    }
    fact->record = *record;
    fact->leaf = leaf;
    struct wm_least_record **at = &least->first;
    for (; *at != NULL; at = &(*at)->next) {
        const struct wm_record *other = &(*at)->record;
        if (other->kind == record->kind && other->subject.data == record->subject.data && other->on == record->on &&
            other->value > record->value)
            break;
    }
    fact->next = *at;
    *at = fact;
}

static struct wm_text text_of(const char *text) {
    return (struct wm_text){text, strlen(text)};
}

static struct wm_text code_of(wm_code code) {
    return text_of(wm_code_text(code));
}

// The one that is wanted if it is among them, else the first; `otherwise` when none is asked for.
static struct wm_text choose(struct wm_codes codes, const char *wanted, const char *otherwise) {
    for (uint32_t i = 0; i < codes.count; i++) {
        if (strcmp(wm_code_text(codes.codes[i]), wanted) == 0)
            return text_of(wanted);
    }
    return codes.count > 0 ? code_of(codes.codes[0]) : text_of(otherwise);
}

static struct wm_text subject_of(const struct wm_least *least, const struct wm_query *query) {
    if (query->subject != WM_CODE_NONE)
        return code_of(query->subject);
    if (query->subjects.count > 0)
        return code_of(query->subjects.codes[0]);
    return text_of(query->kind == WM_KIND_APPRAISAL ? least->level->full : "anything");
}

// Who says so, in which capacity: different people for `number` 0, 1, 2, …
static void attribute(struct wm_least *least, const struct wm_query *query, uint32_t number, struct wm_record *record) {
    const char *by = query->by_count > 0 ? query->by[0] : wm_arena_printf(least->arena, "somebody-%u", number + 1);
    if (by == NULL) {
        least->no_memory = true;
        return;
    }
    record->by = text_of(by);
    record->as = choose(query->as, "supervisor", "supervisor");
}

// What all the records of a leaf have in common.
static struct wm_record begin(struct wm_least *least, const struct wm_query *query) {
    struct wm_record record = {.kind = query->kind,
                               .subject = subject_of(least, query),
                               .on = least->as_of,
                               .until = WM_DAY_NONE,
                               .has_value = query->has_at_least || query->has_at_most || query->has_min_fte};
    record.value = query->has_at_least ? query->at_least : query->at_most;
    if (query->has_min_fte)
        record.value = query->min_fte;
    record.method = choose(query->methods, "", "");
    attribute(least, query, 0, &record);
    return record;
}

static void many(struct wm_least *least, const struct wm_criterion *leaf, struct wm_record *record, uint32_t count) {
    for (uint32_t i = 0; i < (count > 0 ? count : 1); i++) {
        attribute(least, leaf->query, i, record);
        put(least, leaf, record);
    }
}

static void for_each_method(struct wm_least *least, const struct wm_criterion *leaf, struct wm_record *record,
                            bool each, uint32_t count) {
    const struct wm_codes *methods = &leaf->query->methods;
    for (uint32_t i = 0; i < methods->count && each; i++) {
        record->method = code_of(methods->codes[i]);
        many(least, leaf, record, count);
    }
    if (!each || methods->count == 0)
        many(least, leaf, record, count);
}

// The lowest point of the scale that is enough.
static wm_number score(const struct wm_query *query) {
    const struct wm_scale *scale = query->scale;
    for (uint32_t i = 0; scale != NULL && i < scale->count; i++) {
        if (!query->has_at_least || scale->points[i].value >= query->at_least)
            return scale->points[i].value;
    }
    return query->at_least;
}

// The last first day F that makes a period up to `as_of` long enough.
static wm_day long_enough(const struct wm_query *query, wm_day as_of) {
    wm_day first = as_of;
    while (query->has_least && first > WM_DAY_FIRST &&
           as_of - first + 1 < wm_day_add(first, query->least) - first + (query->more ? 1 : 0))
        first--;
    return first;
}

// The last day from which `least` has passed.
static wm_day long_ago(const struct wm_query *query, wm_day as_of) {
    wm_day first = as_of;
    while (query->has_least && first > WM_DAY_FIRST && wm_day_add(first, query->least) > as_of)
        first--;
    return first;
}

static void sessions(struct wm_least *least, const struct wm_criterion *leaf, struct wm_record *record) {
    const struct wm_query *query = leaf->query;
    int year, month, day;
    wm_day_split(least->as_of, &year, &month, &day);
    if (query->per_month) {
        for (int32_t back = query->over.count; back > 0; back--) {
            record->on = wm_day_add_months(wm_day_of(year, month, 1), -back) + 14;
            put(least, leaf, record);
        }
        return;
    }
    wm_day next = wm_day_window_start(least->as_of, query->over);
    while (next < least->as_of) {
        record->on = next;
        put(least, leaf, record);
        wm_day then = wm_day_add(next, query->every);
        next = then > next ? then : next + 1;
    }
    record->on = least->as_of;
    put(least, leaf, record);
}

static void appraisal(struct wm_least *least, const struct wm_criterion *leaf, struct wm_record *record) {
    const struct wm_query *query = leaf->query;
    if (query->after != WM_CODE_NONE) {
        struct wm_record course = {.kind = WM_KIND_TRAINING,
                                   .subject = code_of(query->after),
                                   .outcome = text_of("completed"),
                                   .on = least->as_of,
                                   .until = WM_DAY_NONE};
        put(least, leaf, &course);
    }
    record->outcome = query->outcome_asked != WM_CODE_NONE ? code_of(query->outcome_asked) : text_of("recommended");
    put(least, leaf, record);
}

const char *wm_least_outcome(enum wm_kind kind) {
    switch (kind) {
    case WM_KIND_TRAINING: return "completed";
    case WM_KIND_APPRAISAL: return "recommended";
    case WM_KIND_EVIDENCE: return "verified";
    default: return "";
    }
}

void wm_least_add(struct wm_least *least, const struct wm_criterion *leaf) {
    const struct wm_query *query = leaf->query;
    struct wm_record record = begin(least, query);
    const char *outcome = wm_least_outcome(query->kind);
    record.outcome = choose(query->outcomes, outcome, outcome);
    switch (leaf->verb) {
    case WM_VERB_ASSESSED:
        record.has_value = true;
        record.value = score(query);
        many(least, leaf, &record, query->count > query->assessors ? query->count : query->assessors);
        break;
    case WM_VERB_EXPERIENCED:
        record.on = long_enough(query, least->as_of);
        put(least, leaf, &record);
        break;
    case WM_VERB_SUPERVISED: sessions(least, leaf, &record); break;
    case WM_VERB_APPRAISED: appraisal(least, leaf, &record); break;
    case WM_VERB_EVIDENCED: for_each_method(least, leaf, &record, query->per_method, query->count); break;
    case WM_VERB_SIGNED_OFF: for_each_method(least, leaf, &record, query->routes_all, 1); break;
    case WM_VERB_IN_ROLE:
        record.on = long_ago(query, least->as_of);
        put(least, leaf, &record);
        break;
    default: many(least, leaf, &record, query->count); break;
    }
}
