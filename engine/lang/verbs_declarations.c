// SPDX-License-Identifier: MIT
// The declarators: framework "x" { … }, course "x" { … }, adopt "x" { … }.
#include "engine/lang/verbs.h"

#include "engine/lang/limits.h"

#include <lauxlib.h>
#include <string.h>

static void check_group(lua_State *state, int word) {
    const struct wm_script *script = wm_script_of(state);
    bool of_organisation = word == WM_WORD_ORGANISATION || word == WM_WORD_ADOPT;
    if (word == WM_WORD_TEST || of_organisation == script->organisation)
        return;
    if (script->organisation)
        wm_verbs_fail(state, "not-in-this-version",
                      "an organisation's own `%s` is not in this version: declare it in a framework's pack",
                      wm_word_name(word));
    wm_verbs_fail(state, "wrong-place", "`%s` stands in an organisation's pack, not in a framework's",
                  wm_word_name(word));
}

// A pack is called as its folder is, and says so once.
static void check_pack_id(lua_State *state, int word, const char *id) {
    const struct wm_script *script = wm_script_of(state);
    if (word != WM_WORD_FRAMEWORK && word != WM_WORD_ORGANISATION)
        return;
    if (strcmp(id, script->id) != 0) {
        struct wm_error *fault = &wm_sandbox_of(state)->fault;
        wm_error_set(fault, WM_RULES, "wrong-id", "the %s is called \"%s\", but its folder \"%s\"", wm_word_name(word),
                     id, script->id);
        wm_error_expected(fault, "%s \"%s\"", wm_word_name(word), script->id);
        wm_error_found(fault, "\"%s\"", id);
        wm_draft_where(fault, wm_script_place(state));
        wm_sandbox_raise(state);
    }
    if (script->draft.counts[word] > 0)
        wm_verbs_fail(state, "duplicate", "the %s is declared a second time", wm_word_name(word));
}

static int l_declare(lua_State *state) {
    int word = wm_verbs_number(state);
    const char *name = wm_word_name(word);
    struct wm_draft *draft = &wm_script_of(state)->draft;
    check_group(state, word);
    wm_argument_count(state, 1, 1, name);
    const char *id = wm_argument_text(state, 1, name);
    struct wm_place where = wm_script_place(state);
    if (word == WM_WORD_TEST && id[0] == '\0')
        wm_verbs_fail(state, "wrong-id", "a test needs a name");
    if (word != WM_WORD_TEST)
        wm_verbs_check(state, wm_form_id(name, where, id, &wm_sandbox_of(state)->fault));
    check_pack_id(state, word, id);
    if (draft->total >= WM_LIMIT_DECLARATIONS)
        wm_verbs_fail(state, "too-many", "the pack has more than %u declarations", WM_LIMIT_DECLARATIONS);
    struct wm_draft_declaration *declaration = wm_script_alloc(state, 1, sizeof *declaration);
    *declaration = (struct wm_draft_declaration){.word = word, .id = id, .where = where, .index = draft->counts[word]};
    if (draft->last != NULL)
        draft->last->next = declaration;
    else
        draft->first = declaration;
    draft->last = declaration;
    draft->counts[word]++;
    draft->total++;
    struct wm_draft_opening *opening = wm_script_alloc(state, 1, sizeof *opening);
    opening->what = wm_verbs_what(state, name, id);
    opening->declaration = declaration;
    wm_verbs_open(state, opening);
    return 1;
}

int wm_verbs_complete(lua_State *state, struct wm_draft_opening *opening) {
    struct wm_draft_declaration *declaration = opening->declaration;
    struct wm_draft_value table;
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    wm_argument_read(state, 2, &table);
    declaration->table = table.table;
    wm_verbs_check(state, wm_forms_read(wm_forms_of_word(declaration->word), false, opening->what, declaration->where,
                                        table.table, &wm_script_of(state)->draft.arena, &declaration->fields, fault));
    if (declaration->word != WM_DECLARED_SCALE) {
        wm_verbs_check(state, wm_form_list(opening->what, declaration->where, table.table, true, fault));
        if (table.table->count > 0)
            wm_verbs_fail(state, "wrong-type", "%s takes named values, and has %s without a name", opening->what,
                          wm_draft_type_name(&table.table->list[0]));
    }
    if (declaration->word == WM_WORD_ADOPT && (wm_draft_field(&declaration->fields, "levels") != NULL ||
                                               wm_draft_field(&declaration->fields, "gates") != NULL))
        wm_verbs_fail(state, "not-in-this-version",
                      "%s: adding to the levels and gates of an adopted framework (`also`) is not in this version",
                      opening->what);
    declaration->complete = true;
    struct wm_draft_value value = {
        .type = WM_DRAFT_DECLARATION, .where = declaration->where, .declaration = declaration};
    wm_argument_push(state, &value);
    return 1;
}

static const char *const later[] = {"recognise", "assessors", "custom", NULL};

static int l_not_yet(lua_State *state) {
    const char *name = later[wm_verbs_number(state)];
    wm_verbs_fail(state, "not-in-this-version", "`%s` is not in this version", name);
}

void wm_verbs_declarations(lua_State *state) {
    for (int word = 0; word < WM_WORD_COUNT; word++)
        wm_verbs_add(state, wm_word_name(word), l_declare, word);
    for (int i = 0; later[i] != NULL; i++)
        wm_verbs_add(state, later[i], l_not_yet, i);
}
