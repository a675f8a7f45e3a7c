// SPDX-License-Identifier: MIT
#include "api/cli/prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HISTORY = 1000, OFFERS_MOST = 65536, LABEL = 160 };

struct wm_prompt {
    EditLine *editor;
    History *history;
    FILE *input;
    locale_t locale, before; // the editor's, and what there was: it thinks in characters, and ours are UTF-8
    char label[LABEL];
    wm_prompt_complete *complete;
    void *context;
    bool abandoned;
};

struct wm_prompt_offers {
    const char *word; // at the cursor
    size_t length;
    struct wm_arena arena;
    const char **names;
    size_t count, room;
    bool failed;
};

// Completion ---------------------------------------------------------------------------------------------------------

void wm_prompt_offer(struct wm_prompt_offers *offers, const char *name) {
    if (strncmp(name, offers->word, offers->length) != 0 || offers->failed)
        return;
    if (offers->count == offers->room) {
        size_t room = offers->room == 0 ? 64 : offers->room * 2;
        const char **names = room <= OFFERS_MOST ? wm_arena_zero(&offers->arena, room, sizeof *names) : NULL;
        offers->failed = names == NULL;
        if (offers->failed)
            return;
        if (offers->count > 0)
            memcpy(names, offers->names, offers->count * sizeof *names);
        offers->names = names;
        offers->room = room;
    }
    const char *copy = wm_arena_dup(&offers->arena, name);
    offers->failed = copy == NULL;
    if (copy != NULL)
        offers->names[offers->count++] = copy;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(struct wm_prompt_offers *offers) {
    size_t kept = 0;
    if (offers->count > 0)
        qsort(offers->names, offers->count, sizeof offers->names[0], by_name);
    for (size_t i = 0; i < offers->count; i++)
        if (kept == 0 || strcmp(offers->names[kept - 1], offers->names[i]) != 0)
            offers->names[kept++] = offers->names[i];
    offers->count = kept;
}

// How many bytes all of them begin with in common.
static size_t common(const struct wm_prompt_offers *offers) {
    size_t length = strlen(offers->names[0]);
    for (size_t i = 1; i < offers->count; i++) {
        size_t same = 0;
        while (same < length && offers->names[i][same] == offers->names[0][same])
            same++;
        length = same;
    }
    return length;
}

static void list(const struct wm_prompt_offers *offers) {
    fputc('\n', stdout);
    for (size_t i = 0; i < offers->count; i++)
        fprintf(stdout, "%s%s", offers->names[i], i + 1 < offers->count ? "  " : "\n");
    fflush(stdout);
}

static unsigned char finish(EditLine *editor, struct wm_prompt_offers *offers) {
    if (offers->failed || offers->count == 0)
        return CC_REFRESH_BEEP;
    size_t length = common(offers);
    const char *name = offers->names[0];
    char *rest = wm_arena_printf(&offers->arena, "%.*s%s", (int)(length - offers->length), name + offers->length,
                                 offers->count == 1 && name[length - 1] != '=' ? " " : "");
    if (rest == NULL || (rest[0] != '\0' && el_insertstr(editor, rest) != 0))
        return CC_REFRESH_BEEP;
    if (rest[0] != '\0')
        return CC_REFRESH;
    list(offers);
    return CC_REDISPLAY;
}

static struct wm_prompt *prompt_of(EditLine *editor) {
    void *prompt = NULL;
    el_get(editor, EL_CLIENTDATA, &prompt);
    return prompt;
}

static unsigned char complete(EditLine *editor, int key) {
    (void)key;
    struct wm_prompt *prompt = prompt_of(editor);
    const LineInfo *line = el_line(editor);
    const char *word = line->cursor;
    while (word > line->buffer && word[-1] != ' ')
        word--;
    struct wm_prompt_offers offers = {.word = word, .length = (size_t)(line->cursor - word)};
    wm_arena_init(&offers.arena, (size_t)OFFERS_MOST * 256);
    prompt->complete(prompt->context, (struct wm_text){line->buffer, (size_t)(word - line->buffer)}, &offers);
    sort(&offers);
    unsigned char result = finish(editor, &offers);
    wm_arena_clear(&offers.arena);
    return result;
}

// The line -----------------------------------------------------------------------------------------------------------

static unsigned char abandon(EditLine *editor, int key) {
    (void)key;
    prompt_of(editor)->abandoned = true;
    fputs("^C", stdout);
    return CC_NEWLINE;
}

static char *label_of(EditLine *editor) {
    return prompt_of(editor)->label;
}

// Keys: those that ~/.editrc asks for, and ours.
static void set_keys(EditLine *editor) {
    el_set(editor, EL_EDITOR, "emacs");
    el_source(editor, NULL);
    // The wide form: the other one copies the texts and loses them.
    el_wset(editor, EL_ADDFN, L"waymark-complete", L"complete a name", complete);
    el_set(editor, EL_BIND, "^I", "waymark-complete", NULL);
    el_wset(editor, EL_ADDFN, L"waymark-abandon", L"begin the line anew", abandon);
    el_set(editor, EL_BIND, "^C", "waymark-abandon", NULL);
    el_set(editor, EL_SETTY, "-d", "-isig", NULL);
}

static enum wm_status start(struct wm_prompt *prompt, int input, struct wm_error *error) {
    HistEvent event;
    int copy = fcntl(input, F_DUPFD_CLOEXEC, 0);
    prompt->input = copy >= 0 ? fdopen(copy, "r") : NULL;
    if (prompt->input == NULL) {
        int number = errno;
        if (copy >= 0)
            close(copy);
        return wm_error_system(error, number, "the terminal");
    }
    prompt->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (prompt->locale != (locale_t)0)
        prompt->before = uselocale(prompt->locale);
    prompt->history = history_init();
    prompt->editor = el_init("waymark", prompt->input, stdout, stderr);
    if (prompt->history == NULL || prompt->editor == NULL)
        return wm_error_no_memory(error);
    history(prompt->history, &event, H_SETSIZE, HISTORY);
    history(prompt->history, &event, H_SETUNIQUE, 1);
    el_set(prompt->editor, EL_CLIENTDATA, prompt);
    el_set(prompt->editor, EL_PROMPT, label_of);
    el_set(prompt->editor, EL_HIST, history, prompt->history);
    set_keys(prompt->editor);
    return WM_OK;
}

enum wm_status wm_prompt_open(int input, const char *label, wm_prompt_complete *complete_with, void *context,
                              struct wm_prompt **ret_prompt, struct wm_error *error) {
    struct wm_prompt *prompt = wm_alloc_zero(1, sizeof *prompt);
    if (prompt == NULL)
        return wm_error_no_memory(error);
    prompt->complete = complete_with;
    prompt->context = context;
    snprintf(prompt->label, sizeof prompt->label, "%s", label);
    enum wm_status status = start(prompt, input, error);
    if (status != WM_OK)
        wm_prompt_close(prompt);
    else
        *ret_prompt = prompt;
    return status;
}

void wm_prompt_close(struct wm_prompt *prompt) {
    if (prompt == NULL)
        return;
    if (prompt->editor != NULL)
        el_end(prompt->editor);
    if (prompt->history != NULL)
        history_end(prompt->history);
    if (prompt->locale != (locale_t)0) {
        uselocale(prompt->before);
        freelocale(prompt->locale);
    }
    if (prompt->input != NULL)
        fclose(prompt->input);
    wm_free(prompt);
}

enum wm_status wm_prompt_next(struct wm_prompt *prompt, struct wm_text *ret_line, bool *ret_more,
                              struct wm_error *error) {
    HistEvent event;
    int length = 0;
    prompt->abandoned = false;
    const char *line = el_gets(prompt->editor, &length);
    *ret_more = line != NULL && length > 0;
    if (line == NULL && length < 0)
        return wm_error_system(error, errno, "the terminal could not be read");
    if (!*ret_more)
        return WM_OK;
    size_t end = strcspn(line, "\r\n");
    *ret_line = (struct wm_text){line, prompt->abandoned ? 0 : end};
    if (ret_line->length > 0)
        history(prompt->history, &event, H_ENTER, line);
    return WM_OK;
}
