// SPDX-License-Identifier: MIT
// Declarations: first each gets its place and its own words, then the names that one says of another are resolved.
#include "engine/lang/compile.h"

#include <stdio.h>
#include <string.h>

struct one { // declaration being compiled
    struct wm_compile *compile;
    const struct wm_draft_declaration *draft;
    struct wm_declaration *declaration;
    struct wm_error *error;
};

static bool has(const struct one *one, const char *name) {
    return wm_draft_field(&one->draft->fields, name) != NULL;
}

static enum wm_status read_texts(struct one *one) {
    struct wm_declaration *declaration = one->declaration;
    static const char *const names[] = {"title", "says", "source", "url", "mode", "provider"};
    const char **const texts[] = {&declaration->title, &declaration->says, &declaration->source,
                                  &declaration->url,   &declaration->mode, &declaration->provider};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *text = wm_draft_text(&one->draft->fields, names[i]);
        if (text != NULL && (*texts[i] = wm_compile_text(one->compile, text)) == NULL)
            return wm_error_no_memory(one->error);
    }
    declaration->id = wm_compile_text(one->compile, one->draft->id);
    if (declaration->id == NULL)
        return wm_error_no_memory(one->error);
    if (declaration->title == NULL)
        declaration->title = declaration->id;
    char code[2 * WM_CODE_LONGEST];
    if (wm_compile_shared(declaration->declared))
        snprintf(code, sizeof code, "%s", declaration->id);
    else
        snprintf(code, sizeof code, "%s/%s", one->compile->framework->id, declaration->id);
    if (!wm_code_valid(code, strlen(code))) {
        wm_error_set(one->error, WM_RULES, "wrong-id", "\"%s\" is longer than %u characters", code, WM_CODE_LONGEST);
        return wm_draft_where(one->error, one->draft->where);
    }
    declaration->code = wm_code_intern(code, strlen(code));
    return declaration->code != WM_CODE_NONE ? WM_OK : wm_error_no_memory(one->error);
}

// A list of plain texts: tags, ids of levels.
static enum wm_status read_list(struct one *one, const char *name, const char *const **ret_texts, uint32_t *ret_count) {
    struct wm_values values = wm_compile_values(wm_draft_field(&one->draft->fields, name));
    const char **texts = wm_arena_zero(one->compile->arena, values.count + 1u, sizeof *texts);
    if (texts == NULL)
        return wm_error_no_memory(one->error);
    for (uint32_t i = 0; i < values.count; i++) {
        const struct wm_draft_value *value = &values.values[i];
        texts[i] =
            wm_compile_text(one->compile, value->type == WM_DRAFT_DECLARATION ? value->declaration->id : value->text);
        if (texts[i] == NULL)
            return wm_error_no_memory(one->error);
    }
    *ret_texts = texts;
    *ret_count = values.count;
    return WM_OK;
}

static enum wm_status check_levels(struct one *one) {
    static const int words[] = {WM_WORD_LEVEL, WM_WORD_GATE, -1};
    for (uint32_t i = 0; i < one->declaration->level_count; i++) {
        const char *id = one->declaration->levels[i];
        if (wm_compile_find(one->compile, WM_WORD_LEVEL, id) == NULL &&
            wm_compile_find(one->compile, WM_WORD_GATE, id) == NULL)
            return wm_compile_unknown(one->compile, words, "`level`", id, one->draft->where, one->error);
    }
    return WM_OK;
}

static bool read_number(const struct one *one, const char *name, wm_number *ret_number) {
    const struct wm_draft_value *value = wm_draft_field(&one->draft->fields, name);
    if (value == NULL)
        return false;
    *ret_number = value->number;
    return true;
}

static enum wm_status check_numbers(const struct one *one) {
    const struct wm_declaration *declaration = one->declaration;
    const char *wrong = NULL;
    if (declaration->has_hours && declaration->hours < 0)
        wrong = "`hours` is below 0";
    if (declaration->has_cost && declaration->cost < 0)
        wrong = "`cost` is below 0";
    if (declaration->has_rqf && (declaration->rqf < 0 || declaration->rqf > 8 * WM_NUMBER_ONE))
        wrong = "`rqf` is a level from 0 to 8";
    if (declaration->has_lower && declaration->has_upper && declaration->lower > declaration->upper)
        wrong = "`lower` is above `upper`";
    if (declaration->essential && declaration->desirable)
        wrong = "an item is essential or desirable, not both";
    if (wrong == NULL)
        return WM_OK;
    wm_error_set(one->error, WM_RULES, "wrong-number", "%s \"%s\": %s", wm_declared_name(declaration->declared),
                 declaration->id, wrong);
    return wm_draft_where(one->error, declaration->where);
}

static enum wm_status read_plain(struct one *one) {
    struct wm_declaration *declaration = one->declaration;
    enum wm_status status = read_texts(one);
    if (status == WM_OK)
        status = read_list(one, "tags", &declaration->tags, &declaration->tag_count);
    if (status == WM_OK)
        status = read_list(one, "level", &declaration->levels, &declaration->level_count);
    if (status == WM_OK)
        status = check_levels(one);
    if (status != WM_OK)
        return status;
    declaration->has_hours = read_number(one, "hours", &declaration->hours);
    declaration->has_cost = read_number(one, "cost", &declaration->cost);
    declaration->has_rqf = read_number(one, "rqf", &declaration->rqf);
    declaration->has_lower = read_number(one, "lower", &declaration->lower);
    declaration->has_upper = read_number(one, "upper", &declaration->upper);
    declaration->essential = wm_draft_true(&one->draft->fields, "essential");
    declaration->desirable = wm_draft_true(&one->draft->fields, "desirable");
    if (declaration->declared == WM_DECLARED_ACTIVITY)
        declaration->activity = declaration->code;
    return check_numbers(one);
}

