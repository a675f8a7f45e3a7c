// SPDX-License-Identifier: MIT
// A rule pack as a page for people who do not read Lua: `waymark rules doc`.
//
// The ladder, the matrix of competencies and levels, every criterion in words, the parameters and who set them, the
// catalogue, the sources. A framework is described with its suggested values, an organisation with its own. The same pack
// gives the same bytes. Blocking; jobs thread or offline.
#pragma once

#include "engine/lang/pack.h"

enum wm_doc_format {
    WM_DOC_MARKDOWN,
    WM_DOC_HTML // one page on its own: no script, nothing from outside
};
// "md" or "html". WM_PARAMS, reason "usage".
WM_MUST_USE enum wm_status wm_doc_find_format(const char *name, enum wm_doc_format *ret_format, struct wm_error *error);

// `pack` is "frameworks/<id>" or "organisations/<id>". Appends the page to `page`. Errors: as wm_pack_build; WM_LIMIT
// when the page would be longer than the buffer may be.
WM_MUST_USE enum wm_status wm_doc_run(const struct wm_pack_source *source, const char *pack,
                                      const struct wm_pack_limits *limits, enum wm_doc_format format,
                                      struct wm_buffer *page, struct wm_error *error);
