// SPDX-License-Identifier: MIT
#include "api/cli/words.h"

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Copies the word at `at` without its quotation marks; returns the place behind it, NULL when one stays open.
static const char *take_word(const char *at, const char *end, char *word) {
    char quote = '\0';
    for (; at < end && (quote != '\0' || !is_space(*at)); at++) {
        if (quote == '\0' && (*at == '"' || *at == '\''))
            quote = *at;
        else if (*at == quote)
            quote = '\0';
        else if (*at == '\\' && quote != '\'' && at + 1 < end)
            *word++ = *++at;
        else
            *word++ = *at;
    }
    *word = '\0';
    return quote == '\0' ? at : NULL;
}

enum wm_status wm_words_split(struct wm_arena *arena, struct wm_text line, const char ***ret_words, size_t *ret_count,
                              struct wm_error *error) {
    const char *at = line.data, *end = line.data + line.length;
    const char **words = wm_arena_zero(arena, line.length / 2 + 1, sizeof *words);
    size_t count = 0;
    if (words == NULL)
        return wm_error_no_memory(error);
    for (;;) {
        while (at < end && is_space(*at))
            at++;
        if (at == end || *at == '#')
            break;
        char *word = wm_arena_alloc(arena, (size_t)(end - at) + 1);
        if (word == NULL)
            return wm_error_no_memory(error);
        words[count++] = word;
        at = take_word(at, end, word);
        if (at == NULL)
            return wm_error_set(error, WM_PARAMS, "quote", "a quotation mark is not closed");
    }
    *ret_words = words;
    *ret_count = count;
    return WM_OK;
}
