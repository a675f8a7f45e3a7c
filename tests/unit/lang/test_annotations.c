// SPDX-License-Identifier: MIT
// rules/waymark.d.lua says to editors what the language is: every word, every named value with the types that its form
// allows, and nothing else.
#include "engine/base/file.h"
#include "engine/lang/predicate.h"
#include "engine/lang/script.h"
#include "engine/lang/verbs.h"
#include "tests/support/test.h"

#include <lauxlib.h>
#include <stdio.h>

#define ANNOTATIONS WM_TEST_SOURCES "/rules/waymark.d.lua"

static struct wm_buffer text;
static struct wm_error error;

static int setup(void **state) {
    (void)state;
    wm_test_ok(wm_file_read(ANNOTATIONS, 1 << 20, &text, &error), &error);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_buffer_clear(&text);
    return 0;
}

// --- classes ---

// The line behind "---@class … waymark.NAME", with what it inherits.
static const char *class_of(const char *name) {
    char exact[96];
    snprintf(exact, sizeof exact, "---@class (exact) waymark.%s", name);
    for (const char *at = text.data; (at = strstr(at, exact)) != NULL; at++) {
        char end = at[strlen(exact)];
        if (end == '\n' || end == ':')
            return at + strlen(exact);
    }
    fail_msg("there is no class waymark.%s", name);
    return "";
}

// The field's line, in the class or what it inherits; NULL: it has none.
static const char *field_of(const char *class, const char *field) {
    char optional[96], required[96];
    snprintf(optional, sizeof optional, "---@field %s? ", field);
    snprintf(required, sizeof required, "---@field %s ", field);
    const char *at = class_of(class);
    char parent[64] = "";
    if (*at == ':')
        snprintf(parent, sizeof parent, "%.*s", (int)strcspn(at + strlen(": waymark."), "\n"),
                 at + strlen(": waymark."));
    for (at = strchr(at, '\n') + 1; strncmp(at, "---@field ", 10) == 0; at = strchr(at, '\n') + 1)
        if (strncmp(at, optional, strlen(optional)) == 0 || strncmp(at, required, strlen(required)) == 0)
            return at;
    return parent[0] != '\0' ? field_of(parent, field) : NULL;
}

static bool has_form(const struct wm_forms *forms, const char *name, size_t length) {
    for (; forms != NULL; forms = forms->more)
        for (size_t i = 0; i < forms->count; i++)
            if (strlen(forms->forms[i].name) == length && memcmp(forms->forms[i].name, name, length) == 0)
                return true;
    return false;
}

// Each field of the class is one that the code takes. Those in brackets are lists.
static void nothing_else(const char *class, const struct wm_forms *forms) {
    const char *at = class_of(class);
    if (*at == ':') {
        char parent[64];
        snprintf(parent, sizeof parent, "%.*s", (int)strcspn(at + strlen(": waymark."), "\n"),
                 at + strlen(": waymark."));
        nothing_else(parent, forms);
    }
    for (at = strchr(at, '\n') + 1; strncmp(at, "---@field ", 10) == 0; at = strchr(at, '\n') + 1) {
        const char *name = at + 10;
        if (*name != '[' && !has_form(forms, name, strcspn(name, "? ")))
            fail_msg("waymark.%s has a field that the language does not: %.*s", class, (int)strcspn(at, "\n"), at);
    }
}

// A type that a form allows, and how it is written.
static const struct {
    uint32_t type;
    const char *words[3];
} written[] = {
    {WM_FORM_TEXT, {"string"}},
    {WM_FORM_ID, {"string", "waymark.name", "\""}},
    {WM_FORM_IDS, {"waymark.names"}},
    {WM_FORM_NUMBER, {"number", "waymark.value"}},
    {WM_FORM_WHOLE, {"integer"}},
    {WM_FORM_PERCENT, {"waymark.percent", "waymark.value"}},
    {WM_FORM_SPAN, {"waymark.span", "waymark.value"}},
    {WM_FORM_BOOLEAN, {"boolean", "waymark.value"}},
    {WM_FORM_DAY, {"waymark.day"}},
    {WM_FORM_CRITERIA, {"waymark.criteria"}},
    {WM_FORM_FUNCTION, {"fun("}},
    {WM_FORM_TABLE, {"table<", "waymark.", "[]"}},
    {WM_FORM_PARAMETER, {"waymark.param"}},
    {WM_FORM_PEOPLE, {"waymark.people"}},
    {WM_FORM_EXPECTATION, {"waymark.expectation"}},
    {WM_FORM_ANY, {"waymark.value"}},
};

static bool says_type(const char *line, const char *const words[3]) {
    for (int i = 0; i < 3 && words[i] != NULL; i++)
        if (strstr(line, words[i]) != NULL)
            return true;
    return false;
}

