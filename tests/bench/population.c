// SPDX-License-Identifier: MIT
#include "tests/bench/population.h"

#include <stdio.h>
#include <string.h>

static const char *const competencies[] = {"pca", "l1a", "l1b", "l1c", "l2a", "l2b"};

uint64_t population_random(uint64_t *state) {
    uint64_t mixed = (*state += 0x9E3779B97F4A7C15u);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static int32_t below(uint64_t *state, uint32_t bound) {
    return (int32_t)(population_random(state) % bound);
}

static struct wm_text text(const char *bytes) {
    return (struct wm_text){bytes, strlen(bytes)};
}

static struct wm_record *add(struct population_person *person, uint32_t *count, enum wm_kind kind, wm_day on,
                             const char *subject) {
    uint32_t at = (*count)++;
    snprintf(person->texts[at], sizeof person->texts[at], "%s", subject);
    person->records[at] =
        (struct wm_record){.kind = kind, .on = on, .until = WM_DAY_NONE, .subject = text(person->texts[at])};
    return &person->records[at];
}

static void add_trainings(struct population_person *person, uint32_t *count, uint64_t *state, wm_day today, bool good,
                          const char *prefix, int number) {
    for (int n = 1; n <= number; n++) {
        char subject[32];
        snprintf(subject, sizeof subject, "%s-%d", prefix, n);
        wm_day on = today - 30 - below(state, 300);
        struct wm_record *training = add(person, count, WM_KIND_TRAINING, on, subject);
        training->outcome = text("completed");
        training->until = on + (good || below(state, 12) != 0 ? 1095 : 20);
    }
}

static void add_assessments(struct population_person *person, uint32_t *count, uint64_t *state, wm_day today,
                            bool good) {
    for (size_t n = 0; n < sizeof competencies / sizeof *competencies; n++) {
        char subject[32];
        snprintf(subject, sizeof subject, "bench/%s", competencies[n]);
        struct wm_record *assessment = add(person, count, WM_KIND_ASSESSMENT, today - 20 - below(state, 600), subject);
        assessment->has_value = true;
        assessment->value = (good ? 3 + below(state, 3) : 1 + below(state, 5)) * (wm_number)WM_NUMBER_ONE;
        assessment->by = text("assessor-7");
        assessment->as = text("assessor");
    }
}

void population_make(uint32_t index, struct population_person *person) {
    uint64_t state = 0x57A9u + (uint64_t)index * 0x100000001B3u;
    wm_day today = wm_day_of(2024, 6, 15);
    bool good = below(&state, 100) < 30;
    uint32_t count = 0;
    snprintf(person->id, sizeof person->id, "bench-%06u", index);
    add_assessments(person, &count, &state, today, good);
    add_trainings(person, &count, &state, today, true, "course", 20);
    add_trainings(person, &count, &state, today, good, "mandatory", 11);
    for (int n = 1; n <= 10; n++) {
        char subject[32];
        snprintf(subject, sizeof subject, "induction-%d", n);
        struct wm_record *signoff = add(person, &count, WM_KIND_SIGNOFF, today - 400 - below(&state, 300), subject);
        signoff->by = text("manager-2");
        signoff->as = text("manager");
    }
    for (int month = 0; month < 12; month++) {
        wm_day on = wm_day_add_months(wm_day_of(2023, 6, 1), month) + below(&state, 27);
        struct wm_record *session = add(person, &count, WM_KIND_SUPERVISION, on, "regular");
        session->by = text("supervisor-3");
        session->as = text("supervisor");
    }
    struct wm_record *appraisal =
        add(person, &count, WM_KIND_APPRAISAL, today - 10 - below(&state, 330), "bench/established");
    appraisal->outcome = text(good || below(&state, 2) == 0 ? "recommended" : "not-recommended");
    appraisal->by = text("manager-2");
    appraisal->as = text("manager");
}
