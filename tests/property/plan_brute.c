// SPDX-License-Identifier: MIT
#include "tests/property/plan_brute.h"

#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ACTIONS_MOST = 24, DAYS_MOST = 160, RECORDS_MOST = 64 };

enum doing { TAKE, ENROL, ASSESS, SIGN_OFF, BEGIN_WORK, BEGIN_JOB, SUPERVISE, APPRAISE, AWARD_NOW, AWARD_LAST };

struct deed {
    enum doing doing;
    uint32_t index;
};

struct trying {
    struct brute *brute;
    struct deed deeds[ACTIONS_MOST];
    uint32_t count;
    wm_day days[DAYS_MOST];
    uint32_t day_count;
    struct wm_arena arena;
    unsigned completed, in_date; // courses, as of today
    unsigned taught;             // competencies that some course teaches
};

int brute_compare(const struct brute_price *a, const struct brute_price *b) {
    const int64_t left[] = {a->unpriced, a->cost, a->untimed, a->hours, a->finish};
    const int64_t right[] = {b->unpriced, b->cost, b->untimed, b->hours, b->finish};
    for (size_t i = 0; i < 5; i++) {
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    }
    return 0;
}

// What there is to do -------------------------------------------------------------------------------------------------

static void add_deed(struct trying *trying, bool asked, enum doing doing, uint32_t index) {
    if (!asked)
        return;
    wm_require(trying->count < ACTIONS_MOST);
    trying->deeds[trying->count++] = (struct deed){doing, index};
}

static void list_deeds(struct trying *trying) {
    const struct plan_case *made = trying->brute->made;
    for (uint32_t i = 0; i < made->course_count; i++)
        add_deed(trying, true, TAKE, i);
    for (uint32_t i = 0; i < made->course_count; i++)
        add_deed(trying, (made->asks_enrolled >> i & 1) != 0, ENROL, i);
    for (uint32_t i = 0; i < CASE_COMPETENCIES; i++)
        add_deed(trying, (made->asks_competencies >> i & 1) != 0, ASSESS, i);
    add_deed(trying, made->asks_signoff, SIGN_OFF, 0);
    add_deed(trying, made->asks_experience, BEGIN_WORK, 0);
    add_deed(trying, made->asks_role, BEGIN_JOB, 0);
    add_deed(trying, made->asks_supervision, SUPERVISE, 0);
    add_deed(trying, made->asks_appraisal, APPRAISE, 0);
    add_deed(trying, made->asks_award, AWARD_NOW, 0);
    add_deed(trying, made->asks_award, AWARD_LAST, 0);
}

static void know_the_past(struct trying *trying) {
    const struct plan_case *made = trying->brute->made;
    for (uint32_t i = 0; i < made->fact_count; i++) {
        const struct wm_record *fact = &made->facts[i];
        if (fact->kind != WM_KIND_TRAINING)
            continue;
        uint32_t course = (uint32_t)(fact->subject.data[1] - '0');
        int valid = made->courses[course].valid;
        trying->completed |= 1u << course;
        if (valid == 0 || wm_day_add_months(fact->on, valid) >= plan_case_today)
            trying->in_date |= 1u << course;
    }
    for (uint32_t i = 0; i < made->course_count; i++)
        trying->taught |= made->courses[i].teaches;
}

static void add_day(struct trying *trying, wm_day day) {
    if (day < plan_case_today || day > trying->brute->by || trying->day_count == DAYS_MOST)
        return;
    for (uint32_t i = 0; i < trying->day_count; i++) {
        if (trying->days[i] == day)
            return;
    }
    trying->days[trying->day_count++] = day;
}

// Round the days on which spans of so many months end, from today and from each fact.
static void list_days(struct trying *trying) {
    const struct plan_case *made = trying->brute->made;
    add_day(trying, plan_case_today);
    for (int months = 1; months <= 12; months++) {
        for (wm_day off = -1; off <= 1; off++) {
            add_day(trying, wm_day_add_months(plan_case_today, months) + off);
            for (uint32_t i = 0; i < made->fact_count; i++)
                add_day(trying, wm_day_add_months(made->facts[i].on, months) + off);
        }
    }
    add_day(trying, wm_day_add_months(plan_case_today, 2)); // cadences
    for (wm_day day = 1; day < 60; day += 7)
        add_day(trying, plan_case_today + day);
    if (trying->brute->below != NULL)
        add_day(trying, trying->brute->below->finish);
}

// Whether they hold together ------------------------------------------------------------------------------------------

static unsigned courses_in(const struct trying *trying, uint32_t set, enum doing doing) {
    unsigned courses = 0;
    for (uint32_t i = 0; i < trying->count; i++)
        courses |= (set >> i & 1) != 0 && trying->deeds[i].doing == doing ? 1u << trying->deeds[i].index : 0;
    return courses;
}

