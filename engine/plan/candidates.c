// SPDX-License-Identifier: MIT
// Candidates: the records that a leaf asks for at the least, and the courses that have to come before.
#include "engine/plan/work.h"

#include "engine/plan/least.h"
#include "engine/portfolio/kinds.h"

#include <inttypes.h>
#include <string.h>

enum { RECORDS_MOST = 512 }; // of one candidate

static struct wm_text text_of(const char *text) {
    return (struct wm_text){text, strlen(text)};
}

// Records ------------------------------------------------------------------------------------------------------------

// Where a leaf asks for records about anything, something that they could be about.
static const char *some_subject(const struct wm_planned_leaf *leaf, enum wm_kind kind) {
    const struct wm_framework *framework = leaf->about.level->framework;
    const char *first = NULL;
    for (const int *declared = wm_subjects_of(kind); *declared >= 0; declared++) {
        for (uint32_t i = 0; i < framework->declaration_counts[*declared]; i++) {
            const char *name = wm_code_text(framework->declarations[*declared][i].code);
            first = first == NULL || strcmp(name, first) < 0 ? name : first;
        }
    }
    return first != NULL ? first : leaf->about.level->full;
}

// Nothing that the kind has no room for, and nobody who says so where nobody has to.
static void keep_to_form(const struct wm_query *query, struct wm_record *record) {
    const struct wm_kind_form *form = record->kind != WM_KIND_AWARD ? wm_kind_form(record->kind) : NULL;
    if (form == NULL)
        return;
    if (form->need[WM_FIELD_BY] != WM_NEED_REQUIRED && query->by_count == 0)
        record->by = (struct wm_text){"", 0};
    if (form->need[WM_FIELD_AS] != WM_NEED_REQUIRED && query->as.count == 0)
        record->as = (struct wm_text){"", 0};
}

struct wm_record *wm_plan_least(struct wm_planning *planning, struct wm_arena *arena,
                                const struct wm_planned_leaf *leaf, wm_day day, uint32_t *ret_count) {
    const struct wm_query *query = leaf->about.criterion->query;
    struct wm_least least = {.arena = planning->some, .level = leaf->about.level, .as_of = day};
    uint32_t count = 0;
    wm_least_add(&least, leaf->about.criterion);
    for (const struct wm_least_record *made = least.first; made != NULL; made = made->next)
        count++;
    struct wm_record *records = least.no_memory ? NULL : wm_arena_zero(arena, count + 1u, sizeof *records);
    if (records == NULL) {
        wm_plan_no_memory(planning);
        *ret_count = 0;
        return NULL;
    }
    count = 0;
    for (const struct wm_least_record *made = least.first; made != NULL && count < RECORDS_MOST; made = made->next) {
        if (made->record.kind != query->kind) // the course before an appraisal
            continue;
        records[count] = made->record;
        records[count].on = day;
        keep_to_form(query, &records[count]);
        if (query->subject == WM_CODE_NONE && query->subjects.count == 0)
            records[count].subject = text_of(some_subject(leaf, query->kind));
        count++;
    }
    *ret_count = count;
    return records;
}

struct wm_record wm_plan_role(const struct wm_planning *planning, wm_code role) {
    return (struct wm_record){.kind = WM_KIND_ROLE,
                              .subject = text_of(wm_code_text(role)),
                              .on = planning->question->as_of,
                              .until = WM_DAY_NONE};
}

// Candidates ---------------------------------------------------------------------------------------------------------

static const char *key_of(struct wm_planning *planning, const struct wm_plan_candidate *candidate) {
    const struct wm_record *first = &candidate->records[0];
    char number[32] = "";
    if (first->has_value)
        wm_number_format(first->value, number);
    return wm_arena_printf(planning->some, "%s %s %020" PRId64 "%s %.*s %.*s %.*s %.*s %u %d",
                           wm_code_text(candidate->subject), wm_plan_do_name(candidate->does),
                           first->has_value ? first->value : 0, number, (int)first->outcome.length, first->outcome.data,
                           (int)first->as.length, first->as.data, (int)first->method.length, first->method.data,
                           (int)first->by.length, first->by.data, candidate->record_count,
                           candidate->record_count > 1 ? candidate->records[1].on - first->on : 0);
}

