// SPDX-License-Identifier: MIT
// A loop to run until something is so, and gates at which threads are held.
#pragma once

#include "tests/support/test.h"

#include <poll.h>
#include <uv.h>

#define loop_until(loop, condition)                                                                                    \
    do {                                                                                                               \
        while (!(condition)) { /* what is due already must not be followed by a wait */                                \
            uv_run((loop), UV_RUN_NOWAIT);                                                                             \
            if (!(condition))                                                                                          \
                uv_run((loop), UV_RUN_ONCE);                                                                           \
        }                                                                                                              \
    } while (0)

static inline void loop_open(uv_loop_t *loop) {
    assert_int_equal(uv_loop_init(loop), 0);
}

static inline void loop_close(uv_loop_t *loop) {
    uv_run(loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(loop), 0);
}

// A thread says that it has come, and waits until it may go on.
struct gate {
    uv_sem_t here, go;
};

static inline void gate_make(struct gate *gate) {
    assert_int_equal(uv_sem_init(&gate->here, 0), 0);
    assert_int_equal(uv_sem_init(&gate->go, 0), 0);
}

static inline void gate_remove(struct gate *gate) {
    uv_sem_destroy(&gate->here);
    uv_sem_destroy(&gate->go);
}

static inline void gate_pass(struct gate *gate) { // on the thread
    uv_sem_post(&gate->here);
    uv_sem_wait(&gate->go);
}

static inline void gate_reached(struct gate *gate) {
    uv_sem_wait(&gate->here);
}

static inline void gate_open(struct gate *gate) {
    uv_sem_post(&gate->go);
}
