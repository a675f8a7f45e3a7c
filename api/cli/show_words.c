// SPDX-License-Identifier: MIT
// Signs, colours and words of outcomes and verdicts, and who somebody is.
#include "api/cli/show.h"

#include <string.h>

bool wm_show_is(struct wm_text text, const char *word) {
    return text.length == strlen(word) && memcmp(text.data, word, text.length) == 0;
}

struct wm_text wm_show_framework(struct wm_text name) {
    const char *slash = memchr(name.data, '/', name.length);
    return (struct wm_text){name.data, slash != NULL ? (size_t)(slash - name.data) : 0};
}

struct wm_text wm_show_own_name(struct wm_text name) {
    size_t skip = wm_show_framework(name).length;
    skip += skip > 0;
    return (struct wm_text){name.data + skip, name.length - skip};
}

static bool is_good(struct wm_text outcome) {
    return wm_show_is(outcome, "eligible") || wm_show_is(outcome, "met");
}

static bool is_bad(struct wm_text outcome) {
    return wm_show_is(outcome, "not-eligible") || wm_show_is(outcome, "unmet");
}

const char *wm_show_mark(struct wm_text outcome) {
    return is_good(outcome) ? "✓" : is_bad(outcome) ? "✗" : "?";
}

enum wm_tone wm_show_tone(struct wm_text outcome) {
    return is_good(outcome) ? WM_TONE_GOOD : is_bad(outcome) ? WM_TONE_BAD : WM_TONE_DOUBT;
}

const char *wm_show_outcome(struct wm_text outcome) {
    return is_good(outcome) ? "eligible" : is_bad(outcome) ? "not eligible" : "indeterminate";
}

enum wm_exit wm_show_exit(struct wm_text outcome) {
    return is_good(outcome) ? WM_EXIT_DONE : is_bad(outcome) ? WM_EXIT_NOT_ELIGIBLE : WM_EXIT_INDETERMINATE;
}

const char *wm_show_reason(struct wm_cli *cli, struct wm_text reason) {
    static const struct {
        const char *reason, *says;
    } sentences[] = {
        {"not-yet", "it is dated after the day that was asked about"},
        {"wrong-outcome", "its outcome does not count here"},
        {"formative", "it is formative: for learning, not for progressing"},
        {"wrong-assessor", "whoever recorded it did not do so in a capacity that counts here"},
        {"wrong-method", "its method does not count here"},
        {"too-small", "its share of full time is too small"},
        {"expired", "it is no longer in date"},
        {"too-old", "it was too long ago"},
        {"superseded", "a later one has replaced it"},
        {"too-low", "it is below what is needed"},
    };
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++)
        if (wm_show_is(reason, sentences[i].reason))
            return sentences[i].says;
    return wm_arena_dup_n(&cli->arena, reason.data, reason.length);
}

void wm_show_title(struct wm_cli *cli, const char *title) {
    wm_terminal_blank(cli->out);
    wm_terminal_line(cli->out, WM_TONE_STRONG, "%s", title);
}

void wm_show_anchor(struct wm_cli *cli, struct wm_json written) {
    struct wm_text head = wm_result_text(written, "head");
    if (head.length > 0)
        wm_terminal_item(cli->out, 0, WM_TONE_FAINT, "anchor:", WM_TONE_FAINT, "%lld %.*s",
                         (long long)wm_result_integer(written, "ledger", 0), WM_SHOW(head));
}

enum wm_status wm_show_person(struct wm_cli *cli, const char *person, const char **ret_text, struct wm_error *error) {
    struct wm_buffer params;
    struct wm_result result = {0};
    bool known = false;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "person", person);
    enum wm_status status = wm_ask_if_known(cli, "person.get", &params, &result, &known, error);
    if (status == WM_OK) {
        struct wm_text name = known ? wm_result_text(result.value, "name") : (struct wm_text){"", 0};
        char *text = name.length > 0 ? wm_arena_printf(&cli->arena, "%.*s (%s)", WM_SHOW(name), person)
                                     : wm_arena_dup(&cli->arena, person);
        if (text != NULL)
            *ret_text = text;
        else
            status = wm_error_no_memory(error);
    }
    wm_result_clear(&result);
    return status;
}
