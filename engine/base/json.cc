// SPDX-License-Identifier: MIT
// The C face over simdjson's DOM parser: the only C++ here. A wm_json is a simdjson tape reference: the document and
// an index into its tape. Nothing here throws, except `operator new` as the language asks.
#define SIMDJSON_EXCEPTIONS 0

extern "C" {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow" // in C a struct and a function may share a name
#include "engine/base/json.h"
#pragma GCC diagnostic pop
}

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>

using simdjson::dom::document;
using simdjson::internal::tape_ref;
using simdjson::internal::tape_type;

static_assert(simdjson::SIMDJSON_PADDING <= WM_JSON_PADDING, "the padding that json.h promises is enough");

// What a parser allocates passes through the seam too: counted, and able to fail on purpose. Other users of C++ in the
// process (libraries' static objects, a plugin) get plain memory, which is not ours to count.
static thread_local bool in_parser;

namespace {
struct parser_scope { // a parser allocates and frees only in one of these
    parser_scope() {
        in_parser = true;
    }
    ~parser_scope() {
        in_parser = false;
    }
};
} // namespace

void *operator new(std::size_t size, const std::nothrow_t &) noexcept {
    // check-source: allow malloc - the seam counts only what a parser asks for
    return in_parser ? wm_alloc(size) : std::malloc(size > 0 ? size : 1);
}
void *operator new[](std::size_t size, const std::nothrow_t &) noexcept {
    return operator new(size, std::nothrow);
}
void *operator new(std::size_t size) {
    void *block = operator new(size, std::nothrow);
    if (block == nullptr)
        throw std::bad_alloc();
    return block;
}
void *operator new[](std::size_t size) {
    return operator new(size);
}
void operator delete(void *block) noexcept {
    if (in_parser)
        wm_free(block);
    else
        std::free(block); // check-source: allow free - as above
}
void operator delete[](void *block) noexcept {
    operator delete(block);
}
void operator delete(void *block, std::size_t) noexcept {
    operator delete(block);
}
void operator delete[](void *block, std::size_t) noexcept {
    operator delete(block);
}

namespace {

struct member_key {
    uint64_t prefix; // the first eight bytes, most significant first: decides most comparisons
    const char *data;
    size_t length;
};

constexpr uint32_t SATURATED = 0xffffffu; // the tape's own count of members, when there are more

// Parsers above this size are given back when many small texts follow a large one.
constexpr size_t LARGE = size_t{256} * 1024;
constexpr unsigned PATIENCE = 64;
constexpr size_t LEAST = 4096; // simdjson wants some, whatever the limit on the text is

} // namespace

struct wm_json_reader {
    simdjson::dom::parser parser;
    size_t longest;
    unsigned deepest;
    unsigned small_in_a_row;
    char *copy; // of wm_json_parse_copy, padded
    size_t copy_size;
    member_key *keys;
    size_t key_room;
};

static tape_ref ref_of(struct wm_json value) {
    return tape_ref(static_cast<const document *>(value.document), value.index);
}

static struct wm_json value_of(const tape_ref &ref) {
    return {ref.doc, ref.json_index};
}

static simdjson::dom::parser new_parser(size_t longest) {
    return simdjson::dom::parser(std::max(longest, LEAST));
}

extern "C" enum wm_status wm_json_reader_new(size_t longest, unsigned deepest, struct wm_json_reader **ret_reader,
                                             struct wm_error *error) {
    void *memory = wm_alloc(sizeof(wm_json_reader));
    if (memory == nullptr)
        return wm_error_no_memory(error);
    (void)simdjson::get_active_implementation()->name(); // its static objects, before a parser needs them
    parser_scope scope;
    *ret_reader = new (memory) wm_json_reader{new_parser(longest), longest, deepest, 0, nullptr, 0, nullptr, 0};
    return WM_OK;
}

extern "C" void wm_json_reader_free(struct wm_json_reader *reader) {
    if (reader == nullptr)
        return;
    wm_free(reader->copy);
    wm_free(reader->keys);
    {
        parser_scope scope;
        reader->~wm_json_reader();
    }
    wm_free(reader);
}

// --- duplicate keys ---

static bool same(const std::string_view &a, const std::string_view &b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size()) == 0;
}

// `object` stands on an object's opening; calls visit(key) for each member until it gives false.
template <typename Visit> static void each_key(tape_ref object, Visit visit) {
    size_t end = object.after_element() - 1;
    tape_ref at(object.doc, object.json_index + 1);
    while (at.json_index < end) {
        if (!visit(at.get_string_view()))
            return;
        at.json_index++; // the value follows its key
        at.json_index = at.after_element();
    }
}