// A course cannot come after itself, through others either.
static bool in_a_circle(const struct plan_case *made, unsigned taken, unsigned in_date) {
    unsigned done = 0;
    for (uint32_t round = 0; round < made->course_count; round++) {
        for (uint32_t i = 0; i < made->course_count; i++)
            done |= (taken >> i & 1) != 0 && (made->courses[i].after & ~(done | in_date)) == 0 ? 1u << i : 0;
    }
    return (taken & ~done) != 0;
}

static bool holds_together(const struct trying *trying, uint32_t set) {
    const struct plan_case *made = trying->brute->made;
    unsigned taken = courses_in(trying, set, TAKE), enrolled = courses_in(trying, set, ENROL);
    if ((taken & enrolled) != 0 || in_a_circle(made, taken, trying->in_date))
        return false;
    for (uint32_t i = 0; i < trying->count; i++) {
        const struct deed *deed = &trying->deeds[i];
        if ((set >> i & 1) == 0)
            continue;
        if (deed->doing == ENROL && (made->courses[deed->index].after & ~(taken | trying->in_date)) != 0)
            return false;
        bool needs = deed->doing == ASSESS && (trying->taught >> deed->index & 1) != 0;
        for (uint32_t k = 0; k < made->course_count && needs; k++)
            needs = ((taken | trying->completed) >> k & made->courses[k].teaches >> deed->index & 1) == 0;
        if (needs)
            return false;
        if (deed->doing == APPRAISE && made->appraisal_after >= 0 &&
            ((taken | trying->completed) >> made->appraisal_after & 1) == 0)
            return false;
    }
    return true;
}

static struct brute_price price_of(const struct trying *trying, uint32_t set, wm_day *ret_days) {
    const struct plan_case *made = trying->brute->made;
    struct brute_price price = {.unpriced = 0};
    *ret_days = 0;
    for (uint32_t i = 0; i < trying->count; i++) {
        const struct plan_course *course = &made->courses[trying->deeds[i].index];
        enum doing doing = trying->deeds[i].doing;
        if ((set >> i & 1) == 0 || (doing != TAKE && doing != ENROL))
            continue;
        price.unpriced += course->has_cost ? 0 : 1;
        price.cost += course->has_cost ? course->cost : 0;
        if (doing != TAKE)
            continue;
        price.untimed += course->has_hours ? 0 : 1;
        price.hours += course->has_hours ? course->hours : 0;
        int hours = course->has_hours ? course->hours : 0;
        if (made->hours_per_week > 0) {
            int days = (hours * 7 + made->hours_per_week - 1) / made->hours_per_week;
            *ret_days += days > 1 ? days : 1;
        }
    }
    return price;
}

// Records -------------------------------------------------------------------------------------------------------------

static struct wm_text words(const char *text) {
    return (struct wm_text){text, strlen(text)};
}

static struct wm_record of(enum wm_kind kind, const char *subject, const char *outcome, wm_day on) {
    return (struct wm_record){.kind = kind,
                              .subject = words(subject),
                              .outcome = words(outcome),
                              .on = on,
                              .until = WM_DAY_NONE,
                              .by = words("x"),
                              .as = words("assessor")};
}

static uint32_t sessions(wm_day finish, struct wm_record *records) {
    uint32_t count = 0;
    for (wm_day day = plan_case_today; day <= finish && count < 14; count++) {
        records[count] = of(WM_KIND_SUPERVISION, "talk", "", day);
        day = wm_day_add_months(plan_case_today, (int32_t)count + 1);
    }
    return count;
}

static uint32_t records_of(const struct deed *deed, wm_day on, wm_day finish, struct wm_record *records) {
    static const char *const courses[] = {"c0", "c1", "c2", "c3", "c4", "c5"};
    static const char *const competencies[] = {"f/k0", "f/k1", "f/k2"};
    switch (deed->doing) {
    case TAKE: records[0] = of(WM_KIND_TRAINING, courses[deed->index], "completed", on); break;
    case ENROL: records[0] = of(WM_KIND_TRAINING, courses[deed->index], "enrolled", on); break;
    case ASSESS:
        records[0] = of(WM_KIND_ASSESSMENT, competencies[deed->index], "", on);
        records[0].has_value = true;
        records[0].value = 2 * WM_NUMBER_ONE;
        break;
    case SIGN_OFF: records[0] = of(WM_KIND_SIGNOFF, "badge", "", on); break;
    case BEGIN_WORK: records[0] = of(WM_KIND_EXPERIENCE, "work", "", plan_case_today); break;
    case BEGIN_JOB: records[0] = of(WM_KIND_ROLE, "job", "", plan_case_today); break;
    case SUPERVISE: return sessions(finish, records);
    case APPRAISE: records[0] = of(WM_KIND_APPRAISAL, "f/entry", "recommended", on); break;
    case AWARD_NOW: records[0] = of(WM_KIND_AWARD, "f/low", "", plan_case_today); break;
    case AWARD_LAST: records[0] = of(WM_KIND_AWARD, "f/low", "", finish); break;
    }
    return 1;
}

