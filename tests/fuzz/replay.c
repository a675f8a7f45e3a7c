// SPDX-License-Identifier: MIT
// Replays a corpus without libFuzzer, each input also cut short and with bytes changed: the short form for CI.
//
//   replay_TARGET FOLDER...
#include "engine/base/file.h"
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CHANGES = 200, LONGEST = 1 << 20 };

static uint64_t next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
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

static bool replay(const struct wm_buffer *input, uint64_t *state) {
    static const char interesting[] = {'\0', '"', '{', '[', '\n', '\\', '\xff', '-', '9', '/', ':', '('};
    wm_auto_free char *changed = wm_alloc(input->length + 1);
    if (changed == NULL || !run_one(input->data != NULL ? input->data : "", input->length)) {
        return false;
    }
    for (int i = 0; i < CHANGES && input->length > 0; i++) {
        memcpy(changed, input->data, input->length);
        size_t length = input->length;
        if (next(state) % 4 == 0) {
            length = next(state) % (input->length + 1);
        }
        for (uint64_t edits = next(state) % 4; edits > 0 && length > 0; edits--) {
            changed[next(state) % length] =
                next(state) % 2 == 0 ? (char)next(state) : interesting[next(state) % sizeof interesting];
        }
        if (!run_one(changed, length)) {
            return false;
        }
    }
    return true;
}

static int replay_folder(const char *path, uint64_t *state) {
    struct wm_error error = {0};
    struct wm_arena arena;
    wm_arena_init(&arena, LONGEST);
    const char **names = NULL;
    size_t count = 0;
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || wm_file_list(folder, &arena, &names, &count, &error) != WM_OK || count == 0) {
        fprintf(stderr, "replay: no inputs in %s: %s\n", path, error.message);
        return 1;
    }
    int failed = 0;
    for (size_t i = 0; i < count && failed == 0; i++) {
        struct wm_buffer input;
        wm_buffer_init(&input, LONGEST);
        if (wm_file_read_at(folder, names[i], LONGEST, &input, &error) != WM_OK || !replay(&input, state)) {
            fprintf(stderr, "replay: %s/%s: %s\n", path, names[i], error.message);
            failed = 1;
        }
        wm_buffer_clear(&input);
    }
    printf("%s: %zu inputs, %d changes of each\n", path, count, CHANGES);
    close(folder);
    wm_arena_clear(&arena);
    return failed;
}

int main(int argc, char **argv) {
    uint64_t state = 0x2545F4914F6CDD1Du;
    int failed = argc < 2;
    for (int i = 1; i < argc; i++) {
        failed |= replay_folder(argv[i], &state);
    }
    return failed;
}
