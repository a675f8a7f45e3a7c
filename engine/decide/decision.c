// SPDX-License-Identifier: MIT
// The decision: the outcome on the day asked about, the last day on which it stays so, what stands in the way, and an
// id by which it can be computed again.
#include "engine/decide/trace.h"

static const enum wm_outcome outcomes[] = {[WM_VERDICT_UNMET] = WM_OUTCOME_NOT_ELIGIBLE,
                                           [WM_VERDICT_MET] = WM_OUTCOME_ELIGIBLE,
                                           [WM_VERDICT_UNKNOWN] = WM_OUTCOME_INDETERMINATE};

const char *wm_outcome_name(enum wm_outcome outcome) {
    static const char *const names[] = {"not-eligible", "eligible", "indeterminate"};
    return names[outcome];
}

const char *wm_verdict_name(enum wm_verdict verdict) {
    static const char *const names[] = {"unmet", "met", "unknown"};
    return names[verdict];
}

const char *wm_refusal_name(enum wm_refusal refusal) {
    static const char *const names[] = {
        [WM_REFUSAL_NONE] = "none",
        [WM_REFUSAL_NOT_YET] = "not-yet",
        [WM_REFUSAL_WRONG_OUTCOME] = "wrong-outcome",
        [WM_REFUSAL_FORMATIVE] = "formative",
        [WM_REFUSAL_WRONG_ASSESSOR] = "wrong-assessor",
        [WM_REFUSAL_WRONG_METHOD] = "wrong-method",
        [WM_REFUSAL_TOO_SMALL] = "too-small",
        [WM_REFUSAL_EXPIRED] = "expired",
        [WM_REFUSAL_TOO_OLD] = "too-old",
        [WM_REFUSAL_SUPERSEDED] = "superseded",
        [WM_REFUSAL_TOO_LOW] = "too-low",
        [WM_REFUSAL_TOO_HIGH] = "too-high",
    };
    return names[refusal];
}

const char *wm_unknown_reason_name(enum wm_unknown_reason reason) {
    static const char *const names[] = {"parameter-not-set", "error", "budget", "not-in-force"};
    return names[reason];
}

// The horizon -------------------------------------------------------------------------------------------------------

// Asks again on each day on which something may change until the outcome does.
static void find_horizon(const struct wm_question *question, wm_day next, struct wm_custom *custom,
                         struct wm_decision *decision) {
    decision->until = WM_DAY_NONE;
    wm_day judged = question->as_of;
    for (wm_day day = next; day <= WM_DAY_LAST; day = next) {
        if (wm_custom_looks_no_further(custom, question->as_of, judged, day)) {
            decision->until = day - 1;
            decision->until_inexact = true;
            return;
        }
        enum wm_verdict verdict = wm_judge_verdict(question->level, question->portfolio, day, custom, &next);
        if (custom->status != WM_OK)
            return;
        if (outcomes[verdict] != decision->outcome) {
            decision->until = day - 1;
            decision->changes_to = outcomes[verdict];
            return;
        }
        if (!wm_expect(next > day))
            return;
        judged = day;
    }
}

// The id ------------------------------------------------------------------------------------------------------------

// Fields, each with its length before it (four bytes, the lowest first), so that no two sets of fields give the same
// bytes.
struct canon {
    struct wm_arena *arena;
    char *data;
    size_t length;
    size_t room;
    bool failed;
};

static char *room_for(struct canon *canon, size_t more) {
    if (canon->room - canon->length < more) {
        size_t room = 2 * canon->room + more + 1024;
        char *data = canon->failed ? NULL : wm_arena_alloc(canon->arena, room);
        canon->failed = data == NULL;
        if (data == NULL)
            return NULL;
        if (canon->length > 0)
            memcpy(data, canon->data, canon->length);
        canon->data = data;
        canon->room = room;
    }
    char *at = canon->data + canon->length;
    canon->length += more;
    return at;
}

