// SPDX-License-Identifier: MIT
// Replays a corpus without libFuzzer: each input as it is, then each cut short, with bytes changed, or as its target
// changes it: the short form for CI.
//
//   replay_TARGET FOLDER [CHANGES]     so many of each input; 200
#include "engine/base/file.h"
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST = 1 << 20, ROOM = 64 }; // ROOM: what a change may add

// Not every target has them.
#pragma weak LLVMFuzzerCustomMutator
#pragma weak LLVMFuzzerCustomCrossOver
#pragma weak fuzz_judge

static uint64_t chance = 0x2545F4914F6CDD1Du;

static uint64_t next(void) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    return chance ^= chance << 17;
}

// A fresh block of exactly the input's size, so that the sanitizer sees every byte read beyond it.
static bool run_one(const char *bytes, size_t length) {
    char *copy = wm_alloc(length);
    if (copy == NULL) {
        return false;
    }
    memcpy(copy, bytes, length);
    LLVMFuzzerTestOneInput((const uint8_t *)copy, length);
    wm_free(copy);
    return true;
}

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t most) {
    static const char interesting[] = {'\0', '"', '{', '[', '\n', '\\', '\xff', '-', '9', '/', ':', '('};
    uint64_t how = next() % 8;
    if (how < 2)
        length = next() % (length + 1);
    else if (how == 2 && length < most)
        bytes[length++] = (uint8_t)next();
    for (uint64_t edits = next() % 4; edits > 0 && length > 0; edits--)
        bytes[next() % length] = next() % 2 == 0 ? (uint8_t)next() : (uint8_t)interesting[next() % sizeof interesting];
    return length;
}

static bool run_changed(const struct wm_buffer *input, const struct wm_buffer *other) {
    size_t length = input->length, most = length + ROOM;
    wm_auto_free uint8_t *changed = wm_alloc(most);
    if (changed == NULL)
        return false;
    if (LLVMFuzzerCustomCrossOver != NULL && next() % 4 == 0) {
        length = LLVMFuzzerCustomCrossOver((const uint8_t *)input->data, length, (const uint8_t *)other->data,
                                           other->length, changed, most, (unsigned)next());
    } else {
        memcpy(changed, input->data, length);
        length = LLVMFuzzerCustomMutator != NULL ? LLVMFuzzerCustomMutator(changed, length, most, (unsigned)next())
                                                 : LLVMFuzzerMutate(changed, length, most);
    }
    return run_one((const char *)changed, length);
}

// Two rounds: what the corpus reaches is judged before anything is changed.
static bool replay(const struct wm_buffer *inputs, size_t count, unsigned changes) {
    for (size_t i = 0; i < count; i++) {
        if (!run_one(inputs[i].data != NULL ? inputs[i].data : "", inputs[i].length))
            return false;
    }
    if (fuzz_judge != NULL && !fuzz_judge()) {
        fprintf(stderr, "replay: the corpus reaches too little\n");
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        for (unsigned change = 0; change < changes && inputs[i].length > 0; change++) {
            if (!run_changed(&inputs[i], &inputs[next() % count]))
                return false;
        }
    }
    return true;
}

static bool read_inputs(int folder, const char *const *names, size_t count, struct wm_buffer *ret_inputs,
                        struct wm_error *error) {
    for (size_t i = 0; i < count; i++) {
        wm_buffer_init(&ret_inputs[i], LONGEST);
        if (wm_file_read_at(folder, names[i], LONGEST, &ret_inputs[i], error) != WM_OK)
            return false;
    }
    return true;
}

static int replay_folder(const char *path, unsigned changes) {
    struct wm_error error = {0};
    struct wm_arena arena;
    struct wm_buffer *inputs = NULL;
    const char **names = NULL;
    size_t count = 0;
    wm_arena_init(&arena, LONGEST);
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool passed = folder >= 0 && wm_file_list(folder, &arena, &names, &count, &error) == WM_OK && count > 0;
    if (passed)
        inputs = wm_arena_zero(&arena, count, sizeof *inputs);
    passed = inputs != NULL && read_inputs(folder, names, count, inputs, &error) && replay(inputs, count, changes);
    if (passed)
        printf("%s: %zu inputs, %u changes of each\n", path, count, changes);
    else
        fprintf(stderr, "replay: %s, %zu inputs: %s\n", path, count, error.message);
    for (size_t i = 0; inputs != NULL && i < count; i++)
        wm_buffer_clear(&inputs[i]);
    if (folder >= 0)
        close(folder);
    wm_arena_clear(&arena);
    return passed ? 0 : 1;
}

int main(int argc, char **argv) {
    long changes = 200;
    char *end = NULL;
    if (argc == 3)
        changes = strtol(argv[2], &end, 10); // check-source: allow strtol - given by CMakeLists.txt
    if (argc < 2 || argc > 3 || (end != NULL && *end != '\0') || changes < 0 || changes > 100000) {
        fprintf(stderr, "usage: %s FOLDER [CHANGES]\n", argv[0]);
        return 2;
    }
    return replay_folder(argv[1], (unsigned)changes);
}
