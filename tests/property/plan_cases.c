// SPDX-License-Identifier: MIT
#include "tests/property/plan_cases.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const wm_day plan_case_today = 20454; // 2026-01-01

uint32_t plan_case_random(struct plan_case *made, uint32_t below) {
    made->random += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = made->random;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % below);
}

static bool one_in(struct plan_case *made, uint32_t times) {
    return plan_case_random(made, times) == 0;
}

static void line(struct plan_case *made, const char *format, ...) WM_PRINTF(2, 3);
static void line(struct plan_case *made, const char *format, ...) {
    va_list arguments;
    wm_require(made->line_count < CASE_LINES_MOST);
    va_start(arguments, format);
    vsnprintf(made->lines[made->line_count++], sizeof made->lines[0], format, arguments);
    va_end(arguments);
}

// Catalogue ----------------------------------------------------------------------------------------------------------

static void list(char *text, size_t size, const char *key, const char *prefix, unsigned bits) {
    text[0] = '\0';
    if (bits == 0)
        return;
    size_t used = (size_t)snprintf(text, size, ", %s = {", key);
    for (unsigned i = 0; i < 8; i++) {
        if ((bits >> i & 1) != 0)
            used += (size_t)snprintf(text + used, size - used, " \"%s%u\",", prefix, i);
    }
    snprintf(text + used, size - used, " }");
}

static void make_course(struct plan_case *made, uint32_t index) {
    struct plan_course *course = &made->courses[index];
    char cost[40] = "", hours[40] = "", valid[40] = "", after[100], teaches[100];
    *course = (struct plan_course){.has_cost = !one_in(made, 8), .has_hours = !one_in(made, 8)};
    course->cost = (int)plan_case_random(made, 5) * 10;
    course->hours = (int)plan_case_random(made, 5);
    course->valid = one_in(made, 3) ? 3 + (int)plan_case_random(made, 10) : 0;
    for (uint32_t i = 0; i < made->course_count; i++) {
        bool earlier = i < index && one_in(made, 5);
        course->after |= earlier || (i != index && one_in(made, 60)) ? 1u << i : 0;
    }
    for (uint32_t i = 0; i < CASE_COMPETENCIES; i++)
        course->teaches |= one_in(made, 3) ? 1u << i : 0;
    if (course->has_cost)
        snprintf(cost, sizeof cost, ", cost = %d", course->cost);
    if (course->has_hours)
        snprintf(hours, sizeof hours, ", hours = %d", course->hours);
    if (course->valid > 0)
        snprintf(valid, sizeof valid, ", valid = months(%d)", course->valid);
    list(after, sizeof after, "after", "c", course->after);
    list(teaches, sizeof teaches, "teaches", "k", course->teaches);
    line(made, "course \"c%u\" { title = \"C\"%s%s%s%s%s }", index, cost, hours, valid, after, teaches);
}

static void make_catalogue(struct plan_case *made) {
    line(made, "framework \"f\" { title = \"F\", scale = \"s\" }");
    line(made, "scale \"s\" { [0] = \"None\", \"Some\", \"Good\" }");
    line(made, "item \"badge\" { title = \"B\" }");
    line(made, "experience \"work\" { title = \"W\" }");
    line(made, "supervision \"talk\" { title = \"T\" }");
    line(made, "role \"job\" { title = \"J\" }");
    line(made, "measure \"speed\" { title = \"M\" }");
    for (unsigned i = 0; i < CASE_COMPETENCIES; i++)
        line(made, "competency \"k%u\" { title = \"K\" }", i);
    made->course_count = 2 + plan_case_random(made, CASE_COURSES_MOST - 1);
    for (uint32_t i = 0; i < made->course_count; i++)
        make_course(made, i);
}

// Criteria -----------------------------------------------------------------------------------------------------------

struct writing {
    struct plan_case *made;
    char *text;
    size_t used, size;
    bool low;
};

static void put(struct writing *writing, const char *format, ...) WM_PRINTF(2, 3);
static void put(struct writing *writing, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(writing->text + writing->used, writing->size - writing->used, format, arguments);
    va_end(arguments);
    writing->used += length > 0 ? (size_t)length : 0;
    wm_require(writing->used < writing->size);
}