// A field of `length` bytes and `more` that the caller writes where this points to; NULL when there is no memory.
static char *put_and(struct canon *canon, const void *bytes, size_t length, size_t more) {
    char *at = room_for(canon, 4 + length + more);
    if (at == NULL)
        return NULL;
    for (size_t i = 0; i < 4; i++)
        at[i] = (char)((length + more) >> (8 * i));
    if (length > 0)
        memcpy(at + 4, bytes, length);
    return at + 4 + length;
}

static void put(struct canon *canon, const void *bytes, size_t length) {
    (void)put_and(canon, bytes, length, 0);
}

static void put_text(struct canon *canon, const char *text) {
    put(canon, text, strlen(text));
}

// Days since 1970, four bytes, the lowest first; an empty field for none.
static void put_day(struct canon *canon, wm_day day) {
    uint32_t number = (uint32_t)day;
    const uint8_t bytes[4] = {(uint8_t)number, (uint8_t)(number >> 8), (uint8_t)(number >> 16),
                              (uint8_t)(number >> 24)};
    put(canon, bytes, day != WM_DAY_NONE ? sizeof bytes : 0);
}

// The id, and one letter behind it: m(et), u(nmet), or that of the reason why it is unknown: p(arameter), e(rror),
// b(udget), n(ot in force).
static void put_leaf(struct canon *canon, const struct wm_step *step) {
    const struct wm_criterion *criterion = step->criterion;
    const char *id = step->level != NULL ? criterion->qualified_id : criterion->id;
    char *letter = put_and(canon, id, strlen(id), 1);
    if (letter == NULL)
        return;
    if (step->verdict == WM_VERDICT_UNKNOWN)
        *letter = wm_unknown_reason_name((enum wm_unknown_reason)step->reason)[0];
    else
        *letter = step->verdict == WM_VERDICT_MET ? 'm' : 'u';
}

static bool changes(const struct wm_decision *decision) {
    return decision->until != WM_DAY_NONE && !decision->until_inexact;
}

static void put_decision(struct canon *canon, const struct wm_question *question, const struct wm_decision *decision,
                         const struct wm_trace *trace) {
    put_text(canon, WM_ENGINE);
    put_text(canon, question->organisation);
    put(canon, question->person, question->person_length);
    put_text(canon, question->level->full);
    put_day(canon, decision->as_of);
    put_text(canon, question->ruleset->hash);
    put(canon, question->portfolio->head, sizeof question->portfolio->head);
    put(canon, question->supposed.data, question->supposed.length);
    put_text(canon, wm_outcome_name(decision->outcome));
    put_day(canon, decision->until);
    put_text(canon, changes(decision) ? wm_outcome_name(decision->changes_to) : "");
    for (uint32_t i = 0; i < trace->count; i++) {
        if (wm_verb_leaf(trace->steps[i].criterion->verb))
            put_leaf(canon, &trace->steps[i]);
    }
}

static enum wm_status identify(const struct wm_question *question, const struct wm_trace *trace,
                               struct wm_decision *decision, struct wm_error *error) {
    struct canon canon = {.arena = trace->arena};
    put_decision(&canon, question, decision, trace);
    if (canon.failed)
        return wm_error_no_memory(error);
    uint8_t digest[WM_BLAKE_SIZE];
    wm_blake(canon.data, canon.length, digest);
    wm_hex(digest, sizeof digest, decision->id);
    return WM_OK;
}

// The whole ---------------------------------------------------------------------------------------------------------

static enum wm_status tell_desired(const struct wm_question *question, const struct wm_trace *trace,
                                   struct wm_decision *decision, struct wm_error *error) {
    uint32_t most = question->level->desire_count, count = 0;
    struct wm_finding *desired = wm_arena_alloc(trace->arena, most * sizeof *desired);
    if (desired == NULL)
        return wm_error_no_memory(error);
    for (uint32_t at = trace->requires_end; at < trace->count; at = trace->steps[at].end) {
        enum wm_status status = wm_finding_make(question, trace, at, false, &desired[count], error);
        if (status != WM_OK)
            return status;
        count++;
    }
    decision->desired = desired;
    decision->desired_count = count;
    return WM_OK;
}

