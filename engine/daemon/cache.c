// SPDX-License-Identifier: MIT
#include "engine/daemon/cache.h"

#include "engine/base/digest.h"

#include <string.h>

#define FIRST_BUCKETS 1024u
#define SPARED_MOST 64u
#define ANSWERS_MOST 32u // of one person: as many days and levels as are asked about at a time

struct wm_answer {
    struct wm_answer *next;
    struct wm_cache_question question;
    uint32_t length;
    char bytes[];
};

// --- the table ---

static uint64_t mix(uint64_t a, uint64_t b) {
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// Keyed, so that nobody can choose ids that fall into one bucket.
static uint64_t hash_of(const struct wm_cache *cache, const struct wm_organisation *organisation, const char *person,
                        size_t length) {
    uint64_t hash = mix((uint64_t)(uintptr_t)organisation ^ cache->secret[0], length ^ cache->secret[1]);
    while (length > 0) {
        uint64_t word = 0;
        size_t part = length < sizeof word ? length : sizeof word;
        memcpy(&word, person, part);
        hash = mix(hash ^ word, cache->secret[1]) + cache->secret[0];
        person += part;
        length -= part;
    }
    return mix(hash, cache->secret[0] | 1u);
}

enum wm_status wm_cache_init(struct wm_cache *cache, size_t portfolio_bytes, size_t answer_bytes,
                             struct wm_error *error) {
    struct wm_cached **buckets = wm_alloc_zero(FIRST_BUCKETS, sizeof(struct wm_cached *));
    if (buckets == NULL)
        return wm_error_no_memory(error);
    *cache = (struct wm_cache){.buckets = buckets, .bucket_count = FIRST_BUCKETS};
    cache->portfolios.maximum = portfolio_bytes;
    cache->answers.maximum = answer_bytes;
    wm_random(cache->secret, sizeof cache->secret);
    return WM_OK;
}

static struct wm_cached *find_hash(const struct wm_cache *cache, uint64_t hash,
                                   const struct wm_organisation *organisation, const char *person, size_t length) {
    struct wm_cached *cached = cache->buckets[hash & (cache->bucket_count - 1)];
    for (; cached != NULL; cached = cached->next) {
        if (cached->hash == hash && cached->organisation == organisation && cached->person_length == length &&
            memcmp(cached->person, person, length) == 0)
            return cached;
    }
    return NULL;
}

struct wm_cached *wm_cache_find(const struct wm_cache *cache, const struct wm_organisation *organisation,
                                const char *person, size_t length) {
    return find_hash(cache, hash_of(cache, organisation, person, length), organisation, person, length);
}

// Without memory for more the chains only grow longer.
static void grow(struct wm_cache *cache) {
    size_t count = cache->bucket_count * 2;
    struct wm_cached **buckets = wm_alloc_zero(count, sizeof(struct wm_cached *));
    if (buckets == NULL)
        return;
    for (size_t i = 0; i < cache->bucket_count; i++) {
        for (struct wm_cached *cached = cache->buckets[i], *next = NULL; cached != NULL; cached = next) {
            next = cached->next;
            struct wm_cached **bucket = &buckets[cached->hash & (count - 1)];
            cached->next = *bucket;
            *bucket = cached;
        }
    }
    wm_free(cache->buckets);
    cache->buckets = buckets;
    cache->bucket_count = count;
}

struct wm_cached *wm_cache_reach(struct wm_cache *cache, const struct wm_organisation *organisation, const char *person,
                                 size_t length) {
    uint64_t hash = hash_of(cache, organisation, person, length);
    struct wm_cached *cached = find_hash(cache, hash, organisation, person, length);
    if (cached != NULL || length > UINT8_MAX)
        return cached;
    cached = wm_alloc(sizeof *cached + length);
    if (cached == NULL)
        return NULL;
    if (cache->count >= cache->bucket_count)
        grow(cache);
    struct wm_cached **bucket = &cache->buckets[hash & (cache->bucket_count - 1)];
    *cached = (struct wm_cached){
        .next = *bucket, .hash = hash, .organisation = organisation, .person_length = (uint8_t)length};
    memcpy(cached->person, person, length);
    *bucket = cached;
    cache->count++;
    return cached;
}

void wm_cache_tidy(struct wm_cache *cache, struct wm_cached *cached) {
    if (cached->portfolio != NULL || cached->answers != NULL || cached->load != NULL)
        return;
    struct wm_cached **link = &cache->buckets[cached->hash & (cache->bucket_count - 1)];
    while (*link != cached)
        link = &(*link)->next;
    *link = cached->next;
    cache->count--;
    wm_free(cached);
}

// --- what may go ---

// Which of the two queues an entry's links are for.
static struct wm_cache_links *links_of(struct wm_cached *cached, bool portfolio) {
    return portfolio ? &cached->by_portfolio : &cached->by_answer;
}

static struct wm_cache_queue *queue_of(struct wm_cache *cache, bool portfolio) {
    return portfolio ? &cache->portfolios : &cache->answers;
}

static void queue_in(struct wm_cache *cache, struct wm_cached *cached, bool portfolio) {
    struct wm_cache_queue *queue = queue_of(cache, portfolio);
    *links_of(cached, portfolio) = (struct wm_cache_links){.newer = NULL, .older = queue->newest};
    if (queue->newest != NULL)
        links_of(queue->newest, portfolio)->newer = cached;
    else
        queue->oldest = cached;
    queue->newest = cached;
    queue->count++;
}

static void queue_out(struct wm_cache *cache, struct wm_cached *cached, bool portfolio) {
    struct wm_cache_queue *queue = queue_of(cache, portfolio);
    struct wm_cache_links *links = links_of(cached, portfolio);
    if (links->newer != NULL)
        links_of(links->newer, portfolio)->older = links->older;
    else
        queue->newest = links->older;
    if (links->older != NULL)
        links_of(links->older, portfolio)->newer = links->newer;
    else
        queue->oldest = links->newer;
    queue->count--;
}

static size_t portfolio_size(const struct wm_cached *cached) {
    return cached->portfolio->size + sizeof *cached + cached->person_length;
}

static void drop_portfolio(struct wm_cache *cache, struct wm_cached *cached) {
    if (cached->portfolio == NULL)
        return;
    queue_out(cache, cached, true);
    cache->portfolios.bytes -= portfolio_size(cached);
    wm_portfolio_unref(cached->portfolio);
    cached->portfolio = NULL;
}

static size_t answer_size(const struct wm_answer *answer) {
    return sizeof *answer + answer->length;
}

static void drop_answers(struct wm_cache *cache, struct wm_cached *cached) {
    if (cached->answers == NULL)
        return;
    queue_out(cache, cached, false);
    cache->answers.bytes -= cached->answer_bytes;
    for (struct wm_answer *answer = cached->answers, *next = NULL; answer != NULL; answer = next) {
        next = answer->next;
        wm_free(answer);
    }
    cached->answers = NULL;
    cached->answer_count = 0;
    cached->answer_bytes = 0;
}

// The oldest goes, unless it was used since it became the newest: then it becomes the newest again. Only so many are
// spared in one go, or one call would walk through all of a large cache.
static void evict(struct wm_cache *cache, bool portfolio) {
    struct wm_cache_queue *queue = queue_of(cache, portfolio);
    unsigned spared = 0;
    while (queue->bytes > queue->maximum && queue->oldest != NULL) {
        struct wm_cached *cached = queue->oldest;
        bool *used = portfolio ? &cached->portfolio_used : &cached->answer_used;
        if (*used && spared < SPARED_MOST) {
            spared++;
            *used = false;
            queue_out(cache, cached, portfolio);
            queue_in(cache, cached, portfolio);
            continue;
        }
        cache->evictions++;
        if (portfolio)
            drop_portfolio(cache, cached);
        else
            drop_answers(cache, cached);
        wm_cache_tidy(cache, cached);
    }
}

// --- content ---

struct wm_text wm_cache_answer(struct wm_cache *cache, struct wm_cached *cached,
                               const struct wm_cache_question *question) {
    for (struct wm_answer *answer = cached->answers; answer != NULL; answer = answer->next) {
        if (answer->question.level == question->level && answer->question.as_of == question->as_of &&
            answer->question.generation == question->generation) {
            cached->answer_used = true;
            cache->answer_hits++;
            return (struct wm_text){answer->bytes, answer->length};
        }
    }
    cache->answer_misses++;
    return (struct wm_text){"", 0};
}

const struct wm_answer *wm_cache_questions(const struct wm_cached *cached, const struct wm_answer *previous,
                                           struct wm_cache_question *ret_question) {
    const struct wm_answer *answer = previous != NULL ? previous->next : cached->answers;
    if (answer != NULL)
        *ret_question = answer->question;
    return answer;
}

void wm_cache_keep_portfolio(struct wm_cache *cache, struct wm_cached *cached, struct wm_portfolio *portfolio) {
    drop_portfolio(cache, cached);
    if (portfolio->size + sizeof *cached + cached->person_length > cache->portfolios.maximum) {
        wm_cache_tidy(cache, cached);
        return;
    }
    cached->portfolio = wm_portfolio_ref(portfolio);
    cached->portfolio_used = false;
    cache->portfolios.bytes += portfolio_size(cached);
    queue_in(cache, cached, true);
    evict(cache, true);
}

static void drop_oldest_answer(struct wm_cache *cache, struct wm_cached *cached) {
    struct wm_answer **link = &cached->answers;
    wm_require(*link != NULL); // it has as many as there may be
    while ((*link)->next != NULL)
        link = &(*link)->next;
    size_t size = answer_size(*link);
    wm_free(*link);
    *link = NULL;
    cached->answer_count--;
    cached->answer_bytes -= size;
    cache->answers.bytes -= size;
}

void wm_cache_keep_answer(struct wm_cache *cache, struct wm_cached *cached, const struct wm_cache_question *question,
                          const char *bytes, size_t length) {
    if (sizeof(struct wm_answer) + length > cache->answers.maximum || length > UINT32_MAX)
        return;
    struct wm_answer *answer = wm_alloc(sizeof *answer + length);
    if (answer == NULL)
        return;
    if (cached->answers != NULL && cached->answers->question.generation != question->generation)
        drop_answers(cache, cached); // of rules that nobody asks about any more
    if (cached->answer_count >= ANSWERS_MOST)
        drop_oldest_answer(cache, cached);
    *answer = (struct wm_answer){.next = cached->answers, .question = *question, .length = (uint32_t)length};
    memcpy(answer->bytes, bytes, length);
    if (cached->answers == NULL) {
        cached->answer_used = false;
        queue_in(cache, cached, false);
    }
    cached->answers = answer;
    cached->answer_count++;
    cached->answer_bytes += answer_size(answer);
    cache->answers.bytes += answer_size(answer);
    evict(cache, false);
}

void wm_cache_forget(struct wm_cache *cache, struct wm_cached *cached) {
    drop_portfolio(cache, cached);
    drop_answers(cache, cached);
    wm_cache_tidy(cache, cached);
}

void wm_cache_clear(struct wm_cache *cache) {
    for (size_t i = 0; i < cache->bucket_count; i++) {
        while (cache->buckets[i] != NULL) {
            wm_require(cache->buckets[i]->load == NULL);
            wm_cache_forget(cache, cache->buckets[i]);
        }
    }
    wm_free(cache->buckets);
    *cache = (struct wm_cache){.buckets = NULL};
}
