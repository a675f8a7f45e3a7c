// SPDX-License-Identifier: MIT
// Custom predicates: each is asked once for the days on which its answer cannot be another.
#include "engine/decide/custom.h"

enum { DAYS_LOOKED_AT = 366, FUEL_AHEAD = 20000000 };

void wm_custom_init(struct wm_custom *custom, const struct wm_question *question, struct wm_arena *arena) {
    *custom = (struct wm_custom){.runner = question->runner,
                                 .portfolio = question->portfolio,
                                 .as_of = question->as_of,
                                 .arena = arena,
                                 .status = WM_OK};
}

void wm_custom_begin(struct wm_custom *custom) {
    custom->fuel = 0;
    custom->read_day = false;
}

bool wm_custom_looks_no_further(const struct wm_custom *custom, wm_day as_of, wm_day judged, wm_day day) {
    bool daily = custom->read_day && day == judged + 1;
    return (daily && day > as_of + DAYS_LOOKED_AT) || custom->fuel > FUEL_AHEAD;
}

enum wm_status wm_custom_status(const struct wm_custom *custom, struct wm_error *error) {
    if (custom->status != WM_OK && error != NULL)
        *error = custom->error;
    return custom->status;
}

static bool same(const struct wm_predicate *a, const struct wm_predicate *b) {
    return a == b || (a->framework == b->framework && strcmp(a->id, b->id) == 0 && strcmp(a->file, b->file) == 0);
}

static const struct wm_heard *find(const struct wm_custom *custom, const struct wm_predicate *predicate, wm_day day) {
    const struct wm_heard *heard = custom->heard;
    while (heard != NULL && (day < heard->from || day >= heard->next || !same(heard->predicate, predicate)))
        heard = heard->earlier;
    return heard;
}

const struct wm_heard *wm_custom_heard(const struct wm_custom *custom, const struct wm_predicate *predicate,
                                       wm_day day) {
    return custom != NULL ? find(custom, predicate, day) : NULL;
}

// A text that stays; "" is none.
static bool keep_text(struct wm_arena *arena, const char *text, const char **ret_text) {
    if (text[0] != '\0')
        *ret_text = wm_arena_dup(arena, text);
    return text[0] == '\0' || *ret_text != NULL;
}

static const struct wm_heard *keep(struct wm_custom *custom, const struct wm_predicate *predicate, wm_day day,
                                   const struct wm_predicate_answer *answer) {
    struct wm_heard *heard = wm_arena_zero(custom->arena, 1, sizeof *heard);
    bool kept = heard != NULL;
    if (kept) {
        *heard = (struct wm_heard){.earlier = custom->heard,
                                   .predicate = predicate,
                                   .from = day,
                                   .next = answer->read_day ? wm_day_after(day) : answer->next,
                                   .verdict = answer->verdict,
                                   .reason = answer->reason,
                                   .read_day = answer->read_day,
                                   .fuel = answer->fuel,
                                   .parameter = answer->parameter};
        if (day <= custom->as_of) // what was said on an eve may hold until then
            kept = keep_text(custom->arena, answer->text, &heard->text) &&
                   keep_text(custom->arena, answer->where, &heard->where);
    }
    if (!kept) {
        custom->status = wm_error_no_memory(&custom->error);
        return NULL;
    }
    custom->heard = heard;
    return heard;
}

static const struct wm_heard *ask(struct wm_custom *custom, const struct wm_predicate *predicate, wm_day day) {
    struct wm_predicate_answer answer;
    custom->status =
        custom->runner->ask(custom->runner->context, predicate, custom->portfolio, day, &answer, &custom->error);
    if (custom->status != WM_OK)
        return NULL;
    if (!wm_expect(answer.read_day || answer.next > day))
        answer.next = wm_day_after(day);
    return keep(custom, predicate, day, &answer);
}

struct wm_judgement wm_custom_judge(struct wm_custom *custom, const struct wm_predicate *predicate, wm_day day) {
    const struct wm_heard *heard = NULL;
    if (custom != NULL && custom->runner != NULL && custom->status == WM_OK) {
        heard = find(custom, predicate, day);
        if (heard == NULL)
            heard = ask(custom, predicate, day);
    }
    if (heard == NULL)
        return (struct wm_judgement){WM_DAY_NEVER, WM_VERDICT_UNKNOWN, WM_UNKNOWN_ERROR};
    custom->fuel += heard->fuel;
    custom->read_day |= heard->read_day;
    return (struct wm_judgement){heard->next, (uint8_t)heard->verdict, (uint8_t)heard->reason};
}