// What stands in the way, or could not be judged.
static enum wm_status blame(const struct wm_question *question, const struct wm_trace *trace, bool cite,
                            struct wm_decision *decision, struct wm_error *error) {
    if (decision->outcome == WM_OUTCOME_NOT_ELIGIBLE)
        return wm_findings_collect(question, trace, WM_VERDICT_UNMET, cite, &decision->unmet, &decision->unmet_count,
                                   error);
    if (decision->outcome == WM_OUTCOME_INDETERMINATE)
        return wm_findings_collect(question, trace, WM_VERDICT_UNKNOWN, false, &decision->unknown,
                                   &decision->unknown_count, error);
    return WM_OK;
}

static enum wm_status tell(const struct wm_question *question, const struct wm_trace *trace,
                           struct wm_decision *decision, struct wm_error *error) {
    enum wm_status status = blame(question, trace, true, decision, error);
    if (status == WM_OK && question->level->desire_count > 0)
        status = tell_desired(question, trace, decision, error);
    if (status == WM_OK && question->explain)
        status = wm_tree_make(question, trace, &decision->tree, error);
    return status;
}

static enum wm_status judge(const struct wm_question *question, struct wm_trace *trace, struct wm_decision *decision,
                            wm_day *ret_next, struct wm_error *error) {
    wm_custom_begin(trace->custom);
    struct wm_judgement judgement = wm_judge_level(question->level, question->portfolio, question->as_of, trace);
    if (trace->failed)
        return wm_error_no_memory(error);
    *decision =
        (struct wm_decision){.outcome = outcomes[judgement.verdict], .as_of = question->as_of, .until = WM_DAY_NONE};
    *ret_next = judgement.next;
    return WM_OK;
}

enum wm_status wm_decide_with(const struct wm_question *question, struct wm_custom *custom, struct wm_arena *arena,
                              struct wm_decision *ret_decision, struct wm_error *error) {
    struct wm_trace trace = {.arena = arena, .custom = custom};
    struct wm_decision decision;
    wm_day next;
    enum wm_status status = judge(question, &trace, &decision, &next, error);
    if (status != WM_OK)
        return status;
    find_horizon(question, next, custom, &decision);
    status = wm_custom_status(custom, error);
    if (status == WM_OK)
        status = tell(question, &trace, &decision, error);
    if (status == WM_OK)
        status = identify(question, &trace, &decision, error);
    if (status == WM_OK)
        *ret_decision = decision;
    return status;
}

enum wm_status wm_decide_blame(const struct wm_question *question, struct wm_custom *custom, struct wm_arena *arena,
                               struct wm_decision *ret_decision, struct wm_error *error) {
    struct wm_trace trace = {.arena = arena, .custom = custom};
    struct wm_decision decision;
    wm_day next;
    enum wm_status status = judge(question, &trace, &decision, &next, error);
    if (status == WM_OK)
        status = wm_custom_status(custom, error);
    if (status == WM_OK)
        status = blame(question, &trace, false, &decision, error);
    if (status == WM_OK)
        *ret_decision = decision;
    return status;
}

enum wm_status wm_decide(const struct wm_question *question, struct wm_arena *arena, struct wm_decision *ret_decision,
                         struct wm_error *error) {
    struct wm_question asked = *question;
    enum wm_status status = wm_recognise(question->ruleset, question->portfolio, arena, &asked.portfolio, error);
    if (status != WM_OK)
        return status;
    struct wm_custom custom;
    wm_custom_init(&custom, &asked, arena);
    return wm_decide_with(&asked, &custom, arena, ret_decision, error);
}