static bool few_keys_repeat(tape_ref object, std::string_view *ret_key) {
    std::string_view seen[16];
    size_t count = 0;
    bool found = false;
    each_key(object, [&](std::string_view key) {
        for (size_t i = 0; i < count && !found; i++)
            found = same(seen[i], key);
        if (found)
            *ret_key = key;
        else
            seen[count++] = key;
        return !found;
    });
    return found;
}

static uint64_t prefix_of(std::string_view key) {
    uint64_t prefix = 0;
    for (size_t i = 0; i < 8; i++)
        prefix = prefix << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0u);
    return prefix;
}

static bool key_before(const member_key &a, const member_key &b) {
    if (a.prefix != b.prefix)
        return a.prefix < b.prefix;
    if (a.length != b.length)
        return a.length < b.length;
    return std::memcmp(a.data, b.data, a.length) < 0;
}

// Sorting has no bad inputs, which a hash table with chosen keys would have.
static enum wm_status many_keys_repeat(wm_json_reader *reader, tape_ref object, size_t count,
                                       std::string_view *ret_key) {
    if (count > reader->key_room) {
        void *keys = wm_realloc(reader->keys, count * sizeof(member_key));
        if (keys == nullptr)
            return WM_NO_MEMORY;
        reader->keys = static_cast<member_key *>(keys);
        reader->key_room = count;
    }
    size_t filled = 0;
    member_key *keys = reader->keys;
    each_key(object, [&](std::string_view key) {
        keys[filled++] = {prefix_of(key), key.data(), key.size()};
        return filled < count;
    });
    std::sort(keys, keys + filled, key_before);
    for (size_t i = 1; i < filled; i++) {
        if (!key_before(keys[i - 1], keys[i])) {
            *ret_key = std::string_view(keys[i].data, keys[i].length);
            return WM_REQUEST;
        }
    }
    return WM_OK;
}

static size_t count_keys(tape_ref object) {
    size_t count = 0;
    each_key(object, [&](std::string_view) {
        count++;
        return true;
    });
    return count;
}

// Where the container at `target` stands, from the root down: "params.records[3]".
static void write_path(struct wm_buffer *path, tape_ref at, size_t target) {
    while (at.json_index != target) {
        bool object = at.tape_ref_type() == tape_type::START_OBJECT;
        size_t position = 0;
        at.json_index++;
        for (;; position++) {
            std::string_view key;
            if (object) {
                key = at.get_string_view();
                at.json_index++;
            }
            if (target < at.after_element()) {
                if (object && path->length > 0)
                    wm_buffer_byte(path, '.');
                if (object)
                    wm_buffer_add(path, key.data(), key.size());
                else
                    wm_buffer_printf(path, "[%zu]", position);
                break;
            }
            at.json_index = at.after_element();
        }
    }
}

static enum wm_status duplicate(tape_ref root, size_t object, std::string_view key, struct wm_error *error) {
    struct wm_buffer path;
    wm_buffer_init(&path, 4096);
    write_path(&path, root, object);
    if (path.length > 0)
        wm_buffer_byte(&path, '.');
    wm_buffer_add(&path, key.data(), key.size());
    int shown = static_cast<int>(std::min<size_t>(key.size(), 100));
    wm_error_set(error, WM_REQUEST, "duplicate-key", "the key \"%.*s\" stands twice in one object", shown, key.data());
    wm_error_where(error, "%s", path.failed || path.data == nullptr ? "" : path.data);
    wm_buffer_clear(&path);
    return WM_REQUEST;
}

static enum wm_status check_object(wm_json_reader *reader, tape_ref root, tape_ref object, struct wm_error *error) {
    std::string_view key;
    enum wm_status status = WM_OK;
    size_t count = object.scope_count() < SATURATED ? object.scope_count() : count_keys(object);
    if (count <= 16)
        status = few_keys_repeat(object, &key) ? WM_REQUEST : WM_OK;
    else
        status = many_keys_repeat(reader, object, count, &key);
    if (status == WM_REQUEST)
        return duplicate(root, object.json_index, key, error);
    return status == WM_OK ? WM_OK : wm_error_no_memory(error);
}

static enum wm_status parse_error(const wm_json_reader *reader, simdjson::error_code code, struct wm_error *error);

