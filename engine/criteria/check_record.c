// SPDX-License-Identifier: MIT
// What a record means under an organisation's rules: its subject, its capacity, its score.
#include "engine/criteria/ruleset_index.h"

#include <stdio.h>
#include <string.h>

// What a record of each kind may be about; NONE_MORE ends the list.
enum { NONE_MORE = -1 };
static const int subjects[WM_KIND_COUNT][3] = {
    [WM_KIND_NONE] = {NONE_MORE, NONE_MORE, NONE_MORE},
    [WM_KIND_ASSESSMENT] = {WM_DECLARED_COMPETENCY, NONE_MORE, NONE_MORE},
    [WM_KIND_TRAINING] = {WM_DECLARED_COURSE, NONE_MORE, NONE_MORE},
    [WM_KIND_QUALIFICATION] = {WM_DECLARED_QUALIFICATION, NONE_MORE, NONE_MORE},
    [WM_KIND_EXPERIENCE] = {WM_DECLARED_EXPERIENCE, NONE_MORE, NONE_MORE},
    [WM_KIND_SUPERVISION] = {WM_DECLARED_SUPERVISION, NONE_MORE, NONE_MORE},
    [WM_KIND_APPRAISAL] = {NONE_MORE, NONE_MORE, NONE_MORE}, // a level: looked up on its own
    [WM_KIND_EVIDENCE] = {WM_DECLARED_COMPETENCY, WM_DECLARED_ITEM, NONE_MORE},
    [WM_KIND_SIGNOFF] = {WM_DECLARED_ITEM, WM_DECLARED_COMPETENCY, NONE_MORE},
    [WM_KIND_ROLE] = {WM_DECLARED_ROLE, NONE_MORE, NONE_MORE},
    [WM_KIND_RELATION] = {WM_DECLARED_RELATION, NONE_MORE, NONE_MORE},
    [WM_KIND_MEASURE] = {WM_DECLARED_MEASURE, NONE_MORE, NONE_MORE},
    [WM_KIND_AWARD] = {NONE_MORE, NONE_MORE, NONE_MORE},
};

bool wm_assessors_concern(const struct wm_assessors *assessors, const struct wm_record *record) {
    const struct wm_text *subject = &record->subject;
    const struct wm_framework *framework = assessors->framework;
    size_t length = strlen(framework->id);
    bool as = false;
    for (uint32_t i = 0; i < assessors->as.count; i++) {
        const char *text = wm_code_text(assessors->as.codes[i]);
        as = as || (strlen(text) == record->as.length && memcmp(text, record->as.data, record->as.length) == 0);
    }
    if (!as || !assessors->kinds[record->kind])
        return false;
    if (memchr(subject->data, '/', subject->length) != NULL)
        return subject->length > length && subject->data[length] == '/' &&
               memcmp(subject->data, framework->id, length) == 0;
    for (const int *declared = subjects[record->kind]; *declared != NONE_MORE; declared++) {
        if (wm_framework_find(framework, (enum wm_declared) * declared, subject->data, subject->length) != NULL)
            return true;
    }
    return false;
}

bool wm_ruleset_recognises(const struct wm_ruleset *ruleset, enum wm_kind kind, const char *code, size_t length) {
    for (uint32_t i = 0; i < ruleset->recognition_count; i++) {
        const struct wm_recognition *recognition = &ruleset->recognitions[i];
        const char *source = wm_code_text(recognition->source);
        if (recognition->kind == kind && strlen(source) == length && memcmp(source, code, length) == 0)
            return true;
    }
    return false;
}

const int *wm_subjects_of(enum wm_kind kind) {
    return subjects[kind];
}

static const struct wm_declaration *find_subject(const struct wm_ruleset *ruleset, const struct wm_record *record) {
    for (const int *declared = subjects[record->kind]; *declared != NONE_MORE; declared++) {
        const struct wm_declaration *found =
            wm_index_find(&ruleset->index->declared[*declared], record->subject.data, record->subject.length);
        if (found != NULL)
            return found;
    }
    return NULL;
}

// "framework/…" of a framework that this organisation did not adopt.
static bool foreign(const struct wm_ruleset *ruleset, struct wm_text subject) {
    const char *slash = memchr(subject.data, '/', subject.length);
    return slash != NULL && wm_ruleset_framework(ruleset, subject.data, (size_t)(slash - subject.data)) == NULL;
}

