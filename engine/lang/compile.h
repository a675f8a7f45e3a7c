// SPDX-License-Identifier: MIT
// From a pack's draft to a framework of the ruleset: names are resolved, parameters given their values, criteria built.
// Everything that stays goes on the ruleset's arena. Internal to engine/lang; one thread.
#pragma once

#include "engine/criteria/crosswalk.h"
#include "engine/criteria/ruleset.h"
#include "engine/lang/script.h"

struct wm_settings { // what an organisation's pack, or a test, says of the parameters
    const struct wm_pack_override *overrides;
    size_t count;
    bool accept_suggested;
    const struct wm_draft_declaration *adopt; // with its `levels` and `gates`; or NULL
};

struct wm_name { // in an index sorted by id
    const char *id;
    uint32_t at; // among its kind
};

struct wm_compile_level {                       // a level or gate: its declarations
    const struct wm_draft_declaration **drafts; // its editions, the oldest first; one as a rule
    struct wm_edition *editions;                // their days, on the ruleset's arena; NULL: one of all days
    uint32_t count;
    int word;    // WM_WORD_LEVEL or WM_WORD_GATE
    uint32_t at; // of the first that was declared, among its word
    int32_t rank;
};

struct wm_compile {
    struct wm_script *script;
    struct wm_draft *draft;
    struct wm_ruleset *ruleset;
    struct wm_arena *arena; // the ruleset's
    struct wm_framework *framework;
    struct wm_settings settings;
    struct wm_compile *peers; // of all frameworks of the ruleset, by id; this one is among them
    uint32_t peer_count;
    bool reaches; // names of the others may be used: an organisation wrote what is being compiled
    struct wm_draft_declaration **drafts[WM_WORD_COUNT]; // in order of declaration
    struct wm_name *names[WM_WORD_COUNT];
    struct wm_declaration *declarations[WM_DECLARED_COUNT];
    struct wm_scale *scales;
    struct wm_link *links;
    struct wm_compile_level *levels; // as they stand in framework->levels
    uint32_t level_count;
    uint32_t *level_places; // draft levels, then draft gates: where each stands in framework->levels
    struct wm_draft_fields defaults[WM_VERB_COUNT];
    const struct wm_draft_criterion **shown_by; // per competency: the draft, once asked for
    uint8_t *showing;                           // per competency: being compiled now
    uint32_t criteria;                          // built so far
    int depth;                                  // of the criterion being built
    uint64_t work;                              // declarations that selections looked at
};

// Fills the frameworks (zeroed, on the ruleset's arena; their place must not move any more). Script, draft, ruleset,
// arena, framework, settings, peers and `reaches` of each are set.
struct wm_compile_time {
    int64_t until;               // of the thread's processor time
    const _Atomic(bool) *cancel; // as of struct wm_pack_limits
};
WM_MUST_USE enum wm_status wm_compile_frameworks(struct wm_compile *compiles, uint32_t count,
                                                 const struct wm_compile_time *time, struct wm_error *error);
// WM_RULES, reason "budget", when this thread has had more than `until` of processor time; `where` is the caller's.
WM_MUST_USE enum wm_status wm_compile_in_time(const struct wm_compile_time *time, struct wm_error *error);

// An organisation's pack. Texts are the script's, values on the arena.
struct wm_adoption {
    const char *framework;
    struct wm_place where;
    struct wm_settings settings;
};
struct wm_adoptions {
    const char *title, *timezone;
    struct wm_adoption *adoptions; // sorted by framework
    size_t count;
};
#define WM_ORGANISATION_TIMEZONE "Europe/London" // of those who say nothing
WM_MUST_USE enum wm_status wm_compile_organisation(const struct wm_script *script, struct wm_arena *arena,
                                                   struct wm_adoptions *ret_adoptions, struct wm_error *error);