static void has_field(const char *class, const struct wm_form *form) {
    const char *at = field_of(class, form->name);
    if (at == NULL) {
        fail_msg("waymark.%s has no field `%s`", class, form->name);
        return;
    }
    char line[300];
    snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "#\n"), at);
    const char *name = at + strlen("---@field ");
    if ((name[strlen(form->name)] == '?') == form->required)
        fail_msg("waymark.%s: `%s` is %s", class, form->name, form->required ? "required" : "not required");
    const uint32_t types = form->choices != NULL ? form->types & ~(uint32_t)WM_FORM_ID : form->types;
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++)
        if ((types & written[i].type) != 0 && !says_type(line, written[i].words))
            fail_msg("waymark.%s: `%s` may be more than \"%s\" says: %s", class, form->name, line, written[i].words[0]);
    if ((form->types & WM_FORM_PARAMETER) == 0 && strstr(line, "waymark.param") != NULL)
        fail_msg("waymark.%s: `%s` takes no parameter", class, form->name);
    for (const char *const *choice = form->choices; choice != NULL && *choice != NULL; choice++) {
        char quoted[64];
        snprintf(quoted, sizeof quoted, "\"%s\"", *choice);
        bool by_alias = strstr(line, " waymark.kind ") != NULL || strstr(line, " waymark.outcome ") != NULL;
        if (strstr(by_alias ? text.data : line, quoted) == NULL)
            fail_msg("waymark.%s: `%s` may be %s", class, form->name, quoted);
    }
}

static void is_class(const char *class, const struct wm_forms *forms) {
    for (const struct wm_forms *at = forms; at != NULL; at = at->more)
        for (size_t i = 0; i < at->count; i++)
            has_field(class, &at->forms[i]);
    nothing_else(class, forms);
}

static void test_criteria(void **state) {
    (void)state;
    static const struct {
        enum wm_verb verb;
        const char *class;
    } shared[] = {{WM_VERB_ALL, "combination"},      {WM_VERB_ANY, "combination"}, {WM_VERB_NONE, "combination"},
                  {WM_VERB_AT_LEAST, "combination"}, {WM_VERB_RELATED, "leaf"},    {WM_VERB_HOLDS, "leaf"},
                  {WM_VERB_MEETS, "leaf"},           {WM_VERB_SHOWN, "leaf"}};
    for (int verb = 0; verb < WM_VERB_COUNT; verb++) {
        if (!wm_verb_word((enum wm_verb)verb))
            continue;
        const char *class = wm_verb_name((enum wm_verb)verb);
        for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
            class = (int)shared[i].verb == verb ? shared[i].class : class;
        is_class(class, wm_forms_of_criterion((enum wm_verb)verb));
    }
}

static void test_declarations(void **state) {
    (void)state;
    for (int word = 0; word < WM_WORD_COUNT; word++)
        is_class(wm_word_name(word), wm_forms_of_word(word));
}

static void test_selections(void **state) {
    (void)state;
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        const char *plural = wm_declared_plural((enum wm_declared)declared);
        bool own = declared == WM_DECLARED_COMPETENCY || declared == WM_DECLARED_COURSE || declared == WM_DECLARED_ITEM;
        is_class(own ? plural : "selected", wm_forms_of_selection(declared));
    }
}

static void test_expectations(void **state) {
    (void)state;
    static const char *const outcomes[] = {"eligible", "not_eligible", "indeterminate"};
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++)
        is_class(outcomes[i], wm_forms_of_expectation(outcomes[i]));
}

// --- words ---

static bool declares(const char *word) {
    char function[96], value[96];
    snprintf(function, sizeof function, "\nfunction %s(", word);
    snprintf(value, sizeof value, "\n%s = ", word);
    return strstr(text.data, function) != NULL || strstr(text.data, value) != NULL;
}

// Offers each name of the table on the top, and of the tables in it, to the context.
static int each_word(lua_State *state) {
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.words");
    for (lua_pushnil(state); lua_next(state, -2) != 0; lua_pop(state, 1)) {
        const char *word = lua_tostring(state, -2);
        if (!declares(word))
            fail_msg("waymark.d.lua does not have the word `%s`", word);
    }
    return 0;
}

// A word of the file exists: reading it is no error, whatever it is.
static void is_there(const char *word) {
    char rules[400];
    snprintf(rules, sizeof rules, "framework \"x\" { title = \"X\" }\nlocal it = %s\n", word);
    const struct wm_ruleset_file file = {"frameworks/x/framework.lua", rules, strlen(rules)};
    struct wm_pack_files files = {&file, 1};
    struct wm_pack_source source = wm_pack_files_source(&files);
    struct wm_script *script = NULL;
    struct wm_arena keep;
    wm_arena_init(&keep, 1 << 20);
    wm_test_ok(wm_script_run(&source, "frameworks/x", NULL, &keep, &script, &error), &error);
    wm_script_free(script);
    wm_arena_clear(&keep);
}