static void put_trained(struct writing *writing) {
    struct plan_case *made = writing->made;
    uint32_t course = plan_case_random(made, made->course_count);
    bool enrolled = one_in(made, 6);
    made->asks_enrolled |= enrolled ? 1u << course : 0;
    put(writing, "trained { \"c%u\"%s }", course, enrolled ? ", outcome = { \"enrolled\", \"completed\" }" : "");
}

static void put_assessed(struct writing *writing) {
    struct plan_case *made = writing->made;
    uint32_t competency = plan_case_random(made, CASE_COMPETENCIES), least = 1 + plan_case_random(made, 2);
    bool ages = one_in(made, 4);
    made->asks_competencies |= 1u << competency;
    made->aging_competencies |= ages ? 1u << competency : 0;
    put(writing, "assessed { \"k%u\", at_least = %u%s }", competency, least, ages ? ", within = months(6)" : "");
}

static void put_appraised(struct writing *writing) {
    struct plan_case *made = writing->made;
    if (!made->asks_appraisal) {
        made->asks_appraisal = true;
        made->appraisal_after = one_in(made, 2) ? (int)plan_case_random(made, made->course_count) : -1;
    }
    put(writing, "appraised { recommended = true");
    if (made->appraisal_after >= 0)
        put(writing, ", after = \"c%d\"", made->appraisal_after);
    put(writing, " }");
}

static void put_leaf(struct writing *writing) {
    struct plan_case *made = writing->made;
    switch (plan_case_random(made, writing->low ? 12 : 14)) {
    case 0:
    case 1:
    case 2:
    case 3: put_trained(writing); break;
    case 4:
    case 5:
    case 6: put_assessed(writing); break;
    case 7:
        made->asks_signoff = true;
        put(writing, "signed_off \"badge\"");
        break;
    case 8:
        made->asks_experience = true;
        put(writing, "experienced { \"work\", at_least = months(%u) }", 1 + plan_case_random(made, 8));
        break;
    case 9:
        made->asks_supervision = true;
        put(writing, "supervised { \"talk\", every = months(1), over = months(3) }");
        break;
    case 10:
        made->asks_role = true;
        put(writing, "in_role { \"job\", at_least = months(%u) }", 1 + plan_case_random(made, 5));
        break;
    case 11: put_appraised(writing); break;
    case 12: put(writing, "meets \"low\""); break;
    default:
        made->asks_award = true;
        put(writing, "holds \"low\"");
        break;
    }
}

static void put_tree(struct writing *writing, int depth);

static void put_children(struct writing *writing, uint32_t count, int depth) {
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            put(writing, ", ");
        put_tree(writing, depth);
    }
}

static void put_points(struct writing *writing, uint32_t count, int depth) {
    put(writing, "points { at_least = %u", 2 + plan_case_random(writing->made, 3));
    for (uint32_t i = 0; i < count; i++) {
        put(writing, ", { ");
        put_tree(writing, depth);
        put(writing, ", %u }", 2 + plan_case_random(writing->made, 3));
    }
    put(writing, " }");
}

static void put_tree(struct writing *writing, int depth) {
    struct plan_case *made = writing->made;
    uint32_t kind = depth == 0 ? 9 : plan_case_random(made, 10), count = 2 + plan_case_random(made, 2);
    if (kind <= 2) {
        put(writing, "all { ");
        put_children(writing, count, depth - 1);
        put(writing, " }");
    } else if (kind <= 4) {
        put(writing, "any { ");
        put_children(writing, count, depth - 1);
        put(writing, " }");
    } else if (kind == 5) {
        put(writing, "at_least(2) { ");
        put_children(writing, 3, depth - 1);
        put(writing, " }");
    } else if (kind == 6) {
        put_points(writing, count, depth - 1);
    } else if (kind == 7 && one_in(made, 2)) {
        put(writing, "when { ");
        put_children(writing, count, depth - 1);
        put(writing, " }");
    } else if (kind == 7 && one_in(made, 2)) {
        made->asks_measure = true;
        if (one_in(made, 2))
            put(writing, "none { recorded { \"speed\", kind = \"measure\" } }");
        else
            put(writing, "none { recorded { \"speed\", kind = \"measure\", within = months(%u) } }",
                1 + plan_case_random(made, 6));
    } else {
        put_leaf(writing);
    }
}

