// SPDX-License-Identifier: MIT
// Rules that must be signed: where the operator trusts keys, nothing else is built to become active. What they signed is
// kept with the sources, so that what was kept can be asked again, by whoever is trusted then.
#include "engine/daemon/rules_work.h"

#include "engine/base/log.h"

#include <string.h>

#define ARENA_LARGEST ((size_t)128 << 20)

// --- on a thread with a reader ---

enum wm_status wm_rules_build(const struct wm_pack_source *source, const char *organisation,
                              const struct wm_trust *trust, const struct wm_pack_limits *limits, bool *ret_refused,
                              struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    *ret_refused = false;
    if (trust->count == 0)
        return wm_pack_build(source, organisation, limits, ret_ruleset, error);
    struct wm_signed_packs *packs = NULL;
    struct wm_ruleset *ruleset = NULL;
    enum wm_status status = wm_signed_packs_open(source, trust, &packs, error);
    if (status != WM_OK)
        return status;
    struct wm_pack_source checked = wm_signed_packs_source(packs);
    status = wm_pack_build(&checked, organisation, limits, &ruleset, error);
    if (status == WM_OK)
        status = wm_signed_packs_keep(packs, ruleset, error);
    *ret_refused = wm_signed_packs_refused(packs);
    wm_signed_packs_close(packs);
    if (status == WM_OK)
        *ret_ruleset = ruleset;
    else
        wm_ruleset_unref(ruleset);
    return status;
}

static bool is_same(const struct wm_ruleset *ruleset, const struct wm_source *files, size_t count) {
    bool same = ruleset->beside_count == count;
    for (size_t i = 0; i < count && same; i++) {
        const struct wm_ruleset_file *file = &ruleset->beside[i];
        same = strcmp(file->path, files[i].path) == 0 && file->length == files[i].length &&
               memcmp(file->bytes, files[i].bytes, file->length) == 0;
    }
    return same;
}

enum wm_status wm_rules_signed_anew(struct wm_store_reader *reader, const struct wm_ruleset *ruleset, bool *ret_anew,
                                    struct wm_error *error) {
    if (ruleset->beside_count == 0) {
        *ret_anew = false;
        return WM_OK;
    }
    struct wm_arena arena;
    const struct wm_source *files = NULL;
    size_t count = 0;
    wm_arena_init(&arena, ARENA_LARGEST);
    enum wm_status status =
        wm_store_load_beside(reader, ruleset->organisation, ruleset->hash, &arena, &files, &count, error);
    if (status == WM_OK)
        *ret_anew = !is_same(ruleset, files, count);
    wm_arena_clear(&arena);
    return status;
}

// --- on the loop ---

struct keeping {
    struct wm_write write; // first
    struct wm_ruleset *ruleset;
};

static void on_kept(struct wm_task *task) {
    struct keeping *keeping = (struct keeping *)task;
    if (keeping->write.status != WM_OK)
        wm_log_error(WM_LOG_WARNING, "rules", &keeping->write.error);
    wm_ruleset_unref(keeping->ruleset);
    wm_free(keeping);
}

void wm_rules_keep_signatures(struct wm_rules *rules, const struct wm_organisation *organisation,
                              struct wm_ruleset *ruleset) {
    struct wm_error error;
    struct keeping *keeping = organisation->kept ? wm_alloc_zero(1, sizeof *keeping) : NULL;
    if (keeping == NULL) // the next reload sees that they are not kept yet
        return;
    keeping->ruleset = wm_ruleset_ref(ruleset);
    keeping->write.kind = WM_WRITE_KEEP;
    keeping->write.ruleset = ruleset;
    keeping->write.activation = organisation->activation;
    keeping->write.task.done = on_kept;
    if (wm_writer_submit(rules->writer, &keeping->write, &error) == WM_OK)
        return;
    wm_log_error(WM_LOG_WARNING, "rules", &error);
    wm_ruleset_unref(keeping->ruleset);
    wm_free(keeping);
}
