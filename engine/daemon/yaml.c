// SPDX-License-Identifier: MIT
#include "engine/daemon/yaml.h"

#include <string.h>
#include <yaml.h>

#define DEEPEST 8
#define MOST_NODES 10000

struct reading {
    yaml_parser_t parser;
    yaml_event_t event; // the present one; deleted before the next
    bool has_event;
    const char *file;
    struct wm_arena *arena;
    int nodes;
    struct wm_error *error;
};

const char *wm_yaml_type_name(enum wm_yaml_type type) {
    static const char *const names[] = {"a value", "a list", "a mapping"};
    return names[type];
}

static enum wm_status at(struct reading *reading, yaml_mark_t mark) {
    wm_error_where(reading->error, "%s:%zu:%zu", reading->file, mark.line + 1, mark.column + 1);
    return WM_CONFIG;
}

static enum wm_status parser_failed(struct reading *reading) {
    const yaml_parser_t *parser = &reading->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        return wm_error_no_memory(reading->error);
    const char *problem = parser->problem != NULL ? parser->problem : "it cannot be read";
    yaml_mark_t mark = parser->problem_mark;
    if (parser->error == YAML_READER_ERROR) // such as bytes that are not UTF-8: only an offset is known
        mark = parser->mark;
    wm_error_set(reading->error, WM_CONFIG, "yaml", "this is not YAML: %s", problem);
    return at(reading, mark);
}

static enum wm_status advance(struct reading *reading) {
    if (reading->has_event)
        yaml_event_delete(&reading->event);
    reading->has_event = false;
    if (!yaml_parser_parse(&reading->parser, &reading->event))
        return parser_failed(reading);
    reading->has_event = true;
    return WM_OK;
}

static enum wm_status refuse_marks(struct reading *reading, const yaml_char_t *anchor, const yaml_char_t *tag) {
    if (anchor != NULL) {
        wm_error_set(reading->error, WM_CONFIG, "anchor", "anchors and aliases are not used here: write the value out");
        return at(reading, reading->event.start_mark);
    }
    if (tag != NULL) {
        wm_error_set(reading->error, WM_CONFIG, "tag", "tags are not used here: write the value alone");
        return at(reading, reading->event.start_mark);
    }
    return WM_OK;
}

