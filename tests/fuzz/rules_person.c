// SPDX-License-Identifier: MIT
// A person with records of what the pack names, awards, revocations and what has been voided; and days to ask about.
#include "tests/fuzz/rules.h"

#include <string.h>

enum { VALUE_NEVER, VALUE_MAYBE, VALUE_ALWAYS };

static const char *const none_names[] = {""};
static const char *const equivalent_names[] = {"", "equivalent"};
static const char *const training_names[] = {"completed", "enrolled", "undertaking", "failed", "equivalent"};
static const char *const appraisal_names[] = {"recommended", "not-recommended"};
static const char *const evidence_names[] = {"verified", "submitted", "rejected", "formative"};
static const char *const signoff_names[] = {"", "equivalent", "declined"};
static const char *const formative_names[] = {"", "formative"};

static const struct kind {
    enum wm_kind kind;
    int about; // enum rules_thing; -1: levels
    struct rules_words outcomes;
    int value;
    bool until, by, as, method;
} kinds[] = {
    {WM_KIND_TRAINING, RULES_COURSE, RULES_WORDS(training_names), VALUE_MAYBE, true, false, false, false},
    {WM_KIND_ASSESSMENT, RULES_COMPETENCY, RULES_WORDS(formative_names), VALUE_ALWAYS, true, true, true, true},
    {WM_KIND_QUALIFICATION, RULES_QUALIFICATION, RULES_WORDS(equivalent_names), VALUE_MAYBE, true, false, false, false},
    {WM_KIND_EXPERIENCE, RULES_EXPERIENCE, RULES_WORDS(equivalent_names), VALUE_MAYBE, true, false, false, true},
    {WM_KIND_SUPERVISION, RULES_SUPERVISION, RULES_WORDS(none_names), VALUE_MAYBE, false, true, true, false},
    {WM_KIND_APPRAISAL, -1, RULES_WORDS(appraisal_names), VALUE_NEVER, true, true, true, false},
    {WM_KIND_EVIDENCE, RULES_ITEM, RULES_WORDS(evidence_names), VALUE_NEVER, true, true, false, true},
    {WM_KIND_SIGNOFF, RULES_ITEM, RULES_WORDS(signoff_names), VALUE_NEVER, true, true, true, true},
    {WM_KIND_ROLE, RULES_ROLE, RULES_WORDS(none_names), VALUE_MAYBE, true, false, false, false},
    {WM_KIND_RELATION, RULES_RELATION, RULES_WORDS(none_names), VALUE_NEVER, true, true, false, false},
    {WM_KIND_MEASURE, RULES_MEASURE, RULES_WORDS(none_names), VALUE_ALWAYS, true, true, true, false},
    {WM_KIND_AWARD, -1, RULES_WORDS(none_names), VALUE_NEVER, true, true, false, false},
};

static struct wm_text text_of(const char *text) {
    return (struct wm_text){text, strlen(text)};
}

wm_day rules_day(struct rules_writer *writer) {
    static const int16_t from_base[] = {0,   1,   -1,  29,   30,   31,   60,  -30, -31, -60,
                                        -90, 365, 366, -365, -366, -730, 400, -8,  7};
    wm_day base = wm_day_of(2024, 2, 29);
    uint32_t how = rules_below(writer, 32);
    if (how < sizeof from_base / sizeof from_base[0])
        return base + from_base[how];
    return base - 600 + (wm_day)rules_below(writer, 256) * 4;
}

static const char *const competencies[] = {"f/listening", "f/planning", "f/recording", "elsewhere/listening"};

static struct wm_text subject_of(struct rules_writer *writer, const struct kind *kind) {
    static const char *const levels[] = {"f/first", "f/second", "elsewhere/first", "own/counter"};
    static const struct rules_words of_framework = RULES_WORDS(competencies), of_levels = RULES_WORDS(levels);
    if (kind->kind == WM_KIND_TRAINING && rules_once_in(writer, 8))
        return text_of("allergens");
    return text_of(rules_pick(writer, kind->about < 0                   ? &of_levels
                                      : kind->about == RULES_COMPETENCY ? &of_framework
                                                                        : &rules_names[kind->about]));
}

static void set_value(struct rules_writer *writer, const struct kind *kind, struct wm_record *record) {
    static const wm_number values[] = {20000, 10000, 30000, 25000, 0, 40000, 5000};
    if (kind->value == VALUE_NEVER || (kind->value == VALUE_MAYBE && !rules_once_in(writer, 2)))
        return;
    record->has_value = true;
    record->value = values[rules_below(writer, sizeof values / sizeof values[0])];
    if (kind->about == RULES_ROLE || kind->about == RULES_EXPERIENCE)
        record->value = record->value / 5 + 2000;
}

