// SPDX-License-Identifier: MIT
// What every question about one person begins with: the organisation, its rules, the day, the portfolio. Each step may
// leave the call waiting; the method is then run again from its beginning. Loop thread only.
#pragma once

#include "api/methods/away.h"
#include "api/methods/fetch.h"

struct wm_asking {         // state of a kept call; may be the beginning of a longer one
    struct wm_fetch fetch; // first
    struct wm_away away;
};
void wm_asking_release(struct wm_call *kept);
#define WM_ASKING .state = sizeof(struct wm_asking), .release = wm_asking_release

// The answer of an evaluator's thread, which is what this run is for; or NULL.
const struct wm_away *wm_asking_answered(const struct wm_call *call);
// Has it worked out there, and the call wait for it.
WM_MUST_USE enum wm_status wm_asking_away(struct wm_call *call, const struct wm_away_about *about,
                                          struct wm_error *error);

// Argument 0 is WM_FORM_ORG, argument WM_ASKING_PERSON the person.
enum { WM_ASKING_PERSON = 1 };
#define WM_FORM_PERSON                                                                                                 \
    { .name = "person", .type = WM_TYPE_PERSON, .required = true }
struct wm_asked {
    struct wm_organisation *organisation; // NULL: the call waits
    struct wm_ruleset *ruleset;           // NULL: the call waits
    struct wm_portfolio *portfolio;       // NULL: the call waits
    struct wm_question question;          // everything but the level
};
// The organisation and the rules; `rules` is the place of the argument with a hash.
WM_MUST_USE enum wm_status wm_asking_rules(struct wm_call *call, uint32_t rules, struct wm_asked *ret_asked,
                                           struct wm_error *error);
// The day and the portfolio, once the rules are there.
WM_MUST_USE enum wm_status wm_asking_portfolio(struct wm_call *call, uint32_t as_of, uint32_t ledger,
                                               struct wm_asked *asked, struct wm_error *error);
// Works it out: on an evaluator's thread if `away` (the call waits), else here.
WM_MUST_USE enum wm_status wm_asking_work_out(struct wm_call *call, const struct wm_asked *asked,
                                              const struct wm_away_task *task, bool away, struct wm_buffer *result,
                                              struct wm_error *error);
