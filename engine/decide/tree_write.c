// SPDX-License-Identifier: MIT
// The tree of eligibility.explain.
#include "engine/criteria/ruleset.h"
#include "engine/decide/write.h"

enum { NODES_DEEPEST = 36 }; // two brackets each: replies nest no deeper than 80

static void write_node(struct wm_buffer *buffer, const struct wm_node *node, unsigned depth) {
    const struct wm_finding *finding = &node->finding;
    wm_buffer_byte(buffer, '{');
    wm_write_text_member(buffer, "verb", wm_verb_name(finding->criterion->verb));
    wm_write_text_member(buffer, "id", finding->id);
    wm_write_text_member(buffer, "says", finding->criterion->says);
    wm_write_text_member(buffer, "verdict", wm_verdict_name(finding->verdict));
    wm_write_reason(buffer, finding);
    if (finding->verdict != WM_VERDICT_UNKNOWN)
        wm_write_text_member(buffer, "message", finding->text);
    if (node->award != 0)
        wm_write_integer_member(buffer, "award", node->award);
    wm_write_recognised(buffer, node->recognised);
    wm_edition_write(buffer, "in_force", finding->criterion->edition);
    if (finding->criterion->added)
        wm_write_place_member(buffer, "added", finding->criterion->where);
    if (finding->criterion->query != NULL)
        wm_write_cited(buffer, finding);
    if (node->child_count > 0 && depth < NODES_DEEPEST) {
        wm_json_write_key(buffer, "children");
        wm_buffer_byte(buffer, '[');
        for (uint32_t i = 0; i < node->child_count; i++) {
            wm_json_write_comma(buffer);
            write_node(buffer, &node->children[i], depth + 1);
        }
        wm_buffer_byte(buffer, ']');
    }
    wm_buffer_byte(buffer, '}');
}

void wm_write_tree(struct wm_buffer *buffer, const struct wm_node *node) {
    write_node(buffer, node, 1);
}
