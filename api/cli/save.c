// SPDX-License-Identifier: MIT
#include "api/cli/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int wm_save_bytes(int descriptor, const struct wm_buffer *bytes) {
    for (size_t done = 0; done < bytes->length;) {
        ssize_t written = write(descriptor, bytes->data + done, bytes->length - done);
        if (written < 0 && errno != EINTR)
            return errno;
        done += written > 0 ? (size_t)written : 0;
    }
    return 0;
}

enum wm_status wm_save(struct wm_cli *cli, const char *path, const struct wm_buffer *bytes, struct wm_error *error) {
    const char *beside = wm_arena_printf(&cli->arena, "%s.part", path);
    if (beside == NULL)
        return wm_error_no_memory(error);
    int descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return wm_error_system(error, errno, path);
    int number = wm_save_bytes(descriptor, bytes);
    if (close(descriptor) != 0 && number == 0)
        number = errno;
    if (number == 0 && rename(beside, path) != 0)
        number = errno;
    if (number == 0)
        return WM_OK;
    unlink(beside);
    return wm_error_system(error, number, path);
}
