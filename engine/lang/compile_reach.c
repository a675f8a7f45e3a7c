// SPDX-License-Identifier: MIT
// Which framework a name is of. A framework's own pack names what it declares itself. What an organisation writes - its
// own frameworks, `also`, `recognise`, `assessors` - may name what any of its frameworks declares: as "framework/id", and
// codes that records share by themselves.
#include "engine/lang/compile.h"

#include <stdio.h>
#include <string.h>

bool wm_compile_shared(enum wm_declared declared) {
    return declared != WM_DECLARED_SCALE && declared != WM_DECLARED_DOMAIN && declared != WM_DECLARED_COMPETENCY &&
           declared != WM_DECLARED_PAY;
}

const char *wm_compile_own(const struct wm_compile *compile, const char *id) {
    size_t length = strlen(compile->script->id);
    return strncmp(id, compile->script->id, length) == 0 && id[length] == '/' ? id + length + 1 : id;
}

struct wm_compile *wm_compile_home(struct wm_compile *compile, const char *id, const char **ret_own) {
    const char *own = wm_compile_own(compile, id);
    bool of_another = own == id && strchr(id, '/') != NULL;
    struct wm_compile *home = of_another ? NULL : compile;
    for (uint32_t i = 0; of_another && compile->reaches && i < compile->peer_count && home == NULL; i++) {
        own = wm_compile_own(&compile->peers[i], id);
        home = own != id ? &compile->peers[i] : NULL;
    }
    *ret_own = own;
    return home;
}

struct wm_declaration *wm_compile_lookup(struct wm_compile *compile, enum wm_declared declared, const char *id,
                                         struct wm_compile **ret_home) {
    const char *own;
    struct wm_compile *home = wm_compile_home(compile, id, &own);
    const struct wm_name *name = home != NULL ? wm_compile_find(home, (int)declared, own) : NULL;
    bool elsewhere =
        home != NULL && name == NULL && home == compile && own == id && compile->reaches && wm_compile_shared(declared);
    for (uint32_t i = 0; elsewhere && i < compile->peer_count && name == NULL; i++) {
        home = &compile->peers[i];
        name = wm_compile_find(home, (int)declared, id);
    }
    if (name == NULL)
        return NULL;
    if (ret_home != NULL)
        *ret_home = home;
    return &home->declarations[declared][name->at];
}

enum wm_status wm_compile_declaration(struct wm_compile *compile, enum wm_declared declared,
                                      const struct wm_draft_value *value, struct wm_declaration **ret_declaration,
                                      struct wm_error *error) {
    const int words[] = {(int)declared, -1};
    const char *id = value->type == WM_DRAFT_DECLARATION ? value->declaration->id : value->text;
    if (value->type == WM_DRAFT_DECLARATION && value->declaration->word != (int)declared) {
        wm_error_set(error, WM_RULES, "wrong-type", "a %s belongs here, not the %s \"%s\"", wm_declared_name(declared),
                     wm_word_name(value->declaration->word), id);
        return wm_draft_where(error, value->where);
    }
    struct wm_declaration *found = wm_compile_lookup(compile, declared, id, NULL);
    if (found == NULL)
        return wm_compile_unknown(compile, words, wm_declared_name(declared), id, value->where, error);
    *ret_declaration = found;
    return WM_OK;
}

// Levels ------------------------------------------------------------------------------------------------------------

static enum wm_status of_another(const struct wm_compile *compile, const char *id, struct wm_place where,
                                 struct wm_error *error) {
    wm_error_set(
        error, WM_RULES, "wrong-place",
        "\"%s\" is of another framework: the pack of \"%s\" names its own levels, an organisation's pack those "
        "of all that it adopts",
        id, compile->script->id);
    wm_error_found(error, "\"%s\"", id);
    return wm_draft_where(error, where);
}

struct wm_level *wm_compile_find_level(struct wm_compile *compile, const char *id) {
    const char *own;
    const struct wm_compile *home = wm_compile_home(compile, id, &own);
    const struct wm_name *level = home != NULL ? wm_compile_find(home, WM_WORD_LEVEL, own) : NULL;
    const struct wm_name *gate = home != NULL ? wm_compile_find(home, WM_WORD_GATE, own) : NULL;
    if (level == NULL && gate == NULL)
        return NULL;
    uint32_t at = level != NULL ? level->at : home->draft->counts[WM_WORD_LEVEL] + gate->at;
    return &home->framework->levels[home->level_places[at]];
}

enum wm_status wm_compile_level(struct wm_compile *compile, const char *id, struct wm_place where,
                                const struct wm_level **ret_level, struct wm_error *error) {
    static const int words[] = {WM_WORD_LEVEL, WM_WORD_GATE, -1};
    const char *own;
    const struct wm_level *found = wm_compile_find_level(compile, id);
    if (found != NULL) {
        *ret_level = found;
        return WM_OK;
    }
    if (wm_compile_home(compile, id, &own) == NULL && !compile->reaches)
        return of_another(compile, id, where, error);
    return wm_compile_unknown(compile, words, "the name of a level", compile->reaches ? id : own, where, error);
}

// Names that are not there ----------------------------------------------------------------------------------------------

// As it is written from where we are; NULL: it cannot be, or there is no memory for a suggestion.
static const char *name_from(const struct wm_compile *compile, const struct wm_compile *peer, int word,
                             const char *id) {
    bool bare = peer == compile || (word < WM_DECLARED_COUNT && wm_compile_shared((enum wm_declared)word));
    return bare ? id : wm_arena_printf(&compile->draft->arena, "%s/%s", peer->script->id, id);
}

// `exact`: what only lacks its framework's name.
static void offer(const struct wm_compile *compile, const struct wm_compile *peer, int word, struct wm_nearest *nearest,
                  const char **exact) {
    for (uint32_t i = 0; i < peer->draft->counts[word]; i++) {
        const char *name = name_from(compile, peer, word, peer->names[word][i].id);
        if (name == NULL)
            continue;
        wm_nearest_offer(nearest, name);
        if (*exact == NULL && strcmp(peer->names[word][i].id, nearest->wanted) == 0)
            *exact = name;
    }
}

enum wm_status wm_compile_unknown(const struct wm_compile *compile, const int *words, const char *what, const char *id,
                                  struct wm_place where, struct wm_error *error) {
    char kinds[96] = "";
    size_t used = 0;
    const char *exact = NULL;
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, id);
    for (const int *word = words; *word >= 0; word++) {
        int written = snprintf(kinds + used, sizeof kinds - used, "%s%s", used > 0 ? " or " : "", wm_word_name(*word));
        if (written > 0 && used + (size_t)written < sizeof kinds)
            used += (size_t)written;
        offer(compile, compile, *word, &nearest, &exact);
        for (uint32_t i = 0; compile->reaches && i < compile->peer_count; i++) {
            if (&compile->peers[i] != compile)
                offer(compile, &compile->peers[i], *word, &nearest, &exact);
        }
    }
    wm_error_set(error, WM_RULES, "unknown-name", "%s: %s no %s \"%s\"", what,
                 compile->reaches ? "the frameworks here declare" : "the framework declares", kinds, id);
    wm_error_expected(error, "a declared %s", kinds);
    wm_error_found(error, "\"%s\"", id);
    wm_error_nearest(error, exact != NULL ? exact : wm_nearest_name(&nearest));
    return wm_draft_where(error, where);
}
