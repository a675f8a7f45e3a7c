// SPDX-License-Identifier: MIT
// A portfolio: all current facts of one person, packed in one immutable block for the evaluator.
//
// Built by one thread with a builder, then shared by atomic reference count. Facts are sorted by
// (kind, subject code, on, order); `order` is the ledger's seq, and for hypothetical records comes after every
// real one. Voided records are not in it; an award carries its revocation as an earlier `until`.
#pragma once

#include "engine/portfolio/record.h"

#include <stdatomic.h>

struct wm_fact {
    int64_t seq;     // of the ledger; a hypothetical record has -(index + 1)
    wm_number value; // meaningful only with has_value
    wm_day on;
    wm_day until;    // WM_DAY_NONE = absent. Of an award: the earlier of its until and the day before its revocation
    wm_code subject; // WM_CODE_UNSEEN when no rule knows it (hypothetical records only)
    wm_code outcome;
    wm_code as;
    wm_code method;
    uint32_t by;  // offset in `texts`; equal people have equal offsets; 0 = absent (texts[0] is an empty string)
    uint8_t kind; // enum wm_kind
    bool has_value;
    uint16_t recognised; // 0; in a portfolio that engine/decide made: one more than the place of the ruleset's
                         // recognition by which a record about something else counts here
};

struct wm_portfolio {
    _Atomic int32_t references;
    uint32_t count;
    size_t size;      // bytes of the whole block, for cache accounting
    int64_t last;     // seq of this person's last ledger entry taken in (0 = none)
    int64_t entries;  // how many ledger entries of this person were taken in
    uint8_t head[16]; // running digest over this person's entries (see store.h)
    bool hypothetical;
    bool erased;                               // some content in the range was erased
    const struct wm_fact *facts;               // in the block
    const char *texts;                         // in the block
    uint32_t first_of_kind[WM_KIND_COUNT + 1]; // facts of kind k: [first_of_kind[k], first_of_kind[k + 1])
    const struct wm_portfolio *plain;          // the one without recognised facts; NULL: this one has none
};

struct wm_portfolio *wm_portfolio_ref(struct wm_portfolio *portfolio);
void wm_portfolio_unref(struct wm_portfolio *portfolio); // accepts NULL; any thread

// The facts of (kind, subject), sorted by (on, order): a binary search. subject 0 = all of the kind (then sorted by
// subject first).
struct wm_fact_range {
    const struct wm_fact *first;
    uint32_t count;
};
struct wm_fact_range wm_portfolio_find(const struct wm_portfolio *portfolio, enum wm_kind kind, wm_code subject);
const char *wm_portfolio_by(const struct wm_portfolio *portfolio, const struct wm_fact *fact); // "" when absent

struct wm_portfolio_builder;
WM_MUST_USE enum wm_status wm_portfolio_builder_new(struct wm_portfolio_builder **ret_builder, struct wm_error *error);
void wm_portfolio_builder_free(struct wm_portfolio_builder *builder); // accepts NULL
// Forgets what was added, after a failure in between; the builder can be used again (as after finish).
void wm_portfolio_builder_reset(struct wm_portfolio_builder *builder);
// Interns the record's codes (a stored record) or only looks them up (hypothetical: seq < 0).
WM_MUST_USE enum wm_status wm_portfolio_builder_add(struct wm_portfolio_builder *builder, int64_t seq,
                                                    const struct wm_record *record, struct wm_error *error);
WM_MUST_USE enum wm_status wm_portfolio_builder_award(struct wm_portfolio_builder *builder, int64_t seq,
                                                      const char *level, size_t length, wm_day on, wm_day until,
                                                      struct wm_error *error);
// A fact of another portfolio, whoever said so given as text; its codes are interned.
WM_MUST_USE enum wm_status wm_portfolio_builder_copy(struct wm_portfolio_builder *builder, const struct wm_fact *fact,
                                                     struct wm_text by, struct wm_error *error);
void wm_portfolio_builder_remove(struct wm_portfolio_builder *builder, int64_t seq); // voided; unknown seq: nothing
// Every award of that level in force on or after `on` ends the day before. What-if never revokes.
void wm_portfolio_builder_revoke(struct wm_portfolio_builder *builder, const char *level, size_t length, wm_day on);
// One entry of the person was read (any type): sets last, entries, head.
void wm_portfolio_builder_entry(struct wm_portfolio_builder *builder, int64_t seq, const uint8_t head[16]);
// Whether the last entry taken in is that one.
bool wm_portfolio_builder_is_at(const struct wm_portfolio_builder *builder, int64_t seq, const uint8_t head[16]);
// As if all entries up to `last` had been read.
void wm_portfolio_builder_resume(struct wm_portfolio_builder *builder, int64_t last, int64_t entries,
                                 const uint8_t head[16], bool erased);
void wm_portfolio_builder_erased(struct wm_portfolio_builder *builder);
// Sorts and packs. The builder is empty afterwards.
WM_MUST_USE enum wm_status wm_portfolio_builder_finish(struct wm_portfolio_builder *builder,
                                                       struct wm_portfolio **ret_portfolio, struct wm_error *error);

// What-if: a copy of `base` with the records of `with` after all real ones (cited by their index) and without the
// seqs of `without`. A seq that is not a fact of the portfolio is WM_NOT_FOUND.
WM_MUST_USE enum wm_status wm_portfolio_suppose(const struct wm_portfolio *base, const struct wm_record *with,
                                                size_t with_count, const int64_t *without, size_t without_count,
                                                struct wm_portfolio **ret_portfolio, struct wm_error *error);
