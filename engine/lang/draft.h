// SPDX-License-Identifier: MIT
// What a pack's files built, before any name is resolved: plain data on one arena, free of Lua.
//
// The verbs (verbs*.c) make it while the files run; the compiler (compile*.c) turns it into criteria afterwards, when
// the whole pack is known. Places point into the pack's list of files.
#pragma once

#include "engine/base/json.h"
#include "engine/criteria/framework.h"
#include "engine/lang/form.h"

enum wm_draft_type {
    WM_DRAFT_NOTHING,
    WM_DRAFT_BOOLEAN,
    WM_DRAFT_NUMBER,
    WM_DRAFT_TEXT,
    WM_DRAFT_TABLE,
    WM_DRAFT_SPAN,        // days(3)
    WM_DRAFT_PERCENT,     // percent(80)
    WM_DRAFT_PARAMETER,   // param "x"
    WM_DRAFT_SELECTION,   // competencies { … }
    WM_DRAFT_CRITERION,   // trained "x"
    WM_DRAFT_DECLARATION, // what course "x" { … } gave back
    WM_DRAFT_FUNCTION,    // of Lua
    WM_DRAFT_STEP,        // record …, monthly …, meeting …, award …: the person of a test
    WM_DRAFT_EXPECTATION, // eligible, not_eligible …
    WM_DRAFT_UNSET,       // the word `unset`
    WM_DRAFT_OPENING,     // a word still waiting for its table: level "x", at_least(2)
    WM_DRAFT_TYPE_COUNT
};

struct wm_draft_value {
    enum wm_draft_type type;
    struct wm_place where;
    bool boolean;
    wm_number number;    // NUMBER, PERCENT
    struct wm_span span; // SPAN
    const char *text;    // TEXT, and the name in PARAMETER; NUL-terminated, printable UTF-8
    int function;        // FUNCTION: its reference in the script
    union {
        const struct wm_draft_table *table;
        const struct wm_draft_selection *selection;
        const struct wm_draft_criterion *criterion;
        struct wm_draft_declaration *declaration;
        const struct wm_draft_step *step;
        const struct wm_draft_expectation *expectation;
        struct wm_draft_opening *opening;
    };
};

struct wm_draft_pair {
    const char *name;
    struct wm_draft_value value;
};
struct wm_draft_point { // an entry with a number for its key that is not part of the list
    wm_number key;
    struct wm_draft_value value;
};
struct wm_draft_table {
    const struct wm_draft_value *list; // entries 1, 2, … without a gap
    uint32_t count;
    const struct wm_draft_pair *pairs; // sorted by name
    uint32_t pair_count;
    const struct wm_draft_point *points; // ascending; [0] = …, or what stands behind a hole
    uint32_t point_count;
};

struct wm_draft_field { // a named value that has been held against its form
    const struct wm_form *form;
    struct wm_draft_value value;
};
struct wm_draft_fields {
    const struct wm_draft_field *fields;
    uint32_t count;
};

struct wm_draft_selection {
    enum wm_declared declared;
    struct wm_place where;
    struct wm_draft_fields filters;
};

struct wm_draft_custom { // one `custom`; found again by its file and id
    const char *id;
    const char *file; // that is run again for each evaluation
    struct wm_place where;
    char digest[65]; // of what is run then: known when the pack is complete
    struct wm_draft_custom *next;
};

struct wm_draft_criterion {
    enum wm_verb verb; // FIXED stands for `setting`
    struct wm_place where;
    const char *id, *says, *hint;
    struct wm_draft_value subjects; // a TABLE, one value, or NOTHING
    struct wm_draft_fields fields;  // constraints
    const struct wm_draft_criterion *const *children;
    const wm_number *weights;             // POINTS
    const struct wm_draft_custom *custom; // CUSTOM
    uint32_t child_count;
    struct wm_draft_value least; // AT_LEAST: n; POINTS: the threshold; leaves: `need`
    uint32_t depth;
};

// A kind of declaration: those of wm_declared, and these.
enum wm_word {
    WM_WORD_PARAMETER = WM_DECLARED_COUNT,
    WM_WORD_LEVEL,
    WM_WORD_GATE,
    WM_WORD_FRAMEWORK,
    WM_WORD_TEST,
    WM_WORD_ORGANISATION,
    WM_WORD_ADOPT,
    WM_WORD_RECOGNISE,
    WM_WORD_LINK,
    WM_WORD_ASSESSORS,
    WM_WORD_COUNT
};
const char *wm_word_name(int word); // enum wm_declared or enum wm_word: "course", "level"

