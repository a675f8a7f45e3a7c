// SPDX-License-Identifier: MIT
// The declarators: framework "x" { … }, course "x" { … }, adopt "x" { … }.
#include "engine/lang/verbs.h"

#include "engine/lang/limits.h"

#include <lauxlib.h>
#include <string.h>

static void check_group(lua_State *state, int word) {
    const struct wm_script *script = wm_script_of(state);
    bool of_organisation =
        word == WM_WORD_ORGANISATION || word == WM_WORD_ADOPT || word == WM_WORD_RECOGNISE || word == WM_WORD_ASSESSORS;
    if (word == WM_WORD_TEST || of_organisation == script->organisation)
        return;
    if (script->organisation)
        wm_verbs_fail(state, "wrong-place",
                      "an organisation's own `%s` stands in a framework of its own: a folder in the organisation's, "
                      "with a framework.lua",
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

static struct wm_draft_declaration *declare(lua_State *state, int word, const char *id) {
    struct wm_draft *draft = &wm_script_of(state)->draft;
    if (draft->total >= WM_LIMIT_DECLARATIONS)
        wm_verbs_fail(state, "too-many", "the pack has more than %u declarations", WM_LIMIT_DECLARATIONS);
    struct wm_draft_declaration *declaration = wm_script_alloc(state, 1, sizeof *declaration);
    *declaration = (struct wm_draft_declaration){
        .word = word, .id = id, .where = wm_script_place(state), .index = draft->counts[word]};
    if (draft->last != NULL)
        draft->last->next = declaration;
    else
        draft->first = declaration;
    draft->last = declaration;
    draft->counts[word]++;
    draft->total++;
    return declaration;
}

static int l_declare(lua_State *state) {
    int word = wm_verbs_number(state);
    const char *name = wm_word_name(word);
    check_group(state, word);
    wm_argument_count(state, 1, 1, name);
    const char *id = wm_argument_text(state, 1, name);
    struct wm_place where = wm_script_place(state);
    if (word == WM_WORD_TEST && id[0] == '\0')
        wm_verbs_fail(state, "wrong-id", "a test needs a name");
    if (word != WM_WORD_TEST)
        wm_verbs_check(state, wm_form_id(name, where, id, &wm_sandbox_of(state)->fault));
    check_pack_id(state, word, id);
    struct wm_draft_declaration *declaration = declare(state, word, id);
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
    declaration->complete = true;
    struct wm_draft_value value = {
        .type = WM_DRAFT_DECLARATION, .where = declaration->where, .declaration = declaration};
    wm_argument_push(state, &value);
    return 1;
}

// recognise { "framework/x", as = "framework/y", … }, link { … }: one table, which names what it is about.
static int l_declare_pair(lua_State *state) {
    int word = wm_verbs_number(state);
    const char *name = wm_word_name(word);
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    struct wm_draft_value value;
    check_group(state, word);
    wm_argument_count(state, 1, 1, name);
    wm_argument_read(state, 1, &value);
    if (value.type != WM_DRAFT_TABLE || value.table->count != 1 || value.table->list[0].type != WM_DRAFT_TEXT)
        wm_verbs_fail(state, "wrong-type",
                      "`%s` takes one table that names what counts, and as what: "
                      "%s { \"framework/level\", %s = \"framework/level\" }",
                      name, name, word == WM_WORD_LINK ? "to" : "as");
    struct wm_draft_declaration *declaration = declare(state, word, value.table->list[0].text);
    const char *what = word == WM_WORD_LINK ? "`link`" : "`recognise`";
    wm_verbs_check(state, wm_form_list(what, declaration->where, value.table, true, fault));
    wm_verbs_check(state, wm_forms_read(wm_forms_of_word(word), false, what, declaration->where, value.table,
                                        &wm_script_of(state)->draft.arena, &declaration->fields, fault));
    declaration->table = value.table;
    declaration->complete = true;
    return 0;
}

void wm_verbs_declarations(lua_State *state) {
    for (int word = 0; word < WM_WORD_COUNT; word++) {
        bool pair = word == WM_WORD_RECOGNISE || word == WM_WORD_LINK;
        wm_verbs_add(state, wm_word_name(word), pair ? l_declare_pair : l_declare, word);
    }
}