static enum wm_status refuse_subject(const struct wm_ruleset *ruleset, const struct wm_record *record, const char *path,
                                     struct wm_error *error) {
    char wanted[WM_CODE_LONGEST + 1];
    snprintf(wanted, sizeof wanted, "%.*s", (int)record->subject.length, record->subject.data);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, wanted);
    const char *what = "level";
    for (const int *declared = subjects[record->kind]; *declared != NONE_MORE; declared++) {
        wm_ruleset_offer(ruleset, (enum wm_declared) * declared, &nearest);
        what = declared == subjects[record->kind] ? wm_declared_name((enum wm_declared) * declared) : what;
    }
    for (uint32_t i = 0; record->kind == WM_KIND_APPRAISAL && i < ruleset->level_count; i++) {
        wm_nearest_offer(&nearest, ruleset->levels[i]->full);
    }
    wm_error_set(error, WM_PARAMS, "unknown-subject", "no %s \"%s\" is declared in the frameworks of %s", what, wanted,
                 ruleset->organisation);
    wm_error_where(error, "%s.subject", path);
    wm_error_expected(error, "the code of a declared %s", what);
    wm_error_found(error, "%s", wanted);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

static enum wm_status check_score(const struct wm_declaration *competency, const struct wm_record *record,
                                  const char *path, struct wm_error *error) {
    const struct wm_scale *scale = competency->scale;
    if (scale == NULL || wm_scale_has(scale, record->value))
        return WM_OK;
    char least[32], most[32], found[32];
    wm_number_format(scale->points[0].value, least);
    wm_number_format(scale->points[scale->count - 1].value, most);
    wm_number_format(record->value, found);
    wm_error_set(error, WM_PARAMS, "off-scale", "%s is not a point of the scale \"%s\" on which %s is assessed", found,
                 scale->id, competency->title);
    wm_error_where(error, "%s.value", path);
    wm_error_expected(error, "a point of the scale, from %s to %s", least, most);
    return wm_error_found(error, "%s", found);
}

static enum wm_status check_capacity(const struct wm_ruleset *ruleset, const struct wm_record *record, const char *path,
                                     struct wm_error *error) {
    char wanted[WM_CODE_LONGEST + 1];
    snprintf(wanted, sizeof wanted, "%.*s", (int)record->as.length, record->as.data != NULL ? record->as.data : "");
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, wanted);
    for (const char *const *capacity = wm_capacities; *capacity != NULL; capacity++) {
        if (strcmp(*capacity, wanted) == 0)
            return WM_OK;
        wm_nearest_offer(&nearest, *capacity);
    }
    if (wanted[0] == '\0' ||
        wm_index_find(&ruleset->index->declared[WM_DECLARED_CAPACITY], wanted, strlen(wanted)) != NULL)
        return WM_OK;
    wm_ruleset_offer(ruleset, WM_DECLARED_CAPACITY, &nearest);
    wm_error_set(error, WM_PARAMS, "unknown-capacity", "nobody acts \"%s\" under the rules of %s", wanted,
                 ruleset->organisation);
    wm_error_where(error, "%s.as", path);
    wm_error_expected(error,
                      "self, supervisor, assessor, peer, manager, service-user, provider, or a declared capacity");
    wm_error_found(error, "%s", wanted);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

enum wm_status wm_ruleset_check_record(const struct wm_ruleset *ruleset, const struct wm_record *record,
                                       const char *path, char ret_warning[200], struct wm_error *error) {
    const struct wm_declaration *subject = find_subject(ruleset, record);
    bool known = subject != NULL || (record->kind == WM_KIND_APPRAISAL &&
                                     wm_ruleset_level(ruleset, record->subject.data, record->subject.length) != NULL);
    bool stranger = !known && foreign(ruleset, record->subject);
    if (!known && !stranger)
        return refuse_subject(ruleset, record, path, error);
    enum wm_status status = check_capacity(ruleset, record, path, error);
    if (status == WM_OK && subject != NULL && record->kind == WM_KIND_ASSESSMENT)
        status = check_score(subject, record, path, error);
    if (status == WM_OK && ret_warning != NULL) {
        ret_warning[0] = '\0';
        if (stranger && !wm_ruleset_recognises(ruleset, record->kind, record->subject.data, record->subject.length))
            snprintf(ret_warning, 200,
                     "%s.subject: %.*s is of a framework that %s has not adopted: kept, and no rule "
                     "reads it",
                     path, (int)(record->subject.length < 80 ? record->subject.length : 80), record->subject.data,
                     ruleset->organisation);
    }
    return status;
}
