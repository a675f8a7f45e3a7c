// SPDX-License-Identifier: MIT
#include "api/waymarkd/arguments.h"

#include "engine/base/code.h"
#include "engine/base/date.h"

#include <string.h>

#define DAY_SECONDS 86400

static const char *const options[] = {"--config", "--check", "--clock", "--help", "--version"};

const char *wm_arguments_help(void) {
    return "waymarkd - answers where people stand on their career frameworks, over a Unix socket\n"
           "\n"
           "usage: waymarkd [--config FILE] [--check]\n"
           "\n"
           "  --config FILE    the configuration (default " WM_ARGUMENTS_CONFIG ")\n"
           "  --check          reads the configuration and every rule pack, says what is wrong, starts nothing\n"
           "  --clock INSTANT  for tests: the daemon's time stands still there, such as 2026-09-01T08:30:00Z\n"
           "  --version, --help\n"
           "\n"
           "SIGTERM and SIGINT stop it once what is under way has been answered; the same again stops it at once.\n"
           "Exit status: 0 done, 1 it could not start or a check found something, 2 a wrong command line.\n";
}

// --- the clock ---

static bool two_digits(const char *text, int64_t below, int64_t *ret_number) {
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *ret_number = (text[0] - '0') * 10 + (text[1] - '0');
    return *ret_number < below;
}

static enum wm_status read_clock(const char *text, int64_t *ret_instant, struct wm_error *error) {
    static const char form[] = "2026-09-01T08:30:00Z";
    wm_day day = 0;
    int64_t hour = 0, minute = 0, second = 0;
    bool fine = strlen(text) == sizeof form - 1 && text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
                text[19] == 'Z' && wm_day_parse(text, 10, &day, NULL) == WM_OK;
    fine = fine && two_digits(text + 11, 24, &hour) && two_digits(text + 14, 60, &minute) &&
           two_digits(text + 17, 60, &second);
    if (fine) {
        *ret_instant = ((int64_t)day * DAY_SECONDS + hour * 3600 + minute * 60 + second) * 1000000;
        return WM_OK;
    }
    wm_error_set(error, WM_PARAMS, "wrong-type", "--clock wants an instant in UTC, not \"%s\"", text);
    wm_error_expected(error, "an instant such as %s", form);
    wm_error_found(error, "%s", text);
    return WM_PARAMS;
}

// --- all of them ---

static enum wm_status unknown(const char *text, struct wm_error *error) {
    struct wm_nearest nearest;
    if (text[0] != '-')
        return wm_error_set(error, WM_PARAMS, "unexpected", "\"%s\" is not an option: waymarkd takes nothing else",
                            text);
    wm_nearest_init(&nearest, text);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        wm_nearest_offer(&nearest, options[i]);
    wm_error_set(error, WM_PARAMS, "unknown-option", "there is no option %s", text);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

// The value of the option at `*i` ("--option value" or "--option=value"); NULL when it is another option.
static enum wm_status value_of(const char *option, int count, char *const *texts, int *i, const char **ret_value,
                               struct wm_error *error) {
    size_t length = strlen(option);
    if (strncmp(texts[*i], option, length) != 0)
        return WM_OK;
    const char *behind = texts[*i] + length;
    if (*behind == '=') {
        *ret_value = behind + 1;
    } else if (*behind == '\0' && *i + 1 < count && texts[*i + 1] != NULL) {
        *ret_value = texts[++*i];
    } else if (*behind == '\0') {
        return wm_error_set(error, WM_PARAMS, "missing-value", "%s wants a value behind it", option);
    }
    return WM_OK;
}

static enum wm_status read_one(int count, char *const *texts, int *i, struct wm_arguments *arguments,
                               struct wm_error *error) {
    const char *config = NULL, *clock = NULL;
    enum wm_status status = value_of("--config", count, texts, i, &config, error);
    if (status == WM_OK && config == NULL)
        status = value_of("--clock", count, texts, i, &clock, error);
    if (status != WM_OK)
        return status;
    if (config != NULL) {
        arguments->config = config;
    } else if (clock != NULL) {
        arguments->has_clock = true;
        return read_clock(clock, &arguments->clock, error);
    } else if (strcmp(texts[*i], "--check") == 0) {
        arguments->task = WM_TASK_CHECK;
    } else if (strcmp(texts[*i], "--help") == 0 || strcmp(texts[*i], "-h") == 0) {
        arguments->task = WM_TASK_HELP;
    } else if (strcmp(texts[*i], "--version") == 0) {
        arguments->task = WM_TASK_VERSION;
    } else {
        return unknown(texts[*i], error);
    }
    return WM_OK;
}

enum wm_status wm_arguments_parse(int count, char *const *texts, struct wm_arguments *ret_arguments,
                                  struct wm_error *error) {
    struct wm_arguments arguments = {.task = WM_TASK_SERVE, .config = WM_ARGUMENTS_CONFIG};
    for (int i = 1; i < count; i++) {
        enum wm_status status = read_one(count, texts, &i, &arguments, error);
        if (status != WM_OK)
            return status;
    }
    *ret_arguments = arguments;
    return WM_OK;
}
