// SPDX-License-Identifier: MIT
#include "api/waymarkd/arguments.h"

#include "api/waymarkd/check.h"
#include "api/waymarkd/serve.h"
#include "engine/base/code.h"
#include "engine/base/date.h"
#include "engine/base/digest.h"

#include <stdio.h>

enum { DONE, FAILED, USAGE };

static int check(const struct wm_config *config) {
    bool fine = wm_check_run(config, stdout, stderr);
    return fine && fflush(stdout) == 0 ? DONE : FAILED;
}

static int serve(const struct wm_config *config) {
    wm_log_configure(config->log_level, config->log_format);
    return wm_serve(config) ? DONE : FAILED;
}

static int run(const struct wm_arguments *arguments) {
    struct wm_error error;
    struct wm_config config;
    enum wm_status status = wm_digest_start(&error);
    if (status == WM_OK)
        status = wm_config_load(arguments->config, &config, &error);
    if (status != WM_OK) {
        wm_check_print(stderr, &error);
        return FAILED;
    }
    if (arguments->has_clock)
        wm_instant_set(arguments->clock);
    int result = arguments->task == WM_TASK_CHECK ? check(&config) : serve(&config);
    wm_config_clear(&config);
    wm_code_forget_all();
    return result;
}

int main(int count, char **texts) {
    struct wm_error error;
    struct wm_arguments arguments;
    if (wm_arguments_parse(count, texts, &arguments, &error) != WM_OK) {
        fputs("waymarkd: ", stderr);
        wm_check_print(stderr, &error);
        fputs("`waymarkd --help` lists the options.\n", stderr);
        return USAGE;
    }
    switch (arguments.task) {
    case WM_TASK_HELP: fputs(wm_arguments_help(), stdout); return DONE;
    case WM_TASK_VERSION: puts("waymarkd " WM_VERSION); return DONE;
    default: return run(&arguments);
    }
}
