// SPDX-License-Identifier: MIT
// What a decision tells of the steps of its trace: which stand in the way, which could not be judged, the tree.
#include "engine/decide/trace.h"

static enum wm_verdict opposite(enum wm_verdict verdict) {
    return verdict == WM_VERDICT_MET ? WM_VERDICT_UNMET : verdict == WM_VERDICT_UNMET ? WM_VERDICT_MET : verdict;
}

static bool has_children(const struct wm_trace *trace, uint32_t at) {
    uint32_t body = trace->steps[at].body;
    return trace->steps[body].end > body + 1;
}

// What is told of as a whole: a leaf; a combination that cannot be judged because of a parameter of its own; a level
// that an award meets.
static bool is_whole(const struct wm_trace *trace, uint32_t at) {
    const struct wm_criterion *criterion = trace->steps[at].criterion;
    return wm_verb_leaf(criterion->verb) || criterion->unset != NULL || !has_children(trace, at);
}

// Findings ----------------------------------------------------------------------------------------------------------

static const char *id_of(const struct wm_trace *trace, uint32_t at) {
    const struct wm_step *step = &trace->steps[at];
    const struct wm_criterion *criterion = step->criterion;
    const char *id = criterion->id != NULL ? criterion->id : wm_verb_name(criterion->verb);
    if (step->level == NULL)
        return id;
    if (criterion->qualified_id != NULL)
        return criterion->qualified_id;
    return wm_arena_printf(trace->arena, "%s/%s", step->level->id, id);
}

// Which parameter was wanting on the eve: that of the first criterion that could not be judged then.
static enum wm_status find_parameter(const struct wm_question *question, const struct wm_trace *trace,
                                     const struct wm_criterion *leaf, const struct wm_parameter **ret_parameter,
                                     struct wm_error *error) {
    struct wm_trace eve = {.arena = trace->arena, .custom = trace->custom};
    const struct wm_finding *unknown = NULL;
    uint32_t count = 0;
    (void)wm_judge_level(leaf->level, question->portfolio, leaf->edition->from - 1, &eve);
    if (eve.failed)
        return wm_error_no_memory(error);
    enum wm_status status = wm_findings_collect(question, &eve, WM_VERDICT_UNKNOWN, false, &unknown, &count, error);
    if (status == WM_OK && count > 0)
        *ret_parameter = unknown[0].parameter;
    return status;
}

enum wm_status wm_finding_make(const struct wm_question *question, const struct wm_trace *trace, uint32_t at, bool cite,
                               struct wm_finding *ret_finding, struct wm_error *error) {
    const struct wm_step *step = &trace->steps[at];
    const struct wm_criterion *criterion = step->criterion;
    struct wm_finding finding = {.criterion = criterion,
                                 .id = id_of(trace, at),
                                 .verdict = (enum wm_verdict)step->verdict,
                                 .reason = (enum wm_unknown_reason)step->reason};
    if (finding.id == NULL)
        return wm_error_no_memory(error);
    bool unknown = finding.verdict == WM_VERDICT_UNKNOWN;
    if (unknown && finding.reason == WM_UNKNOWN_PARAMETER)
        finding.parameter = criterion->unset != NULL   ? criterion->unset
                            : criterion->query != NULL ? criterion->query->valid_unset
                                                       : NULL;
    const struct wm_heard *heard =
        criterion->predicate != NULL ? wm_custom_heard(trace->custom, criterion->predicate, trace->day) : NULL;
    if (heard != NULL) {
        finding.text = heard->text;
        finding.where = heard->where;
        if (unknown && finding.reason == WM_UNKNOWN_PARAMETER)
            finding.parameter = heard->parameter;
    }
    enum wm_status status = WM_OK;
    if (unknown && finding.reason == WM_UNKNOWN_PARAMETER && criterion->verb == WM_VERB_GRANDFATHERED)
        status = find_parameter(question, trace, criterion, &finding.parameter, error);
    if (status == WM_OK && cite && criterion->query != NULL && criterion->unset == NULL)
        status = wm_leaf_cite(question, criterion, trace->arena, &finding, error);
    if (status == WM_OK)
        *ret_finding = finding;
    return status;
}

// Which stand in the way --------------------------------------------------------------------------------------------

struct gathering {
    const struct wm_trace *trace;
    uint8_t *seen; // of each step, one bit a verdict wanted: a level reached twice is told of once
    uint32_t *steps;
    uint32_t count;
};

// Of a `when` the branches that its test has not ruled out matter; the test itself only as far as it is unknown.
static bool matters(const struct wm_trace *trace, uint32_t when, uint32_t at, uint32_t child, enum wm_verdict wanted) {
    if (trace->steps[when].criterion->verb != WM_VERB_WHEN)
        return true;
    enum wm_verdict test = (enum wm_verdict)trace->steps[when + 1].verdict;
    if (at == when + 1)
        return test == WM_VERDICT_UNKNOWN && wanted == WM_VERDICT_UNKNOWN;
    return test == WM_VERDICT_UNKNOWN || (test == WM_VERDICT_MET) == (child == 1);
}

