// SPDX-License-Identifier: MIT
// What is in memory about people: portfolios, and the answers to questions about them, already written.
//
// An entry is one person of one organisation as of the last write that the loop knows of: when something is recorded
// about the person, the entry's content goes, so whatever an entry holds is current. Two limits, of the portfolios'
// bytes and of the answers' bytes; what was not used since the last look goes first. Loop thread only.
#pragma once

#include "engine/base/json.h"
#include "engine/portfolio/portfolio.h"

struct wm_organisation;
struct wm_load;
struct wm_answer;
struct wm_cached;

struct wm_cache_links { // in a queue of things that may go
    struct wm_cached *newer, *older;
};

struct wm_cached {
    struct wm_cached *next; // in its bucket
    uint64_t hash;
    const struct wm_organisation *organisation;
    struct wm_portfolio *portfolio; // or NULL
    struct wm_answer *answers;      // newest first
    uint32_t answer_count;
    size_t answer_bytes;
    struct wm_load *load; // the load under way, or NULL: then the entry stays
    struct wm_cache_links by_portfolio, by_answer;
    bool portfolio_used, answer_used; // since the last look
    uint8_t person_length;
    char person[]; // no NUL
};

struct wm_cache_queue {
    struct wm_cached *newest, *oldest;
    size_t bytes, maximum;
    uint64_t count;
};

struct wm_cache {
    struct wm_cached **buckets;
    size_t bucket_count; // a power of two
    size_t count;
    uint64_t secret[2];
    struct wm_cache_queue portfolios, answers;
    uint64_t portfolio_hits, portfolio_misses, answer_hits, answer_misses, evictions;
    uint64_t answers_prepared; // of the misses, those that were ready all the same: prepared.h
};

// What was asked, besides who it is about.
struct wm_cache_question {
    uint32_t generation; // of the organisation's ruleset
    uint32_t level;      // its index
    wm_day as_of;
};

WM_MUST_USE enum wm_status wm_cache_init(struct wm_cache *cache, size_t portfolio_bytes, size_t answer_bytes,
                                         struct wm_error *error);
void wm_cache_clear(struct wm_cache *cache); // no load may be under way; accepts a zeroed one

// NULL when there is none.
struct wm_cached *wm_cache_find(const struct wm_cache *cache, const struct wm_organisation *organisation,
                                const char *person, size_t length);
// Makes an empty one when there is none; NULL when out of memory.
struct wm_cached *wm_cache_reach(struct wm_cache *cache, const struct wm_organisation *organisation, const char *person,
                                 size_t length);
// Takes an empty entry out (no portfolio, no answers, no load); leaves every other alone.
void wm_cache_tidy(struct wm_cache *cache, struct wm_cached *cached);

// The answer's bytes, or an empty text. Valid until the next call that changes the cache.
struct wm_text wm_cache_answer(struct wm_cache *cache, struct wm_cached *cached,
                               const struct wm_cache_question *question);
// What is kept of the person, one after the other: the first for NULL; NULL at the end.
const struct wm_answer *wm_cache_questions(const struct wm_cached *cached, const struct wm_answer *previous,
                                           struct wm_cache_question *ret_question);
// Both keep what fits the limits (of answers also: of one generation, the last), and drop what was not used for longest, which may be this one: `cached` may be freed.
// A failure to keep is no error.
void wm_cache_keep_portfolio(struct wm_cache *cache, struct wm_cached *cached, struct wm_portfolio *portfolio);
void wm_cache_keep_answer(struct wm_cache *cache, struct wm_cached *cached, const struct wm_cache_question *question,
                          const char *bytes, size_t length);
// Something was recorded about the person: drops what the entry holds. May free the entry.
void wm_cache_forget(struct wm_cache *cache, struct wm_cached *cached);