// The same one that is there already, or this one.
struct wm_plan_candidate *wm_plan_add_candidate(struct wm_planning *planning, struct wm_plan_candidate candidate) {
    candidate.key = key_of(planning, &candidate);
    for (uint32_t i = 0; candidate.key != NULL && i < planning->candidate_count; i++) {
        if (strcmp(planning->candidates[i]->key, candidate.key) == 0)
            return planning->candidates[i];
    }
    struct wm_plan_candidate **candidates =
        wm_plan_room(planning, planning->some, planning->candidates, planning->candidate_count,
                     &planning->candidate_room, sizeof(struct wm_plan_candidate *));
    struct wm_plan_candidate *kept = wm_arena_alloc(planning->some, sizeof *kept);
    if (candidate.key == NULL || candidates == NULL || kept == NULL) {
        wm_plan_no_memory(planning);
        return NULL;
    }
    *kept = candidate;
    planning->candidates = candidates;
    candidates[planning->candidate_count++] = kept;
    return kept;
}

// A course, those that it stands after, and on.
static void take_course(struct wm_planning *planning, const struct wm_plan_course *course) {
    uint8_t *progress = &planning->course_progress[course - planning->courses];
    if (*progress != WM_PLAN_UNSEEN || !course->available || wm_plan_failed(planning))
        return;
    *progress = WM_PLAN_DONE;
    struct wm_record *record = wm_arena_zero(planning->some, 1, sizeof *record);
    if (record == NULL) {
        wm_plan_no_memory(planning);
        return;
    }
    *record = (struct wm_record){.kind = WM_KIND_TRAINING,
                                 .subject = text_of(wm_code_text(course->code)),
                                 .outcome = text_of("completed"),
                                 .on = planning->question->as_of,
                                 .until = WM_DAY_NONE};
    (void)wm_plan_add_candidate(
        planning,
        (struct wm_plan_candidate){
            .does = WM_PLAN_TAKE, .subject = course->code, .course = course, .records = record, .record_count = 1});
}

void wm_plan_take(struct wm_planning *planning, wm_code code) {
    const struct wm_plan_course *course = wm_plan_course(planning, code);
    if (course == NULL || planning->course_progress[course - planning->courses] != WM_PLAN_UNSEEN)
        return;
    take_course(planning, course);
    wm_plan_take_before(planning, course);
}

void wm_plan_take_before(struct wm_planning *planning, const struct wm_plan_course *course) {
    for (uint32_t i = 0; i < course->declaration_count; i++) {
        const struct wm_codes *after = &course->declarations[i]->after;
        for (uint32_t k = 0; k < after->count; k++) {
            if (!wm_plan_completed(planning, after->codes[k], true))
                wm_plan_take(planning, after->codes[k]);
        }
    }
}

// The courses that teach something, unless one was completed. `untaught`: there are none.
void wm_plan_take_what_teaches(struct wm_planning *planning, struct wm_plan_candidate *candidate) {
    bool taught = false, completed = false;
    for (uint32_t i = 0; i < planning->course_count && !completed; i++) {
        const struct wm_plan_course *course = &planning->courses[i];
        bool teaches = wm_plan_teaches(course, candidate->subject);
        taught = taught || teaches;
        completed = teaches && wm_plan_completed(planning, course->code, false);
    }
    candidate->untaught = !taught;
    for (uint32_t i = 0; i < planning->course_count && taught && !completed; i++) {
        if (wm_plan_teaches(&planning->courses[i], candidate->subject))
            wm_plan_take(planning, planning->courses[i].code);
    }
}

enum wm_plan_do wm_plan_what_to_do(enum wm_kind kind) {
    switch (kind) {
    case WM_KIND_ASSESSMENT: return WM_PLAN_ASSESS;
    case WM_KIND_TRAINING: return WM_PLAN_TAKE;
    case WM_KIND_QUALIFICATION: return WM_PLAN_QUALIFY;
    case WM_KIND_EXPERIENCE: return WM_PLAN_EXPERIENCE;
    case WM_KIND_SUPERVISION: return WM_PLAN_SUPERVISION;
    case WM_KIND_APPRAISAL: return WM_PLAN_APPRAISAL;
    case WM_KIND_EVIDENCE: return WM_PLAN_EVIDENCE;
    case WM_KIND_SIGNOFF: return WM_PLAN_SIGN_OFF;
    case WM_KIND_ROLE: return WM_PLAN_ROLE;
    case WM_KIND_RELATION: return WM_PLAN_RELATION;
    case WM_KIND_MEASURE: return WM_PLAN_MEASURE;
    case WM_KIND_AWARD: return WM_PLAN_AWARD;
    default: return WM_PLAN_RECORD;
    }
}