static bool eligible(struct trying *trying, const struct wm_level *level, const struct wm_record *records,
                     uint32_t count, wm_day day) {
    struct wm_error error;
    struct wm_portfolio *portfolio = NULL;
    struct wm_question question = *trying->brute->question;
    struct wm_decision decision;
    wm_test_ok(wm_portfolio_suppose(question.portfolio, records, count, NULL, 0, &portfolio, &error), &error);
    question.portfolio = portfolio;
    question.level = level;
    question.as_of = day;
    wm_test_ok(wm_decide(&question, &trying->arena, &decision, &error), &error);
    wm_arena_reset(&trying->arena);
    wm_portfolio_unref(portfolio);
    trying->brute->judged++;
    return decision.outcome == WM_OUTCOME_ELIGIBLE;
}

// Whether the set makes the person eligible on that day; an award is given only to somebody who is eligible for it.
static bool works(struct trying *trying, uint32_t set, wm_day finish, bool late) {
    struct wm_record records[RECORDS_MOST];
    uint32_t count = 0, awards = 0;
    for (uint32_t i = 0; i < trying->count; i++) {
        const struct deed *deed = &trying->deeds[i];
        if ((set >> i & 1) == 0)
            continue;
        bool award = deed->doing == AWARD_NOW || deed->doing == AWARD_LAST;
        // Now: to somebody who has earned it already.
        if (deed->doing == AWARD_NOW && !eligible(trying, trying->brute->low, records, 0, plan_case_today))
            return false;
        if (deed->doing == AWARD_LAST && !eligible(trying, trying->brute->low, records, count, finish))
            return false;
        awards += award ? 1 : 0;
        wm_require(count + 16 < RECORDS_MOST);
        count += records_of(deed, late ? finish : plan_case_today, finish, &records[count]);
    }
    return awards < 2 && eligible(trying, trying->brute->entry, records, count, finish);
}

// The search ----------------------------------------------------------------------------------------------------------

static void describe(struct trying *trying, uint32_t set, wm_day finish, bool late) {
    static const char *const names[] = {"take",      "enrol", "assess",    "sign-off",  "begin work",
                                        "begin job", "talk",  "appraisal", "award now", "award last"};
    char day[11], *text = trying->brute->what;
    size_t size = sizeof trying->brute->what;
    wm_day_format(finish, day);
    size_t used = (size_t)snprintf(text, size, "%s, %s:", day, late ? "late" : "early");
    for (uint32_t i = 0; i < trying->count && used < size; i++) {
        if ((set >> i & 1) != 0)
            used += (size_t)snprintf(text + used, size - used, " %s %u,", names[trying->deeds[i].doing],
                                     trying->deeds[i].index);
    }
}

// How many months what is done today counts, wherever it is asked for; 0: for ever.
static int months_of(const struct plan_case *made, const struct deed *deed) {
    if (deed->doing == TAKE)
        return made->courses[deed->index].valid;
    return deed->doing == ASSESS && (made->aging_competencies >> deed->index & 1) != 0 ? 6 : 0;
}

// Nobody is sent on a course, or assessed, so that it lapses in time: what a plan has done still counts at its end.
static bool lapses(const struct trying *trying, uint32_t set, wm_day finish) {
    bool lapsed = false;
    for (uint32_t i = 0; i < trying->count && !lapsed; i++) {
        int months = (set >> i & 1) != 0 ? months_of(trying->brute->made, &trying->deeds[i]) : 0;
        lapsed = months > 0 && wm_day_add_months(plan_case_today, months) < finish;
    }
    return lapsed;
}

static void try_set(struct trying *trying, uint32_t set) {
    struct brute *brute = trying->brute;
    wm_day days = 0;
    struct brute_price price = price_of(trying, set, &days);
    if (!holds_together(trying, set))
        return;
    for (uint32_t i = 0; i < trying->day_count; i++) {
        price.finish = trying->days[i];
        bool better = brute->below == NULL || brute_compare(&price, brute->below) < 0;
        if (price.finish < plan_case_today + days - 1 || !better ||
            (brute->found && brute_compare(&price, &brute->price) >= 0))
            continue;
        // With a queue the courses are done one by one: what is late then is not all on the last day.
        for (int late = 0; late <= 1; late++) {
            if ((late == 0 && lapses(trying, set, price.finish)) || !works(trying, set, price.finish, late == 1))
                continue;
            brute->found = true;
            brute->price = price;
            describe(trying, set, price.finish, late == 1);
            break;
        }
    }
}

void brute_search(struct brute *brute) {
    static struct trying trying;
    trying = (struct trying){.brute = brute};
    wm_arena_init(&trying.arena, (size_t)64 << 20);
    list_deeds(&trying);
    know_the_past(&trying);
    list_days(&trying);
    for (uint32_t set = 0; set < 1u << trying.count && !brute->found; set++)
        try_set(&trying, set);
    wm_arena_clear(&trying.arena);
}
