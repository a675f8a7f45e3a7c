// SPDX-License-Identifier: MIT
// rpc.discover: what can be called.
#include "api/methods/discover.h"

#include "api/methods/families.h"

static const struct wm_parameter_form no_forms[] = {
    {.name = NULL},
};

static enum wm_status discover(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)call;
    (void)error;
    wm_buffer_add(result, wm_openrpc, wm_openrpc_length);
    return WM_OK;
}

const struct wm_method wm_discover_methods[] = {
    {.name = "rpc.discover", .right = WM_RIGHT_SYSTEM, .parameters = no_forms, .run = discover},
    {.name = NULL},
};
