// SPDX-License-Identifier: MIT
// The parameters of a framework: what is set, by whom, and what is not.
#include "api/cli/framework.h"

static const char *say_origin(struct wm_text origin) {
    static const struct {
        const char *origin, *says;
    } words[] = {
        {"default", "as the source states"},
        {"suggested", "as suggested, which the organisation accepts"},
        {"organisation", "set by the organisation"},
        {"departs-from-source", "set by the organisation, and not what the source states"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (wm_show_is(origin, words[i].origin))
            return words[i].says;
    return "";
}

static void add_value(struct wm_buffer *text, struct wm_json value, struct wm_text type) {
    struct wm_json_iterator iterator = wm_json_iterate(value);
    struct wm_json one;
    switch (wm_json_type(value)) {
    case WM_JSON_STRING: wm_buffer_add(text, wm_json_text(value).data, wm_json_text(value).length); break;
    case WM_JSON_BOOLEAN: wm_buffer_text(text, wm_json_boolean(value) ? "yes" : "no"); break;
    case WM_JSON_ARRAY:
        for (bool first = true; wm_json_next(&iterator, NULL, &one); first = false) {
            wm_buffer_text(text, first ? "" : ", ");
            add_value(text, one, type);
        }
        if (wm_json_count(value) == 0)
            wm_buffer_text(text, "none");
        break;
    default: wm_json_write_canonical(text, value); wm_buffer_text(text, wm_show_is(type, "percent") ? " %" : "");
    }
}

static void show_parameter(struct wm_cli *cli, struct wm_json parameter) {
    struct wm_text id = wm_result_text(parameter, "id");
    struct wm_text says = wm_result_text(parameter, "says");
    struct wm_text origin = wm_result_text(parameter, "origin");
    struct wm_text type = wm_result_text(parameter, "type");
    struct wm_json suggested = wm_json_member(parameter, "suggested");
    struct wm_buffer value;
    wm_buffer_init(&value, 1 << 16);
    bool unset = wm_show_is(origin, "unset");
    if (unset && wm_json_type(suggested) != WM_JSON_ABSENT)
        wm_buffer_text(&value, ", suggested: ");
    if (!unset || value.length > 0)
        add_value(&value, unset ? suggested : wm_json_member(parameter, "value"), type);
    const char *shown = value.data != NULL ? value.data : "";
    if (unset)
        wm_terminal_item(cli->out, 2, WM_TONE_DOUBT, "?", WM_TONE_DOUBT, "%.*s: not set%s", WM_SHOW(id), shown);
    else
        wm_terminal_item(cli->out, 2, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "%.*s: %s, %s", WM_SHOW(id), shown,
                         say_origin(origin));
    if (says.length > 0)
        wm_terminal_item(cli->out, 4, WM_TONE_PLAIN, "", WM_TONE_FAINT, "%.*s", WM_SHOW(says));
    cli->out->text.failed = cli->out->text.failed || value.failed;
    wm_buffer_clear(&value);
}

void wm_framework_parameters(struct wm_cli *cli, struct wm_json framework) {
    struct wm_json parameters = wm_json_member(framework, "parameters");
    struct wm_json parameter;
    size_t unset = 0;
    if (wm_json_count(parameters) == 0)
        return;
    for (struct wm_json_iterator i = wm_json_iterate(parameters); wm_json_next(&i, NULL, &parameter);)
        unset += wm_show_is(wm_result_text(parameter, "origin"), "unset") ? 1 : 0;
    wm_terminal_blank(cli->out);
    wm_terminal_line(cli->out, WM_TONE_STRONG, "Parameters: %zu of %zu not set", unset, wm_json_count(parameters));
    for (struct wm_json_iterator i = wm_json_iterate(parameters); wm_json_next(&i, NULL, &parameter);)
        show_parameter(cli, parameter);
}