// Names of other declarations -----------------------------------------------------------------------------------------

static enum wm_status read_names(struct one *one, const char *name, enum wm_declared declared,
                                 struct wm_codes *ret_codes) {
    struct wm_values values = wm_compile_values(wm_draft_field(&one->draft->fields, name));
    if (values.count == 0)
        return WM_OK;
    wm_code *codes = wm_arena_zero(one->compile->arena, values.count, sizeof *codes);
    if (codes == NULL)
        return wm_error_no_memory(one->error);
    for (uint32_t i = 0; i < values.count; i++) {
        struct wm_declaration *named;
        enum wm_status status = wm_compile_declaration(one->compile, declared, &values.values[i], &named, one->error);
        if (status != WM_OK)
            return status;
        codes[i] = named->code;
    }
    *ret_codes = (struct wm_codes){codes, values.count};
    return WM_OK;
}

static enum wm_status read_valid(struct one *one) {
    const struct wm_draft_value *valid = wm_draft_field(&one->draft->fields, "valid");
    struct wm_declaration *declaration = one->declaration;
    if (valid == NULL)
        return WM_OK;
    if (valid->type == WM_DRAFT_SPAN) {
        declaration->has_valid = true;
        declaration->valid = valid->span;
        return WM_OK;
    }
    const struct wm_parameter *parameter;
    enum wm_status status = wm_compile_parameter(one->compile, valid->text, valid->where, &parameter, one->error);
    if (status != WM_OK)
        return status;
    if (parameter->type != WM_VALUE_SPAN) {
        wm_error_set(one->error, WM_RULES, "wrong-type", "course \"%s\": `valid` is a span, parameter \"%s\" is %s",
                     declaration->id, parameter->id, wm_value_type_name(parameter->type));
        return wm_draft_where(one->error, valid->where);
    }
    declaration->valid_parameter = parameter;
    declaration->has_valid = parameter->origin != WM_ORIGIN_UNSET;
    declaration->valid = parameter->value.span;
    return WM_OK;
}

static enum wm_status read_scale(struct one *one) {
    static const int words[] = {WM_DECLARED_SCALE, -1};
    const struct wm_draft_declaration *framework = one->compile->drafts[WM_WORD_FRAMEWORK][0];
    const char *id = wm_draft_text(has(one, "scale") ? &one->draft->fields : &framework->fields, "scale");
    if (id == NULL)
        return WM_OK;
    const struct wm_name *name = wm_compile_find(one->compile, WM_DECLARED_SCALE, id);
    if (name == NULL)
        return wm_compile_unknown(one->compile, words, "`scale`", id,
                                  has(one, "scale") ? one->draft->where : framework->where, one->error);
    one->declaration->scale = &one->compile->scales[name->at];
    return WM_OK;
}

static enum wm_status read_competency(struct one *one) {
    const struct wm_draft_value *domain = wm_draft_field(&one->draft->fields, "domain");
    struct wm_declaration *named = NULL;
    enum wm_status status = WM_OK;
    if (domain != NULL)
        status = wm_compile_declaration(one->compile, WM_DECLARED_DOMAIN, domain, &named, one->error);
    if (status != WM_OK)
        return status;
    one->declaration->domain = named;
    status = read_scale(one);
    return status == WM_OK ? wm_compile_anchors(one->compile, one->draft->index, one->error) : status;
}

static enum wm_status link_one(struct one *one) {
    struct wm_declaration *declaration = one->declaration;
    enum wm_status status = WM_OK;
    switch (declaration->declared) {
    case WM_DECLARED_SCALE: declaration->scale = &one->compile->scales[one->draft->index]; break;
    case WM_DECLARED_COMPETENCY: return read_competency(one);
    case WM_DECLARED_COURSE:
        status = read_names(one, "teaches", WM_DECLARED_COMPETENCY, &declaration->teaches);
        if (status == WM_OK)
            status = read_names(one, "after", WM_DECLARED_COURSE, &declaration->after);
        return status == WM_OK ? read_valid(one) : status;
    case WM_DECLARED_ITEM: return read_names(one, "verify", WM_DECLARED_METHOD, &declaration->verify);
    case WM_DECLARED_PAY: return wm_compile_pay(one->compile, one->draft->index, one->error);
    default: break;
    }
    return status;
}

static enum wm_status each(struct wm_compile *compile, enum wm_status (*step)(struct one *), struct wm_error *error) {
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        for (uint32_t i = 0; i < compile->draft->counts[declared]; i++) {
            struct one one = {compile, compile->drafts[declared][i], &compile->declarations[declared][i], error};
            enum wm_status status = step(&one);
            if (status != WM_OK)
                return status;
        }
    }
    return WM_OK;
}

enum wm_status wm_compile_declarations(struct wm_compile *compile, struct wm_error *error) {
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        uint32_t count = compile->draft->counts[declared];
        struct wm_declaration *declarations = wm_arena_zero(compile->arena, count + 1u, sizeof *declarations);
        if (declarations == NULL)
            return wm_error_no_memory(error);
        for (uint32_t i = 0; i < count; i++) {
            declarations[i].declared = (enum wm_declared)declared;
            declarations[i].where = compile->drafts[declared][i]->where;
        }
        compile->declarations[declared] = declarations;
        compile->framework->declarations[declared] = declarations;
        compile->framework->declaration_counts[declared] = count;
    }
    enum wm_status status = each(compile, read_plain, error);
    return status == WM_OK ? wm_compile_scales(compile, error) : status;
}

enum wm_status wm_compile_links(struct wm_compile *compile, struct wm_error *error) {
    return each(compile, link_one, error);
}