static void test_every_word_is_declared(void **state) {
    (void)state;
    static const char rules[] = "framework \"x\" { title = \"X\" }\n";
    const struct wm_ruleset_file file = {"frameworks/x/framework.lua", rules, sizeof rules - 1};
    struct wm_pack_files files = {&file, 1};
    struct wm_pack_source source = wm_pack_files_source(&files);
    struct wm_script *script = NULL;
    struct wm_arena keep;
    wm_arena_init(&keep, 1 << 20);
    wm_test_ok(wm_script_run(&source, "frameworks/x", NULL, &keep, &script, &error), &error);
    wm_test_ok(wm_script_call(script, each_word, NULL, &error), &error);
    wm_script_free(script);
    wm_arena_clear(&keep);
}

// Words that only a custom predicate has, while it is asked.
static const char *const of_predicates[] = {"days_between", "add_days", "add_months", "add_years"};

// A function of the library is there as a field; `nil` would be read without a complaint.
static void is_function(const char *word) {
    char expression[200];
    for (size_t i = 0; i < sizeof of_predicates / sizeof of_predicates[0]; i++)
        if (strcmp(word, of_predicates[i]) == 0)
            return;
    snprintf(expression, sizeof expression, "(function () assert(%s ~= nil, \"no %s\") end)()", word, word);
    is_there(strchr(word, '.') != NULL ? expression : word);
}

static void test_every_declared_word_is_one(void **state) {
    (void)state;
    unsigned count = 0;
    for (const char *at = text.data; (at = strchr(at, '\n')) != NULL;) {
        at++;
        char word[64];
        const char *name = strncmp(at, "function ", 9) == 0 ? at + 9 : at;
        size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz_.");
        bool value = name == at && strncmp(name + length, " = ", 3) == 0;
        if (length == 0 || (name == at && !value))
            continue;
        snprintf(word, sizeof word, "%.*s", (int)length, name);
        is_function(word);
        count++;
    }
    assert_true(count > 100);
}

static void test_words_of_predicates(void **state) {
    (void)state;
    static const char rules[] = "framework \"x\" { title = \"X\" }\ncourse \"c\" { title = \"C\" }\n"
                                "level \"l\" { title = \"L\", requires = include \"_it\" }\n";
    static const char it[] =
        "return custom { id = \"it\", says = \"it is\", function (person)\n"
        "  return person.count(\"training\") == 0 and #person.records(\"training\", \"c\") == 0 and\n"
        "    person.latest(\"training\") == nil and not person.holds(\"l\") and\n"
        "    days_between(add_days(\"2026-01-31\", 1), add_months(\"2026-01-31\", 1)) == 27 and\n"
        "    add_years(person.as_of, 1) ~= person.as_of\n"
        "end }\n";
    const struct wm_ruleset_file both[] = {{"frameworks/x/framework.lua", rules, sizeof rules - 1},
                                           {"frameworks/x/_it.lua", it, sizeof it - 1}};
    struct wm_pack_files files = {both, 2};
    struct wm_pack_source source = wm_pack_files_source(&files);
    struct wm_ruleset *ruleset = NULL;
    struct wm_predicates *predicates = NULL;
    struct wm_portfolio_builder *builder = NULL;
    struct wm_portfolio *nobody = NULL;
    struct wm_predicate_answer answer;
    wm_test_ok(wm_pack_build_framework(&source, "x", NULL, 0, NULL, &ruleset, &error), &error);
    wm_test_ok(wm_predicates_new(ruleset, NULL, &predicates, &error), &error);
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    wm_test_ok(wm_portfolio_builder_finish(builder, &nobody, &error), &error);
    const struct wm_predicate *predicate = ruleset->levels[0]->requires->predicate;
    wm_test_ok(wm_predicates_ask(predicates, predicate, nobody, 20000, &answer, &error), &error);
    assert_string_equal(answer.text, "");
    assert_int_equal(answer.verdict, WM_VERDICT_MET);
    for (size_t i = 0; i < sizeof of_predicates / sizeof of_predicates[0]; i++)
        if (!declares(of_predicates[i]))
            fail_msg("waymark.d.lua does not have the word `%s`", of_predicates[i]);
    wm_portfolio_unref(nobody);
    wm_portfolio_builder_free(builder);
    wm_predicates_free(predicates);
    wm_ruleset_unref(ruleset);
}

// Fields of the libraries, which each_word does not look into.
static void test_the_library(void **state) {
    (void)state;
    static const char *const names[] = {
        "string.len",   "string.sub",   "string.byte",   "string.upper",    "string.lower",    "string.rep",
        "string.find",  "string.glob",  "string.format", "table.insert",    "string.contains", "string.starts_with",
        "table.remove", "table.concat", "table.unpack",  "table.sort",      "math.abs",        "math.ceil",
        "math.floor",   "math.max",     "math.min",      "math.fmod",       "math.sqrt",       "math.tointeger",
        "math.type",    "math.huge",    "math.pi",       "math.maxinteger", "math.mininteger"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (!declares(names[i]))
            fail_msg("waymark.d.lua does not have %s", names[i]);
}

#define READ(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(READ(test_criteria), READ(test_declarations), READ(test_selections), READ(test_expectations),
             READ(test_every_word_is_declared), READ(test_every_declared_word_is_one), READ(test_words_of_predicates),
             READ(test_the_library))