// Nobody can become eligible on a day gone by: that somebody was not is nothing that stands in the way.
static bool is_past(const struct wm_trace *trace, uint32_t at, enum wm_verdict wanted) {
    return trace->steps[at].criterion->verb == WM_VERB_GRANDFATHERED && wanted == WM_VERDICT_UNMET;
}

static void gather(struct gathering *gathering, uint32_t at, enum wm_verdict wanted) {
    const struct wm_trace *trace = gathering->trace;
    uint32_t body = trace->steps[at].body;
    uint8_t bit = (uint8_t)(1u << wanted);
    if ((gathering->seen[body] & bit) != 0)
        return;
    gathering->seen[body] |= bit;
    if (is_whole(trace, at)) {
        gathering->steps[gathering->count++] = at;
        return;
    }
    enum wm_verdict inner = trace->steps[body].criterion->verb == WM_VERB_NONE ? opposite(wanted) : wanted;
    uint32_t child = 0;
    bool blamed = false;
    for (uint32_t next = body + 1; next < trace->steps[body].end; next = trace->steps[next].end, child++) {
        if ((enum wm_verdict)trace->steps[next].verdict != inner || !matters(trace, body, next, child, inner) ||
            is_past(trace, next, inner))
            continue;
        gather(gathering, next, inner);
        blamed = true;
    }
    if (!blamed) // three of two are asked for: nothing below could help
        gathering->steps[gathering->count++] = at;
}

enum wm_status wm_findings_collect(const struct wm_question *question, const struct wm_trace *trace,
                                   enum wm_verdict verdict, bool cite, const struct wm_finding **ret_findings,
                                   uint32_t *ret_count, struct wm_error *error) {
    struct gathering gathering = {.trace = trace,
                                  .seen = wm_arena_zero(trace->arena, trace->count, 1),
                                  .steps = wm_arena_alloc(trace->arena, trace->count * sizeof(uint32_t))};
    if (gathering.seen == NULL || gathering.steps == NULL)
        return wm_error_no_memory(error);
    gather(&gathering, 0, verdict);
    struct wm_finding *findings = wm_arena_alloc(trace->arena, gathering.count * sizeof *findings);
    if (findings == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < gathering.count; i++) {
        enum wm_status status = wm_finding_make(question, trace, gathering.steps[i], cite, &findings[i], error);
        if (status != WM_OK)
            return status;
    }
    *ret_findings = findings;
    *ret_count = gathering.count;
    return WM_OK;
}

// The tree ----------------------------------------------------------------------------------------------------------

static uint32_t count_children(const struct wm_trace *trace, uint32_t at) {
    uint32_t count = 0;
    for (uint32_t next = at + 1; next < trace->steps[at].end; next = trace->steps[next].end)
        count++;
    return count;
}

static const struct wm_recognition *award_recognised(const struct wm_question *question, const struct wm_level *level) {
    wm_day next;
    const struct wm_fact *award = wm_award_in_force(question->portfolio, level, question->as_of, &next);
    return award != NULL ? wm_fact_recognised(question->ruleset, award) : NULL;
}

// A level that was reached before stands in the tree where it was reached first.
static enum wm_status make_node(const struct wm_question *question, const struct wm_trace *trace, uint32_t at,
                                struct wm_node *node, struct wm_error *error) {
    *node = (struct wm_node){.award = trace->steps[at].award};
    if (node->award != 0)
        node->recognised = award_recognised(question, trace->steps[at].criterion->level);
    enum wm_status status = wm_finding_make(question, trace, at, true, &node->finding, error);
    if (status != WM_OK)
        return status;
    bool named = wm_verb_leaf(node->finding.criterion->verb) || node->finding.criterion->id != NULL;
    node->finding.id = named ? node->finding.id : NULL;
    uint32_t count = count_children(trace, at);
    struct wm_node *children = wm_arena_alloc(trace->arena, count * sizeof *children);
    if (children == NULL)
        return wm_error_no_memory(error);
    node->children = children;
    for (uint32_t next = at + 1; next < trace->steps[at].end && status == WM_OK; next = trace->steps[next].end)
        status = make_node(question, trace, next, &children[node->child_count++], error);
    return status;
}

enum wm_status wm_tree_make(const struct wm_question *question, const struct wm_trace *trace,
                            const struct wm_node **ret_tree, struct wm_error *error) {
    struct wm_node *tree = wm_arena_alloc(trace->arena, sizeof *tree);
    if (tree == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = make_node(question, trace, 0, tree, error);
    if (status == WM_OK)
        *ret_tree = tree;
    return status;
}
