// SPDX-License-Identifier: MIT
// Requests and answers held against api/openrpc.json: the part of JSON Schema that the document uses (type, properties,
// required, additionalProperties, items, enum, const, pattern, minimum, maximum, minItems, $ref).
//
// A schema with a keyword that is not known here is a failure, so that nothing in the document goes unchecked.
#pragma once

#include "engine/base/json.h"

struct wm_openrpc;

// Fails the test when the file is not there or not JSON.
struct wm_openrpc *wm_openrpc_open(const char *path);
void wm_openrpc_close(struct wm_openrpc *openrpc); // accepts NULL
struct wm_json wm_openrpc_document(const struct wm_openrpc *openrpc);
struct wm_json wm_openrpc_method(const struct wm_openrpc *openrpc, const char *name); // absent when there is none

// False, with where and why, when the document does not allow it.
bool wm_openrpc_allows_params(struct wm_openrpc *openrpc, const char *method, struct wm_json params, char why[400]);
// One answer, {"jsonrpc":…,"id":…,"result":…} or with "error": then the code must be one of the method's errors, and the
// reason one of that error's.
bool wm_openrpc_allows_answer(struct wm_openrpc *openrpc, const char *method, struct wm_json answer, char why[400]);
// The same for a value and a schema of the document.
bool wm_openrpc_allows(struct wm_openrpc *openrpc, struct wm_json schema, struct wm_json value, char why[400]);

// Prints every property of a result that no value allowed so far has had, and gives their number.
size_t wm_openrpc_unseen(const struct wm_openrpc *openrpc);
