// SPDX-License-Identifier: MIT
// A configuration: refused with a reason and, unless memory gave out, a place in the file; or complete and in bounds.
#include "engine/daemon/config.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void check_refusal(const struct wm_error *error) {
    wm_require(error->status == WM_CONFIG || error->status == WM_NO_MEMORY);
    wm_require(error->reason[0] != '\0' && error->message[0] != '\0');
    wm_require(error->status == WM_NO_MEMORY || strncmp(error->where, "w.yaml:", 7) == 0);
}

static void check_config(const struct wm_config *config) {
    wm_require(config->store[0] == '/' && config->socket[0] == '/');
    wm_require(config->rule_count > 0 && config->socket_mode <= 0777);
    for (size_t i = 0; i < config->rule_count; i++)
        wm_require(config->rules[i][0] == '/');
#define X(name, unit, standard, least, most)                                                                           \
    wm_require(config->limits.name <= (uint64_t)(most) && config->limits.name + 1 > (uint64_t)(least));
    WM_CONFIG_LIMITS(X)
#undef X
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct wm_error error = {.status = WM_OK};
    struct wm_config config;
    if (wm_config_parse((const char *)bytes, length, "w.yaml", &config, &error) != WM_OK) {
        check_refusal(&error);
        return 0;
    }
    check_config(&config);
    wm_config_clear(&config);
    return 0;
}
