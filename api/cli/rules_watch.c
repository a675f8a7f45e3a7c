// SPDX-License-Identifier: MIT
#include "api/cli/rules_watch.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { EVERY = 500 }; // milliseconds

#define NAMES_MOST ((size_t)16 * 1024 * 1024)

struct looking {
    const struct wm_pack_source *source;
    struct wm_arena arena;
    struct wm_sha256_state state;
};

static void add_text(struct looking *looking, const char *text) {
    wm_sha256_add_field(&looking->state, text, strlen(text));
}

static enum wm_status add_file(struct looking *looking, const char *pack, const char *name) {
    struct wm_buffer bytes;
    enum wm_status status = looking->source->read(looking->source->context, pack, name, &bytes, NULL);
    add_text(looking, name);
    wm_sha256_add_u64(&looking->state, (uint64_t)status);
    if (status != WM_OK)
        return status == WM_NO_MEMORY ? status : WM_OK;
    wm_sha256_add_field(&looking->state, bytes.data != NULL ? bytes.data : "", bytes.length);
    wm_buffer_clear(&bytes);
    return WM_OK;
}

static enum wm_status add_pack(struct looking *looking, const char *pack) {
    const char **names;
    size_t count = 0;
    enum wm_status status =
        looking->source->list(looking->source->context, pack, &looking->arena, &names, &count, NULL);
    add_text(looking, pack);
    wm_sha256_add_u64(&looking->state, (uint64_t)status);
    if (status != WM_OK)
        return status == WM_NO_MEMORY ? status : WM_OK;
    for (size_t i = 0; i < count && status == WM_OK; i++)
        status = add_file(looking, pack, names[i]);
    return status;
}

static enum wm_status add_frameworks(struct looking *looking) {
    static const char group[] = "frameworks";
    const char **names;
    size_t count = 0;
    enum wm_status status =
        looking->source->packs(looking->source->context, group, &looking->arena, &names, &count, NULL);
    if (status != WM_OK)
        return status == WM_NO_MEMORY ? status : WM_OK;
    for (size_t i = 0; i < count && status == WM_OK; i++) {
        const char *pack = wm_arena_printf(&looking->arena, "%s/%s", group, names[i]);
        status = pack != NULL ? add_pack(looking, pack) : WM_NO_MEMORY;
    }
    return status;
}

enum wm_status wm_rules_watch_look(struct wm_rules_pack *pack, struct wm_sha256 *ret_look, struct wm_error *error) {
    struct looking looking = {.source = &pack->source};
    wm_arena_init(&looking.arena, NAMES_MOST);
    wm_sha256_init(&looking.state);
    enum wm_status status = add_pack(&looking, pack->name);
    if (status == WM_OK && strncmp(pack->name, "organisations/", 14) == 0)
        status = add_frameworks(&looking);
    wm_arena_clear(&looking.arena);
    if (status != WM_OK)
        return wm_error_no_memory(error);
    *ret_look = wm_sha256_end(&looking.state);
    return WM_OK;
}

enum wm_status wm_rules_watch_wait(struct wm_rules_pack *pack, int input, struct wm_sha256 *look, bool *ret_end,
                                   struct wm_error *error) {
    struct wm_sha256 now = *look;
    enum wm_status status = WM_OK;
    while (status == WM_OK && memcmp(&now, look, sizeof now) == 0) {
        struct pollfd keys = {.fd = input, .events = POLLIN};
        char line[256];
        int ready = poll(&keys, 1, EVERY);
        if (ready < 0 && errno != EINTR)
            return wm_error_system(error, errno, "waiting for a change");
        if (ready > 0) {
            *ret_end = read(input, line, sizeof line) <= 0;
            return wm_rules_watch_look(pack, look, error);
        }
        status = wm_rules_watch_look(pack, &now, error);
    }
    *look = now;
    *ret_end = false;
    return status;
}