// One pass over the tape; each object's own keys are looked at once, skipping what is nested in it. The depth again,
// because simdjson does not count a container that is empty.
static enum wm_status check_tape(wm_json_reader *reader, tape_ref root, struct wm_error *error) {
    size_t end = root.after_element();
    size_t depth = 0;
    for (tape_ref at = root; at.json_index < end; at.json_index++) {
        tape_type type = at.tape_ref_type();
        if (type == tape_type::INT64 || type == tape_type::UINT64 || type == tape_type::DOUBLE)
            at.json_index++; // the number itself, which could look like anything
        if (type == tape_type::END_ARRAY || type == tape_type::END_OBJECT)
            depth--;
        if (type != tape_type::START_ARRAY && type != tape_type::START_OBJECT)
            continue;
        if (++depth > reader->deepest)
            return parse_error(reader, simdjson::DEPTH_ERROR, error);
        enum wm_status status = type == tape_type::START_OBJECT ? check_object(reader, root, at, error) : WM_OK;
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

// --- parsing ---

static enum wm_status parse_error(const wm_json_reader *reader, simdjson::error_code code, struct wm_error *error) {
    switch (code) {
    case simdjson::MEMALLOC: return wm_error_no_memory(error);
    case simdjson::CAPACITY:
        return wm_error_set(error, WM_LIMIT, "length", "the text is longer than %zu bytes", reader->longest);
    case simdjson::DEPTH_ERROR:
        return wm_error_set(error, WM_LIMIT, "depth", "arrays and objects are nested deeper than %u", reader->deepest);
    case simdjson::UTF8_ERROR: return wm_error_set(error, WM_PARSE, "utf-8", "the text is not valid UTF-8");
    case simdjson::EMPTY: return wm_error_set(error, WM_PARSE, "json", "the text is empty");
    case simdjson::NUMBER_ERROR: return wm_error_set(error, WM_PARSE, "json", "a number is malformed or too large");
    default:
        return wm_error_set(error, WM_PARSE, "json", "the text is not valid JSON: %s", simdjson::error_message(code));
    }
}

// A parser keeps about ten bytes per byte of the largest text it saw.
static void give_back(wm_json_reader *reader, size_t length) {
    bool idle = reader->parser.capacity() > LARGE && length < LARGE / 8;
    reader->small_in_a_row = idle ? reader->small_in_a_row + 1 : 0;
    if (reader->small_in_a_row < PATIENCE)
        return;
    reader->small_in_a_row = 0;
    {
        parser_scope scope;
        reader->parser = new_parser(reader->longest);
    }
    wm_free(reader->keys);
    reader->keys = nullptr;
    reader->key_room = 0;
    wm_free(reader->copy);
    reader->copy = nullptr;
    reader->copy_size = 0;
}

static simdjson::error_code tape_from(wm_json_reader *reader, const char *text, size_t length) {
    parser_scope scope;
    if (reader->parser.capacity() < length || reader->parser.capacity() == 0) {
        size_t room = std::min(reader->parser.max_capacity(), std::max(LEAST, length + length / 2));
        // simdjson counts the root as one level.
        simdjson::error_code code = reader->parser.allocate(room, size_t{reader->deepest} + 1);
        if (code != simdjson::SUCCESS) {
            reader->parser = new_parser(reader->longest); // half allocated is of no use
            return code;
        }
    }
    return reader->parser.parse(text, length, false).error();
}

static enum wm_status parse(wm_json_reader *reader, const char *text, size_t length, struct wm_json *ret_value,
                            struct wm_error *error) {
    if (length > reader->longest)
        return parse_error(reader, simdjson::CAPACITY, error);
    simdjson::error_code code = tape_from(reader, text, length);
    if (code != simdjson::SUCCESS)
        return parse_error(reader, code, error);
    tape_ref top(&reader->parser.doc, 1); // 0 is the root word
    enum wm_status status = check_tape(reader, top, error);
    if (status == WM_OK)
        *ret_value = value_of(top);
    return status;
}

extern "C" enum wm_status wm_json_parse(struct wm_json_reader *reader, const char *text, size_t length,
                                        struct wm_json *ret_value, struct wm_error *error) {
    give_back(reader, length);
    return parse(reader, text, length, ret_value, error);
}

extern "C" enum wm_status wm_json_parse_copy(struct wm_json_reader *reader, const char *text, size_t length,
                                             struct wm_json *ret_value, struct wm_error *error) {
    if (length > reader->longest)
        return parse_error(reader, simdjson::CAPACITY, error);
    give_back(reader, length);
    if (reader->copy_size < length + WM_JSON_PADDING) {
        void *copy = wm_realloc(reader->copy, length + WM_JSON_PADDING);
        if (copy == nullptr)
            return wm_error_no_memory(error);
        reader->copy = static_cast<char *>(copy);
        reader->copy_size = length + WM_JSON_PADDING;
    }
    if (length > 0)
        std::memcpy(reader->copy, text, length);
    std::memset(reader->copy + length, 0, WM_JSON_PADDING);
    return parse(reader, reader->copy, length, ret_value, error);
}

// --- values ---

extern "C" enum wm_json_type wm_json_type(struct wm_json value) {
    if (value.document == nullptr)
        return WM_JSON_ABSENT;
    switch (ref_of(value).tape_ref_type()) {
    case tape_type::START_ARRAY: return WM_JSON_ARRAY;
    case tape_type::START_OBJECT: return WM_JSON_OBJECT;
    case tape_type::STRING: return WM_JSON_STRING;
    case tape_type::INT64: return WM_JSON_INTEGER;
    case tape_type::UINT64: // simdjson uses it only above INT64_MAX
    case tape_type::DOUBLE: return WM_JSON_DECIMAL;
    case tape_type::TRUE_VALUE:
    case tape_type::FALSE_VALUE: return WM_JSON_BOOLEAN;
    case tape_type::NULL_VALUE: return WM_JSON_NULL;
    default: return WM_JSON_ABSENT;
    }
}

extern "C" bool wm_json_boolean(struct wm_json value) {
    return wm_json_type(value) == WM_JSON_BOOLEAN && ref_of(value).is_true();
}

extern "C" int64_t wm_json_integer(struct wm_json value) {
    return wm_json_type(value) == WM_JSON_INTEGER ? ref_of(value).next_tape_value<int64_t>() : 0;
}

extern "C" double wm_json_double(struct wm_json value) {
    if (wm_json_type(value) == WM_JSON_INTEGER)
        return static_cast<double>(ref_of(value).next_tape_value<int64_t>());
    if (wm_json_type(value) != WM_JSON_DECIMAL)
        return 0;
    if (ref_of(value).is_uint64())
        return static_cast<double>(ref_of(value).next_tape_value<uint64_t>());
    return ref_of(value).next_tape_value<double>();
}

extern "C" struct wm_text wm_json_text(struct wm_json value) {
    if (wm_json_type(value) != WM_JSON_STRING)
        return {"", 0};
    std::string_view text = ref_of(value).get_string_view();
    return {text.data(), text.size()};
}

extern "C" size_t wm_json_count(struct wm_json value) {
    enum wm_json_type type = wm_json_type(value);
    if (type != WM_JSON_ARRAY && type != WM_JSON_OBJECT)
        return 0;
    uint32_t count = ref_of(value).scope_count();
    if (count < SATURATED)
        return count;
    size_t counted = 0;
    struct wm_json_iterator iterator = wm_json_iterate(value);
    struct wm_json element;
    while (wm_json_next(&iterator, nullptr, &element))
        counted++;
    return counted;
}

extern "C" struct wm_json wm_json_member(struct wm_json object, const char *key) {
    std::string_view wanted(key);
    struct wm_json_iterator iterator = wm_json_iterate(object);
    struct wm_text name;
    struct wm_json value;
    while (iterator.object && wm_json_next(&iterator, &name, &value))
        if (same(std::string_view(name.data, name.length), wanted))
            return value;
    return {nullptr, 0};
}

extern "C" struct wm_json_iterator wm_json_iterate(struct wm_json container) {
    enum wm_json_type type = wm_json_type(container);
    if (type != WM_JSON_ARRAY && type != WM_JSON_OBJECT)
        return {{nullptr, 0}, 0, false};
    size_t end = ref_of(container).after_element() - 1; // its closing word
    return {{container.document, container.index + 1}, end, type == WM_JSON_OBJECT};
}

extern "C" bool wm_json_next(struct wm_json_iterator *iterator, struct wm_text *ret_key, struct wm_json *ret_value) {
    if (iterator->at.document == nullptr || iterator->at.index >= iterator->end)
        return false;
    tape_ref at = ref_of(iterator->at);
    if (iterator->object) {
        std::string_view key = at.get_string_view();
        if (ret_key != nullptr)
            *ret_key = {key.data(), key.size()};
        at.json_index++;
    }
    *ret_value = value_of(at);
    iterator->at.index = at.after_element();
    return true;
}

extern "C" bool wm_json_beyond_int64(struct wm_json value, uint64_t *ret_number) {
    if (value.document == nullptr || !ref_of(value).is_uint64())
        return false;
    *ret_number = ref_of(value).next_tape_value<uint64_t>();
    return true;
}