static struct wm_record make_record(struct rules_writer *writer, const struct kind *kind) {
    struct wm_record record = {.kind = kind->kind, .until = WM_DAY_NONE};
    record.subject = subject_of(writer, kind);
    record.outcome = text_of(rules_pick(writer, &kind->outcomes));
    record.on = rules_day(writer);
    if (kind->until && rules_once_in(writer, 3))
        record.until = record.on + (wm_day)rules_below(writer, 255) * 3;
    if (kind->by)
        record.by = text_of(rules_pick(writer, &rules_people));
    if (kind->as)
        record.as = text_of(rules_pick(writer, &rules_capacities));
    if (kind->method && rules_once_in(writer, 2))
        record.method = text_of(rules_pick(writer, &rules_names[RULES_METHOD]));
    set_value(writer, kind, &record);
    return record;
}

struct ledger {
    struct wm_portfolio_builder *builder;
    struct wm_record *records;
    uint32_t count;
    int64_t seq;
};

static enum wm_status add_record(struct ledger *ledger, struct wm_record record, struct wm_error *error) {
    wm_require(ledger->count < RULES_RECORDS_MOST);
    ledger->records[ledger->count++] = record;
    return wm_portfolio_builder_add(ledger->builder, ++ledger->seq, &record, error);
}

// One of everything, so that many things are met: what is chosen afterwards takes away from it.
static enum wm_status add_each(struct ledger *ledger, wm_day day, struct wm_error *error) {
    enum { BEFORE = 800, MONTH = 28, SESSIONS = 7 };
    enum wm_status status = WM_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct kind *kind = &kinds[i];
        bool period = kind->about == RULES_ROLE || kind->about == RULES_EXPERIENCE || kind->about == RULES_RELATION;
        struct wm_record record = {.kind = kind->kind, .on = period ? day - BEFORE : day, .until = WM_DAY_NONE};
        record.outcome = text_of(kind->outcomes.names[0]);
        record.by = text_of(kind->by ? "ann" : "");
        record.as = text_of(kind->as ? "assessor" : "");
        record.method = text_of(kind->method && !period ? "observation" : "");
        record.has_value = kind->value == VALUE_ALWAYS;
        record.value = record.has_value ? 3 * WM_NUMBER_ONE : 0;
        uint32_t subjects = kind->about < 0 ? 0 : rules_names[kind->about].count;
        for (uint32_t at = 0; at < subjects && status == WM_OK; at++) {
            record.subject =
                text_of(kind->about == RULES_COMPETENCY ? competencies[at] : rules_names[kind->about].names[at]);
            status = add_record(ledger, record, error);
        }
        for (int month = 1; kind->kind == WM_KIND_SUPERVISION && month < SESSIONS && status == WM_OK; month++) {
            record.on = day - month * MONTH;
            record.subject = text_of("regular");
            status = add_record(ledger, record, error);
        }
    }
    return status;
}

static enum wm_status add_entry(struct rules_writer *writer, struct ledger *ledger, struct wm_error *error) {
    enum { KINDS = sizeof kinds / sizeof kinds[0] };
    uint32_t which = rules_below(writer, KINDS + 2);
    if (which < KINDS)
        return add_record(ledger, make_record(writer, &kinds[which]), error);
    ledger->seq++;
    if (which == KINDS)
        wm_portfolio_builder_revoke(ledger->builder, "f/first", strlen("f/first"), rules_day(writer));
    else
        wm_portfolio_builder_remove(ledger->builder, 1 + (int64_t)rules_below(writer, (uint32_t)ledger->seq));
    return WM_OK;
}

enum wm_status rules_person(struct rules_writer *writer, struct wm_portfolio **ret_portfolio,
                            struct wm_record *ret_records, uint32_t *ret_count, struct wm_error *error) {
    enum { ENTRIES_MOST = 32 };
    struct ledger ledger = {.records = ret_records};
    writer->tape = &writer->tapes[RULES_PERSON];
    enum wm_status status = wm_portfolio_builder_new(&ledger.builder, error);
    if (status == WM_OK && !rules_once_in(writer, 3))
        status = add_each(&ledger, rules_day(writer), error);
    uint32_t entries = rules_below(writer, ENTRIES_MOST);
    for (uint32_t i = 0; i < entries && status == WM_OK; i++)
        status = add_entry(writer, &ledger, error);
    if (status == WM_OK) {
        uint8_t head[16] = {(uint8_t)ledger.seq, 1};
        wm_portfolio_builder_entry(ledger.builder, ledger.seq, head);
        status = wm_portfolio_builder_finish(ledger.builder, ret_portfolio, error);
    }
    if (status == WM_OK)
        *ret_count = ledger.count;
    wm_portfolio_builder_free(ledger.builder);
    return status;
}
