// SPDX-License-Identifier: MIT
// YAML as a configuration needs it: one document of mappings, sequences and scalars, read into a small tree.
//
// Refused, with file:line:column: anchors, aliases and tags, keys that are not scalars, a key twice in one mapping, a
// second document, nesting deeper than 8, more than 10,000 nodes.
#pragma once

#include "engine/base/memory.h"

#include <stdbool.h>

enum wm_yaml_type { WM_YAML_SCALAR, WM_YAML_SEQUENCE, WM_YAML_MAPPING };

struct wm_yaml_node {
    enum wm_yaml_type type;
    const char *text; // SCALAR: its value, NUL-terminated; else ""
    bool plain;       // SCALAR: written without quotes
    int line, column; // from 1
    const char *key;  // in a mapping: the key this is the value of; else NULL
    int key_line, key_column;
    const struct wm_yaml_node *first; // of a SEQUENCE or MAPPING: its elements
    const struct wm_yaml_node *next;  // the next one in the container
};

// Everything is on the arena. An empty document gives an empty mapping. `file` names it in errors.
// WM_CONFIG, reasons `yaml`, `anchor`, `tag`, `duplicate-key`, `key`, `document`, `too-large`; WM_NO_MEMORY.
WM_MUST_USE enum wm_status wm_yaml_read(const char *bytes, size_t length, const char *file, struct wm_arena *arena,
                                        const struct wm_yaml_node **ret_root, struct wm_error *error);
const char *wm_yaml_type_name(enum wm_yaml_type type); // "a value", "a list", "a mapping"
