// SPDX-License-Identifier: MIT
#include "api/cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { EVERY = 100, WIDEST_BAR = 40, NARROWEST_BAR = 10, WORDS = 44 };

static int64_t now(void) {
    struct timespec moment;
    if (clock_gettime(CLOCK_MONOTONIC, &moment) != 0)
        return 0;
    return (int64_t)moment.tv_sec * 1000 + moment.tv_nsec / 1000000;
}

void wm_progress_init(struct wm_progress *progress, struct wm_terminal *terminal, const char *what, const char *unit) {
    *progress = (struct wm_progress){.terminal = terminal, .what = what, .unit = unit, .started = now()};
}

int64_t wm_progress_elapsed(const struct wm_progress *progress) {
    return now() - progress->started;
}

const char *wm_progress_number(int64_t number) {
    enum { TEXTS = 3, SIZE = 32 };
    static _Thread_local char texts[TEXTS][SIZE];
    static _Thread_local size_t turn;
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRId64, number < 0 ? 0 : number);
    char *text = texts[turn++ % TEXTS];
    size_t at = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            text[at++] = ',';
        text[at++] = digits[i];
    }
    text[at] = '\0';
    return text;
}

static void draw_bar(struct wm_terminal *terminal, int64_t done, int64_t total) {
    int64_t width = (int64_t)terminal->columns - WORDS;
    width = width > WIDEST_BAR ? WIDEST_BAR : width < NARROWEST_BAR ? NARROWEST_BAR : width;
    int64_t part = done >= total ? width : done * width / total;
    wm_terminal_begin(terminal, WM_TONE_GOOD);
    for (int64_t i = 0; i < part; i++)
        wm_buffer_text(&terminal->text, "█");
    wm_terminal_end(terminal, WM_TONE_GOOD);
    for (int64_t i = part; i < width; i++)
        wm_buffer_text(&terminal->text, "░");
    wm_terminal_put(terminal, WM_TONE_PLAIN, " %3d %%  ", (int)(done >= total ? 100 : done * 100 / total));
}

void wm_progress_draw(struct wm_progress *progress, int64_t done, int64_t total, int64_t count, bool last) {
    struct wm_terminal *terminal = progress->terminal;
    int64_t moment = now();
    if (!terminal->live || (!last && progress->shown && moment - progress->drawn < EVERY))
        return;
    int64_t elapsed = moment - progress->started;
    int64_t rate = elapsed > 0 ? count * 1000 / elapsed : 0;
    wm_terminal_raw(terminal, "\r\x1b[2K", 5);
    wm_terminal_put(terminal, WM_TONE_PLAIN, "%s  ", progress->what);
    if (total > 0)
        draw_bar(terminal, done, total);
    wm_terminal_put(terminal, WM_TONE_PLAIN, "%s %s  %s/s", wm_progress_number(count), progress->unit,
                    wm_progress_number(rate));
    if (last)
        wm_terminal_blank(terminal);
    struct wm_error error;
    if (wm_terminal_flush(terminal, &error) != WM_OK)
        terminal->live = false; // a bar that cannot be drawn is no reason to stop
    progress->shown = !last;
    progress->drawn = moment;
}

void wm_progress_wipe(struct wm_progress *progress) {
    if (progress->shown)
        wm_terminal_raw(progress->terminal, "\r\x1b[2K", 5);
    progress->shown = false;
}
