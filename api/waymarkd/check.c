// SPDX-License-Identifier: MIT
#include "api/waymarkd/check.h"

#include "api/protocol/listener.h"
#include "engine/lang/signed_packs.h"

#define NAMES_LARGEST ((size_t)16 << 20)

void wm_check_print(FILE *stream, const struct wm_error *error) {
    const struct {
        const char *name, *text;
    } parts[] = {{"expected", error->expected}, {"found", error->found}, {"nearest", error->nearest}};
    if (error->where[0] != '\0')
        fprintf(stream, "%s: ", error->where);
    fputs(error->message, stream);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].text[0] != '\0')
            fprintf(stream, "; %s: %s", parts[i].name, parts[i].text);
    }
    fputc('\n', stream);
}

struct checking {
    struct wm_pack_source source;
    struct wm_trust trust;
    FILE *good, *bad;
    bool fine;
};

static void problem(struct checking *checking, const struct wm_error *error) {
    checking->fine = false;
    wm_check_print(checking->bad, error);
}

static enum wm_status build(const struct wm_pack_source *source, const char *framework, const char *organisation,
                            struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    static const struct wm_pack_limits usual = {.memory = 0};
    if (framework != NULL)
        return wm_pack_build_framework(source, framework, NULL, 0, &usual, ret_ruleset, error);
    return wm_pack_build(source, organisation, &usual, ret_ruleset, error);
}

// One of the two, as the daemon would: where keys are trusted, only of what they have signed.
static enum wm_status build_trusted(const struct checking *checking, const char *framework, const char *organisation,
                                    struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    if (checking->trust.count == 0)
        return build(&checking->source, framework, organisation, ret_ruleset, error);
    struct wm_signed_packs *packs = NULL;
    enum wm_status status = wm_signed_packs_open(&checking->source, &checking->trust, &packs, error);
    if (status != WM_OK)
        return status;
    struct wm_pack_source source = wm_signed_packs_source(packs);
    status = build(&source, framework, organisation, ret_ruleset, error);
    wm_signed_packs_close(packs);
    return status;
}

static void check_framework(struct checking *checking, const char *id) {
    struct wm_error error;
    struct wm_ruleset *ruleset = NULL;
    if (build_trusted(checking, id, NULL, &ruleset, &error) != WM_OK)
        problem(checking, &error);
    wm_ruleset_unref(ruleset);
}

static void check_organisation(struct checking *checking, const char *id) {
    struct wm_error error;
    struct wm_ruleset *ruleset = NULL;
    if (build_trusted(checking, NULL, id, &ruleset, &error) == WM_OK) {
        fprintf(checking->good, "organisation %s: good; frameworks %u, levels and gates %u, rules %.12s\n", id,
                ruleset->framework_count, ruleset->level_count, ruleset->hash);
    } else {
        fprintf(checking->good, "organisation %s: broken\n", id);
        problem(checking, &error);
    }
    wm_ruleset_unref(ruleset);
}

static void check_group(struct checking *checking, const char *group,
                        void (*check)(struct checking *checking, const char *id)) {
    struct wm_arena arena;
    struct wm_error error;
    const char **names = NULL;
    size_t count = 0;
    wm_arena_init(&arena, NAMES_LARGEST);
    if (checking->source.packs(checking->source.context, group, &arena, &names, &count, &error) != WM_OK)
        problem(checking, &error);
    for (size_t i = 0; i < count; i++)
        check(checking, names[i]);
    wm_arena_clear(&arena);
}

bool wm_check_run(const struct wm_config *config, FILE *good, FILE *bad) {
    struct checking checking = {.good = good, .bad = bad, .fine = true};
    checking.trust = (struct wm_trust){config->trusted_keys, config->trusted_key_count};
    struct wm_error error;
    struct wm_pack_folders *folders = NULL;
    gid_t group = 0;
    if (config->socket_group != NULL && wm_listener_group(config->socket_group, &group, &error) != WM_OK)
        problem(&checking, &error);
    if (wm_pack_folders_open(config->rules, config->rule_count, &folders, &error) == WM_OK) {
        checking.source = wm_pack_folders_source(folders);
        check_group(&checking, "frameworks", check_framework);
        check_group(&checking, "organisations", check_organisation);
    } else {
        problem(&checking, &error);
    }
    wm_pack_folders_close(folders);
    return checking.fine;
}