static enum wm_status refuse_event(struct reading *reading) {
    const yaml_event_t *event = &reading->event;
    const yaml_char_t something = 0;
    switch (event->type) {
    case YAML_ALIAS_EVENT: return refuse_marks(reading, &something, NULL);
    case YAML_SCALAR_EVENT: return refuse_marks(reading, event->data.scalar.anchor, event->data.scalar.tag);
    case YAML_SEQUENCE_START_EVENT:
        return refuse_marks(reading, event->data.sequence_start.anchor, event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return refuse_marks(reading, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    default: return WM_OK;
    }
}

static enum wm_status scalar(struct reading *reading, const char **ret_text) {
    const char *bytes = (const char *)reading->event.data.scalar.value;
    size_t length = reading->event.data.scalar.length;
    if (memchr(bytes, '\0', length) != NULL) {
        wm_error_set(reading->error, WM_CONFIG, "yaml", "a value may not hold a NUL character");
        return at(reading, reading->event.start_mark);
    }
    *ret_text = wm_arena_dup_n(reading->arena, bytes, length);
    return *ret_text != NULL ? WM_OK : wm_error_no_memory(reading->error);
}

static enum wm_status node_new(struct reading *reading, struct wm_yaml_node **ret_node) {
    if (++reading->nodes > MOST_NODES) {
        wm_error_set(reading->error, WM_CONFIG, "too-large", "there are more than %d values", MOST_NODES);
        return at(reading, reading->event.start_mark);
    }
    struct wm_yaml_node *node = wm_arena_zero(reading->arena, 1, sizeof *node);
    if (node == NULL)
        return wm_error_no_memory(reading->error);
    node->text = "";
    node->line = (int)reading->event.start_mark.line + 1;
    node->column = (int)reading->event.start_mark.column + 1;
    *ret_node = node;
    return WM_OK;
}

static enum wm_status read_node(struct reading *reading, int depth, struct wm_yaml_node **ret_node);

// The event is the key's scalar; afterwards the present event is the first of the value.
static enum wm_status read_key(struct reading *reading, const struct wm_yaml_node *container, const char **ret_key) {
    enum wm_status status = refuse_event(reading);
    if (status != WM_OK)
        return status;
    if (reading->event.type != YAML_SCALAR_EVENT) {
        wm_error_set(reading->error, WM_CONFIG, "key", "a key is a single word");
        return at(reading, reading->event.start_mark);
    }
    status = scalar(reading, ret_key);
    if (status != WM_OK)
        return status;
    for (const struct wm_yaml_node *node = container->first; node != NULL; node = node->next) {
        if (strcmp(node->key, *ret_key) == 0) {
            wm_error_set(reading->error, WM_CONFIG, "duplicate-key", "`%s` is given twice; the first is on line %d",
                         *ret_key, node->key_line);
            return at(reading, reading->event.start_mark);
        }
    }
    return WM_OK;
}

// Elements up to the end event, which is left as the present one.
static enum wm_status read_elements(struct reading *reading, int depth, struct wm_yaml_node *container) {
    const struct wm_yaml_node **link = &container->first;
    bool mapping = container->type == WM_YAML_MAPPING;
    yaml_event_type_t end = mapping ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT;
    enum wm_status status = advance(reading);
    while (status == WM_OK && reading->event.type != end) {
        const char *key = NULL;
        yaml_mark_t mark = reading->event.start_mark;
        if (mapping) {
            status = read_key(reading, container, &key);
            if (status == WM_OK)
                status = advance(reading);
        }
        struct wm_yaml_node *node = NULL;
        if (status == WM_OK)
            status = read_node(reading, depth + 1, &node);
        if (status != WM_OK)
            break;
        node->key = key;
        node->key_line = (int)mark.line + 1;
        node->key_column = (int)mark.column + 1;
        *link = node;
        link = &node->next;
        status = advance(reading);
    }
    return status;
}

// The present event begins the node; afterwards it is the node's last.
static enum wm_status read_node(struct reading *reading, int depth, struct wm_yaml_node **ret_node) {
    struct wm_yaml_node *node = NULL;
    enum wm_status status = refuse_event(reading);
    if (status == WM_OK)
        status = node_new(reading, &node);
    if (status != WM_OK)
        return status;
    if (depth > DEEPEST) {
        wm_error_set(reading->error, WM_CONFIG, "too-large", "this is nested deeper than %d", DEEPEST);
        return at(reading, reading->event.start_mark);
    }
    *ret_node = node;
    if (reading->event.type == YAML_SCALAR_EVENT) {
        node->type = WM_YAML_SCALAR;
        node->plain = reading->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        return scalar(reading, &node->text);
    }
    node->type = reading->event.type == YAML_SEQUENCE_START_EVENT ? WM_YAML_SEQUENCE : WM_YAML_MAPPING;
    return read_elements(reading, depth, node);
}

static enum wm_status read_stream(struct reading *reading, const struct wm_yaml_node **ret_root) {
    struct wm_yaml_node *root = NULL;
    enum wm_status status = advance(reading); // the stream's start
    if (status == WM_OK)
        status = advance(reading);
    if (status == WM_OK && reading->event.type == YAML_STREAM_END_EVENT) {
        status = node_new(reading, &root);
        if (status == WM_OK)
            root->type = WM_YAML_MAPPING;
    } else if (status == WM_OK) {
        status = advance(reading); // past the document's start
        if (status == WM_OK)
            status = read_node(reading, 0, &root);
        for (int i = 0; i < 2 && status == WM_OK; i++) // the document's end, and what follows it
            status = advance(reading);
        if (status == WM_OK && reading->event.type != YAML_STREAM_END_EVENT) {
            wm_error_set(reading->error, WM_CONFIG, "document", "only one document may stand in the file");
            status = at(reading, reading->event.start_mark);
        }
    }
    if (status == WM_OK)
        *ret_root = root;
    return status;
}

enum wm_status wm_yaml_read(const char *bytes, size_t length, const char *file, struct wm_arena *arena,
                            const struct wm_yaml_node **ret_root, struct wm_error *error) {
    struct reading reading = {.file = file, .arena = arena, .error = error};
    if (!yaml_parser_initialize(&reading.parser))
        return wm_error_no_memory(error);
    yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading.parser, (const unsigned char *)bytes, length);
    enum wm_status status = read_stream(&reading, ret_root);
    if (reading.has_event)
        yaml_event_delete(&reading.event);
    yaml_parser_delete(&reading.parser);
    return status;
}