static void make_level(struct plan_case *made, const char *id, bool low) {
    char text[1500];
    struct writing writing = {.made = made, .text = text, .size = sizeof text, .low = low};
    put(&writing, "level \"%s\" { title = \"L\", requires = all { ", id);
    put_children(&writing, 1 + plan_case_random(made, 2), low ? 1 : 2);
    put(&writing, " } }");
    line(made, "%s", text);
}

// People -------------------------------------------------------------------------------------------------------------

static struct wm_text words(const char *text) {
    return (struct wm_text){text, strlen(text)};
}

static struct wm_record *fact(struct plan_case *made, enum wm_kind kind, const char *subject, uint32_t days_ago) {
    struct wm_record *record = &made->facts[made->fact_count++];
    wm_require(made->fact_count <= CASE_FACTS_MOST);
    *record = (struct wm_record){
        .kind = kind, .subject = words(subject), .on = plan_case_today - (wm_day)days_ago, .until = WM_DAY_NONE};
    return record;
}

static void attribute(struct wm_record *record) {
    record->by = words("ada");
    record->as = words("assessor");
}

static void make_person(struct plan_case *made) {
    static const char *const courses[] = {"c0", "c1", "c2", "c3", "c4", "c5"};
    static const char *const competencies[] = {"f/k0", "f/k1", "f/k2"};
    for (uint32_t i = 0; i < made->course_count; i++) {
        if (one_in(made, 4))
            fact(made, WM_KIND_TRAINING, courses[i], plan_case_random(made, 400))->outcome = words("completed");
    }
    for (uint32_t i = 0; i < CASE_COMPETENCIES; i++) {
        if (!one_in(made, 4))
            continue;
        struct wm_record *score = fact(made, WM_KIND_ASSESSMENT, competencies[i], plan_case_random(made, 250));
        score->has_value = true;
        score->value = (wm_number)plan_case_random(made, 3) * WM_NUMBER_ONE;
        attribute(score);
    }
    if (one_in(made, 4))
        (void)fact(made, WM_KIND_EXPERIENCE, "work", plan_case_random(made, 200));
    if (one_in(made, 4))
        (void)fact(made, WM_KIND_ROLE, "job", plan_case_random(made, 200));
    uint32_t sessions = one_in(made, 3) ? 1 + plan_case_random(made, 4) : 0;
    for (uint32_t i = 0; i < sessions; i++)
        attribute(fact(made, WM_KIND_SUPERVISION, "talk", 5 + 28 * i));
    if (one_in(made, 5))
        (void)fact(made, WM_KIND_AWARD, "f/low", plan_case_random(made, 100));
    if (made->asks_measure && one_in(made, 2))
        (void)fact(made, WM_KIND_MEASURE, "speed", plan_case_random(made, 150));
}

void plan_case_make(struct plan_case *made, uint64_t seed) {
    *made = (struct plan_case){.random = seed * UINT64_C(0x2545f4914f6cdd1d) + 1, .appraisal_after = -1};
    make_catalogue(made);
    make_level(made, "low", true);
    make_level(made, "entry", false);
    make_person(made);
    made->hours_per_week = one_in(made, 4) ? 1 + (int)plan_case_random(made, 4) : 0;
    made->by = one_in(made, 3) ? plan_case_today + (wm_day)plan_case_random(made, 200) : WM_DAY_NONE;
}

void plan_case_text(struct plan_case *made, bool shuffled, struct wm_buffer *text) {
    uint32_t order[CASE_LINES_MOST] = {0};
    for (uint32_t i = 0; i < made->line_count; i++)
        order[i] = i;
    for (uint32_t i = made->line_count - 1; i > 1 && shuffled; i--) {
        uint32_t other = 1 + plan_case_random(made, i), kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
    for (uint32_t i = 0; i < made->line_count; i++)
        wm_buffer_printf(text, "%s\n", made->lines[order[i]]);
}
