// SPDX-License-Identifier: MIT
#include "engine/base/fault.h"

#ifdef WM_FAULTS
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

// Both are read on every allocation by any thread, hence atomics: the countdown (0 = off) and whether it has begun
// to fail for good.
static atomic_int_fast64_t countdown;
static atomic_bool for_good;
static atomic_bool failing;
static atomic_int_fast64_t seen;

void wm_fault_allocation(int64_t nth, bool persistent) {
    atomic_store(&countdown, 0);
    atomic_store(&failing, false);
    atomic_store(&for_good, persistent);
    atomic_store(&seen, 0);
    atomic_store(&countdown, nth);
}

int64_t wm_fault_allocations_seen(void) {
    return atomic_load(&seen);
}

bool wm_fault_this_allocation(void) {
    atomic_fetch_add_explicit(&seen, 1, memory_order_relaxed);
    if (atomic_load_explicit(&failing, memory_order_relaxed))
        return true;
    int_fast64_t left = atomic_load_explicit(&countdown, memory_order_relaxed);
    while (left > 0) {
        if (!atomic_compare_exchange_weak(&countdown, &left, left - 1))
            continue;
        if (left > 1)
            return false;
        if (atomic_load(&for_good))
            atomic_store(&failing, true);
        return true;
    }
    return false;
}

#define POINTS 16

struct point {
    const char *name;
    int64_t left;
};

static pthread_mutex_t points_lock = PTHREAD_MUTEX_INITIALIZER;
static struct point points[POINTS];
static bool started; // the environment has been looked at
static pthread_cond_t let_go = PTHREAD_COND_INITIALIZER;
static uint64_t letting_go; // how often
static int held;            // threads

static struct point *point_find(const char *name) {
    const char *given = started ? NULL : getenv("WM_FAULT"); // nobody changes the environment of a test's daemon
    started = true;
    if (given != NULL)
        points[0] = (struct point){given, 1};
    for (size_t i = 0; i < POINTS; i++)
        if (points[i].name != NULL && strcmp(points[i].name, name) == 0)
            return &points[i];
    return NULL;
}

void wm_fault_arm(const char *name, int64_t nth) {
    pthread_mutex_lock(&points_lock);
    struct point *point = point_find(name);
    for (size_t i = 0; point == NULL && nth > 0 && i < POINTS; i++)
        if (points[i].name == NULL)
            point = &points[i];
    if (point != NULL)
        *point = nth > 0 ? (struct point){name, nth} : (struct point){NULL, 0};
    pthread_mutex_unlock(&points_lock);
}

bool wm_fault_at(const char *name) {
    bool hit = false;
    pthread_mutex_lock(&points_lock);
    struct point *point = point_find(name);
    if (point != NULL && --point->left == 0) {
        hit = true;
        *point = (struct point){NULL, 0};
    }
    pthread_mutex_unlock(&points_lock);
    return hit;
}

void wm_fault_hold(const char *name) {
    if (!wm_fault_at(name))
        return;
    pthread_mutex_lock(&points_lock);
    held++;
    for (uint64_t before = letting_go; letting_go == before;)
        pthread_cond_wait(&let_go, &points_lock);
    held--;
    pthread_mutex_unlock(&points_lock);
}

int wm_fault_held(void) {
    pthread_mutex_lock(&points_lock);
    int count = held;
    pthread_mutex_unlock(&points_lock);
    return count;
}

void wm_fault_let_go(void) {
    pthread_mutex_lock(&points_lock);
    letting_go++;
    pthread_cond_broadcast(&let_go);
    pthread_mutex_unlock(&points_lock);
}
#else
// An empty translation unit is not C.
typedef int wm_fault_nothing;
#endif