struct wm_draft_declaration {
    int word;
    const char *id;
    struct wm_place where;
    bool complete; // its table came
    struct wm_draft_fields fields;
    const struct wm_draft_table *table; // as written: the points of a scale, the tables within a `defaults`
    uint32_t index;                     // among its kind, in order of declaration
    struct wm_draft_declaration *next;
};

struct wm_draft_opening { // level "x", at_least(2), record "training": waits for its table
    const char *what;     // "level \"x\""
    struct wm_place where;
    struct wm_draft_declaration *declaration; // or NULL
    struct wm_draft_step *step;               // or NULL
    struct wm_draft_value least;              // at_least, when neither
    bool used;
    struct wm_draft_opening *next;
};

enum wm_step_kind { WM_STEP_RECORD, WM_STEP_MONTHLY, WM_STEP_MEETING, WM_STEP_AWARD };
struct wm_draft_step {
    enum wm_step_kind kind;
    const char *name; // record, monthly: the kind; meeting, award: the level
    bool usual;       // by a verb: several subjects, and what is not said about outcome and assessor is as usual
    struct wm_place where;
    const struct wm_draft_table *table; // fields of the record or award; NULL for meeting
    const char *from;                   // monthly
    uint32_t count;                     // monthly
};
struct wm_draft_expectation {
    const char *outcome; // "eligible"
    struct wm_place where;
    struct wm_draft_fields fields;
    const struct wm_draft_value *ids;
    uint32_t id_count;
};

struct wm_draft {
    struct wm_arena arena;
    struct wm_draft_declaration *first, *last; // all declarations, in order
    uint32_t counts[WM_WORD_COUNT];
    uint32_t total;
    struct wm_draft_opening *first_opening, *last_opening;
    struct wm_draft_custom *customs; // the latest first
};

void wm_draft_init(struct wm_draft *draft);
void wm_draft_clear(struct wm_draft *draft);

// "a text", "a span", "a list": for errors.
const char *wm_draft_type_name(const struct wm_draft_value *value);
const struct wm_draft_value *wm_draft_find(const struct wm_draft_table *table, const char *name); // NULL: not there
const struct wm_draft_value *wm_draft_field(const struct wm_draft_fields *fields, const char *name);
const char *wm_draft_text(const struct wm_draft_fields *fields, const char *name); // NULL: not there
bool wm_draft_true(const struct wm_draft_fields *fields, const char *name);        // there, and true

// A criterion from what its verb was given. `least` is n of at_least(n), NULL for the others. For combinations `argument`
// holds criteria, for leaves subjects and constraints.
WM_MUST_USE enum wm_status wm_draft_criterion_new(struct wm_arena *arena, enum wm_verb verb,
                                                  const struct wm_draft_value *argument,
                                                  const struct wm_draft_value *least, struct wm_place where,
                                                  const struct wm_draft_criterion **ret_criterion,
                                                  struct wm_error *error);
// custom { id = …, says = …, function }, which `custom` stands for once it has got its id and the function is no longer
// needed.
WM_MUST_USE enum wm_status wm_draft_criterion_custom(struct wm_arena *arena, const struct wm_draft_value *argument,
                                                     struct wm_draft_custom *custom,
                                                     const struct wm_draft_criterion **ret_criterion,
                                                     struct wm_error *error);
// A criterion or a list of them (an `all`) as one criterion.
WM_MUST_USE enum wm_status wm_draft_criterion_of(struct wm_arena *arena, const char *what,
                                                 const struct wm_draft_value *value,
                                                 const struct wm_draft_criterion **ret_criterion,
                                                 struct wm_error *error);

// The declaration `id` of a kind, complete or not; NULL when there is none.
struct wm_draft_declaration *wm_draft_declared(const struct wm_draft *draft, int word, const char *id);

// The place of an error already set. Returns error->status.
enum wm_status wm_draft_where(struct wm_error *error, struct wm_place where);
#ifdef __clang_analyzer__ // as in engine/base/error.h: it never gives WM_OK
#define wm_draft_where(error, where) (wm_draft_where(error, where), WM_RULES)
#endif