// What it recognises and who may assess; `organisation` has its script, draft, ruleset, arena, peers (compiled) and
// reaches. Into the ruleset.
WM_MUST_USE enum wm_status wm_compile_recognitions(struct wm_compile *organisation, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_assessors(struct wm_compile *organisation, struct wm_error *error);

// compile_pair.c: two names, of which `recognise` or a `link` reads one as the other. Made with compile (whose names of
// other frameworks may be used), draft and error; then each step once.
struct wm_pair_side {
    const char *id; // "framework/id"
    bool known;     // its framework is there
    const struct wm_level *level;
    const struct wm_declaration *competency, *domain;
};
struct wm_pair {
    struct wm_compile *compile;
    const struct wm_draft_declaration *draft;
    struct wm_error *error;
    struct wm_pair_side from, to;
    enum wm_alike alike;                          // wm_pair_decide
    const struct wm_scale *from_scale, *to_scale; // wm_pair_decide; may be NULL
    const struct wm_scale_pair *scale;            // wm_pair_scores
    uint32_t scale_count;
};
// Names that cannot be: "wrong-id", "cycle"; of a framework that is there and does not declare them: "unknown-name".
WM_MUST_USE enum wm_status wm_pair_look(struct wm_pair *pair, const char *from, const char *to);
WM_MUST_USE enum wm_status wm_pair_decide(struct wm_pair *pair); // what the two are: "wrong-type"
WM_MUST_USE enum wm_status wm_pair_scores(struct wm_pair *pair); // "missing", "off-scale", "wrong-type"
// `message` has three %s: the word, the source, `id`. At the draft's place.
enum wm_status wm_pair_fail(const struct wm_pair *pair, const char *reason, const char *message, const char *id);
struct wm_pair_names {
    int word;
    const char *from, *to;
    struct wm_place where;
};
// "cycle": what counts as something that counts as … itself.
WM_MUST_USE enum wm_status wm_pair_circles(struct wm_arena *scratch, const struct wm_pair_names *all, uint32_t count,
                                           struct wm_error *error);
// compile_crosswalk.c: the links of a framework's pack; after all frameworks. "never-counts" and the reasons above.
WM_MUST_USE enum wm_status wm_compile_crosswalk(struct wm_compile *compile, struct wm_error *error);

// "duplicate": names both places.
enum wm_status wm_compile_duplicate(const struct wm_draft_declaration *first, const struct wm_draft_declaration *second,
                                    struct wm_error *error);
// Names. `word` is an enum wm_declared or enum wm_word.
const struct wm_name *wm_compile_find(const struct wm_compile *compile, int word, const char *id); // NULL: not there
// unknown-name: says what was looked for and names the nearest of the kinds (a list that ends with -1).
enum wm_status wm_compile_unknown(const struct wm_compile *compile, const int *words, const char *what, const char *id,
                                  struct wm_place where, struct wm_error *error);
// The declaration a value names: a text, or a declaration of that kind. Parameters are not looked into.
WM_MUST_USE enum wm_status wm_compile_declaration(struct wm_compile *compile, enum wm_declared declared,
                                                  const struct wm_draft_value *value,
                                                  struct wm_declaration **ret_declaration, struct wm_error *error);
// "own-framework/x" is "x".
const char *wm_compile_own(const struct wm_compile *compile, const char *id);
// Whether records name it without its framework.
bool wm_compile_shared(enum wm_declared declared);
// The framework that a name is of, as far as it may be named here, and the name in it; NULL: none.
struct wm_compile *wm_compile_home(struct wm_compile *compile, const char *id, const char **ret_own);
// The declaration of that name, and (may be NULL) the framework it stands in; NULL: not there.
struct wm_declaration *wm_compile_lookup(struct wm_compile *compile, enum wm_declared declared, const char *id,
                                         struct wm_compile **ret_home);
// A level or gate by its id, with or without the framework's own id before it.
struct wm_level *wm_compile_find_level(struct wm_compile *compile, const char *id); // NULL: not there
WM_MUST_USE enum wm_status wm_compile_level(struct wm_compile *compile, const char *id, struct wm_place where,
                                            const struct wm_level **ret_level, struct wm_error *error);
const char *wm_compile_text(struct wm_compile *compile, const char *text); // a copy that stays; NULL: out of memory
// The single values of a value that may be one or a list.
struct wm_values {
    const struct wm_draft_value *values;
    uint32_t count;
};
struct wm_values wm_compile_values(const struct wm_draft_value *value); // NULL gives none

// The steps of wm_compile_frameworks, in this order.
WM_MUST_USE enum wm_status wm_compile_parameters(struct wm_compile *compile, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_declarations(struct wm_compile *compile, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_links(struct wm_compile *compile, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_levels(struct wm_compile *compile, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_after(struct wm_compile *compile, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_showing(struct wm_compile *compile, struct wm_error *error); // room for it
WM_MUST_USE enum wm_status wm_compile_shown_by(struct wm_compile *compile, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_requirements(struct wm_compile *compile, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_cycles(struct wm_compile *compiles, uint32_t count, struct wm_error *error);
// compile_editions.c: the declarations of each level and gate, with their days, in no order yet. Reasons "duplicate", "gap",
// "overlap", "wrong-days".
WM_MUST_USE enum wm_status wm_compile_editions(struct wm_compile *compile, struct wm_error *error);
// The day of a field; WM_DAY_NONE: not given.
wm_day wm_compile_day(const struct wm_draft_declaration *draft, const char *name);
WM_MUST_USE enum wm_status wm_compile_check_days(const struct wm_draft_declaration *draft, struct wm_error *error);
// What a level requires, from what each of its editions does.
WM_MUST_USE enum wm_status wm_compile_join_editions(struct wm_compile *compile, const struct wm_compile_level *from,
                                                    struct wm_criterion *const *requires, struct wm_level *level,
                                                    struct wm_error *error);
// compile_additions.c: what an adoption adds to a level or gate, joined to what it requires.
WM_MUST_USE enum wm_status wm_compile_check_additions(struct wm_compile *compile, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_additions(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                                struct wm_level *level, struct wm_error *error);
// compile_declarations.c leaves the kinds with tables of their own to compile_tables.c.
WM_MUST_USE enum wm_status wm_compile_scales(struct wm_compile *compile, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_anchors(struct wm_compile *compile, uint32_t competency, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_pay(struct wm_compile *compile, uint32_t pay, struct wm_error *error);

// Parameters.
WM_MUST_USE enum wm_status wm_compile_parameter(struct wm_compile *compile, const char *id, struct wm_place where,
                                                const struct wm_parameter **ret_parameter, struct wm_error *error);
// A value as written in a pack. `what` says whose: "parameter \"x\"".
WM_MUST_USE enum wm_status wm_compile_value(struct wm_arena *arena, const char *what,
                                            const struct wm_draft_value *value, struct wm_value *ret_value,
                                            struct wm_error *error);
// The `parameters` of an adoption or a test: { ["pass-mark"] = 3, other = unset }. Names are the draft's, values on the
// arena.
WM_MUST_USE enum wm_status wm_compile_overrides(const struct wm_draft_declaration *draft, struct wm_arena *arena,
                                                struct wm_pack_override **ret_overrides, size_t *ret_count,
                                                struct wm_error *error);
const char *wm_value_type_name(enum wm_value_type type); // "a number", "a list of codes"
// The codes of a value against the parameter's `one_of`, where it has one.
WM_MUST_USE enum wm_status wm_compile_one_of(const struct wm_draft_declaration *parameter, const struct wm_value *value,
                                             struct wm_place where, struct wm_error *error);

// Criteria. Constants are folded (engine/criteria/criterion.h, fixed).
WM_MUST_USE enum wm_status wm_compile_criterion(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                                struct wm_criterion **ret_criterion, struct wm_error *error);
// Whether it is a constant, settled so.
bool wm_compile_settled(const struct wm_criterion *criterion, enum wm_verdict verdict);
// A verb that takes subjects: one node each, joined where there are several.
WM_MUST_USE enum wm_status wm_compile_leaf(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                           struct wm_criterion **ret_criterion, struct wm_error *error);
// A constant, settled or waiting for `parameter`.
WM_MUST_USE enum wm_status wm_compile_fixed(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                            const struct wm_parameter *parameter, enum wm_verdict fixed,
                                            struct wm_criterion **ret_criterion, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_setting(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                              struct wm_criterion **ret_criterion, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_custom(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                             struct wm_criterion **ret_criterion, struct wm_error *error);
// The competency's own criterion, under a node that `draft` places.
WM_MUST_USE enum wm_status wm_compile_shown(struct wm_compile *compile, uint32_t competency,
                                            const struct wm_draft_criterion *draft, struct wm_criterion **ret_criterion,
                                            struct wm_error *error);
// A new node, counted against the limit; its id, says and hint as the rule gives them; room for its children.
WM_MUST_USE enum wm_status wm_compile_node(struct wm_compile *compile, enum wm_verb verb,
                                           const struct wm_draft_criterion *draft, struct wm_criterion **ret_criterion,
                                           struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_name(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                           struct wm_criterion *criterion, struct wm_error *error);
// The children as one: an `all` placed by `draft`, folded.
WM_MUST_USE enum wm_status wm_compile_all(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                          struct wm_criterion *const *children, uint32_t count,
                                          struct wm_criterion **ret_criterion, struct wm_error *error);
WM_MUST_USE enum wm_status wm_compile_children(struct wm_compile *compile, struct wm_criterion *node, uint32_t count,
                                               struct wm_criterion ***ret_children, struct wm_error *error);
// n of `count`, from a number, a percentage or a parameter. `*ret_unset` is set when the parameter has no value.
WM_MUST_USE enum wm_status wm_compile_least(struct wm_compile *compile, const struct wm_draft_value *value,
                                            uint32_t count, uint32_t *ret_least, const struct wm_parameter **ret_unset,
                                            struct wm_error *error);

// Subjects: what a leaf is about.
struct wm_subject {
    wm_code code;
    const struct wm_declaration *declaration; // NULL for a level
    const struct wm_level *level;
    struct wm_compile *home; // of the declaration
};
struct wm_subjects {
    struct wm_subject *subjects;
    uint32_t count, room;
    const struct wm_parameter *unset;   // one of them is a parameter without a value
    const struct wm_parameter *emptied; // one of them is a parameter whose list an organisation emptied
};
// `words`: the kinds that may be named, a list that ends with -1. Each once. On the draft's arena.
WM_MUST_USE enum wm_status wm_compile_subjects(struct wm_compile *compile, const char *what, const int *words,
                                               const struct wm_draft_value *value, struct wm_place where,
                                               struct wm_subjects *ret_subjects, struct wm_error *error);

// Constraints: what a leaf asks of the records it finds. The errors are gathered: after the first one nothing is read.
struct wm_ask {
    struct wm_compile *compile;
    const struct wm_draft_criterion *draft;
    char what[32];
    enum wm_kind kind;
    const struct wm_parameter *unset; // the first that has no value
    enum wm_status status;
    struct wm_error *error;
};
bool wm_ask_given(struct wm_ask *ask, const char *name); // by the rule itself or by the framework's defaults
bool wm_ask_number(struct wm_ask *ask, const char *name, wm_number *ret_number);
bool wm_ask_whole(struct wm_ask *ask, const char *name, uint32_t *ret_number);
bool wm_ask_span(struct wm_ask *ask, const char *name, struct wm_span *ret_span);
bool wm_ask_boolean(struct wm_ask *ask, const char *name, bool *ret_boolean);
const char *wm_ask_choice(struct wm_ask *ask, const char *name); // NULL: not given
enum wm_ask_codes { WM_ASK_CAPACITIES, WM_ASK_METHODS, WM_ASK_OUTCOMES, WM_ASK_LEVELS, WM_ASK_ROLES, WM_ASK_COURSES };
bool wm_ask_codes(struct wm_ask *ask, const char *name, enum wm_ask_codes of, struct wm_codes *ret_codes);
bool wm_ask_people(struct wm_ask *ask, const char *name, const char *const **ret_texts, uint32_t *ret_count);
// Reports a contradiction among constraints.
void wm_ask_fail(struct wm_ask *ask, const char *reason, const char *format, ...) WM_PRINTF(3, 4);

// compile_query.c: the query of a verb, but for its subject.
WM_MUST_USE enum wm_status wm_compile_query(struct wm_ask *ask, struct wm_query *query);
// … and what depends on the subject.
WM_MUST_USE enum wm_status wm_compile_query_subject(struct wm_ask *ask, const struct wm_subject *subject,
                                                    struct wm_query *query);
// The kinds of declarations a leaf's verb can be about, ending with -1; recorded: by its kind.
const int *wm_compile_words_of(enum wm_verb verb, enum wm_kind kind);
// The kind of record a leaf's verb asks for; WM_KIND_NONE of meets and shown.
enum wm_kind wm_compile_kind_of(enum wm_verb verb, const struct wm_draft_criterion *draft);
