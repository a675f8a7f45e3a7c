// SPDX-License-Identifier: MIT
// The system's time zone database (TZif, RFC 8536), read by ourselves: the C library's own functions keep one zone
// for the whole process. A few zones stay read, in static memory, so that the loop rarely opens a file.
#include "engine/base/date.h"

#include "engine/base/fault.h"
#include "engine/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "/usr/share/zoneinfo"
#define FILE_LARGEST ((size_t)64 * 1024)
#define TRANSITIONS 1024u // the fullest zone of the database has about 500
#define ZONES 16u
#define NAME_SIZE 64u
#define FOOTER_SIZE 64u

struct transition {
    int64_t at;     // seconds since 1970
    int32_t offset; // seconds east of UTC from then on
};

enum rule_kind { RULE_JULIAN, RULE_DAY, RULE_WEEKDAY };

struct rule { // when in a year the clock changes
    enum rule_kind kind;
    int month, week, day; // day alone for JULIAN (1-365, no 29 February) and DAY (0-365)
    int32_t seconds;      // after midnight, local time
};

struct footer { // what holds after the last transition
    bool present;
    bool summer; // whether there is a second offset with its rules
    int32_t standard_offset, summer_offset;
    struct rule begin, end;
};

struct zone {
    char name[NAME_SIZE]; // empty = free
    int32_t first_offset; // before the first transition
    size_t count;
    struct transition transitions[TRANSITIONS];
    struct footer footer;
};

// The footer: a POSIX TZ text such as "GMT0BST,M3.5.0/1,M10.5.0".

static bool scan_number(const char **text, int most, int *ret_number) {
    int number = 0;
    const char *at = *text;
    if (*at < '0' || *at > '9')
        return false;
    for (; *at >= '0' && *at <= '9'; at++) {
        number = 10 * number + (*at - '0');
        if (number > most)
            return false;
    }
    *text = at;
    *ret_number = number;
    return true;
}

// [+-]hours[:minutes[:seconds]]
static bool scan_time(const char **text, int32_t *ret_seconds) {
    int parts[3] = {0, 0, 0};
    bool negative = **text == '-';
    if (**text == '-' || **text == '+')
        (*text)++;
    if (!scan_number(text, 167, &parts[0]))
        return false;
    for (int i = 1; i < 3 && **text == ':'; i++) {
        (*text)++;
        if (!scan_number(text, 59, &parts[i]))
            return false;
    }
    int32_t seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
    *ret_seconds = negative ? -seconds : seconds;
    return true;
}

// An abbreviation: three letters or more, or anything in <>.
static bool skip_name(const char **text) {
    const char *at = *text;
    if (*at == '<') {
        at = strchr(at, '>');
        if (at == NULL)
            return false;
        *text = at + 1;
        return true;
    }
    while ((*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z'))
        at++;
    bool fine = at - *text >= 3;
    *text = at;
    return fine;
}

static bool scan_month_rule(const char **text, struct rule *rule) {
    (*text)++;
    if (!scan_number(text, 12, &rule->month) || rule->month < 1 || *(*text)++ != '.')
        return false;
    if (!scan_number(text, 5, &rule->week) || rule->week < 1 || *(*text)++ != '.')
        return false;
    return scan_number(text, 6, &rule->day);
}

static bool scan_rule(const char **text, struct rule *ret_rule) {
    struct rule rule = {.kind = RULE_DAY, .seconds = 7200};
    if (*(*text)++ != ',')
        return false;
    if (**text == 'M') {
        rule.kind = RULE_WEEKDAY;
        if (!scan_month_rule(text, &rule))
            return false;
    } else {
        if (**text == 'J') {
            rule.kind = RULE_JULIAN;
            (*text)++;
        }
        if (!scan_number(text, 365, &rule.day) || (rule.kind == RULE_JULIAN && rule.day < 1))
            return false;
    }
    if (**text == '/') {
        (*text)++;
        if (!scan_time(text, &rule.seconds))
            return false;
    }
    *ret_rule = rule;
    return true;
}

static bool scan_footer(const char *text, struct footer *ret_footer) {
    struct footer footer = {.present = true};
    int32_t west; // POSIX counts westwards
    if (*text == '\0') {
        ret_footer->present = false;
        return true;
    }
    if (!skip_name(&text) || !scan_time(&text, &west))
        return false;
    footer.standard_offset = -west;
    if (*text != '\0') {
        footer.summer = true;
        footer.summer_offset = footer.standard_offset + 3600;
        if (!skip_name(&text))
            return false;
        if (*text != ',') {
            if (!scan_time(&text, &west))
                return false;
            footer.summer_offset = -west;
        }
        if (!scan_rule(&text, &footer.begin) || !scan_rule(&text, &footer.end))
            return false;
    }
    *ret_footer = footer;
    return *text == '\0';
}

static int64_t rule_second(const struct rule *rule, int year) {
    wm_day new_year = wm_day_of(year, 1, 1);
    wm_day day = new_year + rule->day;
    if (rule->kind == RULE_JULIAN) {
        bool leap = wm_day_of(year, 3, 1) - new_year == 60;
        day = new_year + rule->day - 1 + (leap && rule->day >= 60 ? 1 : 0);
    } else if (rule->kind == RULE_WEEKDAY) {
        wm_day first = wm_day_of(year, rule->month, 1);
        wm_day next = wm_day_add_months(first, 1);
        int weekday = (int)(((first + 4) % 7 + 7) % 7); // 1970-01-01 was a Thursday
        day = first + (rule->day - weekday + 7) % 7 + 7 * (rule->week - 1);
        while (day >= next)
            day -= 7;
    }
    return (int64_t)day * 86400 + rule->seconds;
}

static int32_t footer_offset(const struct footer *footer, int64_t second) {
    if (!footer->summer)
        return footer->standard_offset;
    int64_t local = second + footer->standard_offset;
    int year, month, day;
    wm_day_split((wm_day)(local / 86400 - (local % 86400 < 0 ? 1 : 0)), &year, &month, &day);
    int64_t begin = rule_second(&footer->begin, year) - footer->standard_offset;
    int64_t end = rule_second(&footer->end, year) - footer->summer_offset;
    bool summer = begin < end ? second >= begin && second < end : second >= begin || second < end;
    return summer ? footer->summer_offset : footer->standard_offset;
}

// The file: a version 1 block, which we skip, then the same again with 64-bit times, then the footer.

static uint64_t big_endian(const unsigned char *bytes, size_t count) {
    uint64_t number = 0;
    for (size_t i = 0; i < count; i++)
        number = number << 8 | bytes[i];
    return number;
}

#define HEADER_SIZE 44u

struct block {
    const unsigned char *body;
    size_t utc, standard, leaps, times, types, letters;
};

static size_t block_size(const struct block *block, size_t time_size) {
    return block->times * (time_size + 1) + block->types * 6 + block->letters + block->leaps * (time_size + 4) +
           block->standard + block->utc;
}

static bool block_read(const unsigned char *bytes, size_t length, size_t time_size, struct block *ret_block) {
    if (length < HEADER_SIZE || memcmp(bytes, "TZif", 4) != 0 || bytes[4] < '2')
        return false;
    size_t counts[6];
    for (size_t i = 0; i < 6; i++) {
        counts[i] = (size_t)big_endian(bytes + 20 + 4 * i, 4);
        if (counts[i] > FILE_LARGEST)
            return false;
    }
    *ret_block = (struct block){bytes + HEADER_SIZE, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]};
    return block_size(ret_block, time_size) <= length - HEADER_SIZE && ret_block->types > 0;
}

static bool transitions_read(const struct block *block, struct zone *zone) {
    const unsigned char *indexes = block->body + block->times * 8;
    const unsigned char *types = indexes + block->times;
    if (block->times > TRANSITIONS)
        return false;
    for (size_t i = 0; i < block->times; i++) {
        if (indexes[i] >= block->types)
            return false;
        zone->transitions[i].at = (int64_t)big_endian(block->body + 8 * i, 8);
        zone->transitions[i].offset = (int32_t)(uint32_t)big_endian(types + 6 * (size_t)indexes[i], 4);
        if (i > 0 && zone->transitions[i].at <= zone->transitions[i - 1].at)
            return false;
    }
    zone->count = block->times;
    zone->first_offset = (int32_t)(uint32_t)big_endian(types, 4);
    return true;
}

static bool zone_parse(const unsigned char *bytes, size_t length, struct zone *zone) {
    struct block block;
    if (!block_read(bytes, length, 4, &block))
        return false;
    size_t skip = HEADER_SIZE + block_size(&block, 4);
    if (!block_read(bytes + skip, length - skip, 8, &block) || !transitions_read(&block, zone))
        return false;
    skip += HEADER_SIZE + block_size(&block, 8);
    const char *footer = (const char *)bytes + skip;
    const char *end = length - skip >= 2 ? memchr(footer + 1, '\n', length - skip - 1) : NULL;
    if (end == NULL || footer[0] != '\n' || end - footer > (ptrdiff_t)FOOTER_SIZE)
        return false;
    char text[FOOTER_SIZE];
    size_t size = (size_t)(end - footer) - 1;
    memcpy(text, footer + 1, size);
    text[size] = '\0';
    return scan_footer(text, &zone->footer);
}

static int32_t offset_at(const struct zone *zone, int64_t second) {
    if (zone->count == 0 || second >= zone->transitions[zone->count - 1].at) {
        if (zone->footer.present)
            return footer_offset(&zone->footer, second);
        return zone->count > 0 ? zone->transitions[zone->count - 1].offset : zone->first_offset;
    }
    size_t low = 0; // how many transitions are at or before `second`
    size_t high = zone->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->transitions[middle].at <= second)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? zone->first_offset : zone->transitions[low - 1].offset;
}

// Zones already read; the lock covers them all. The oldest makes room for a new one.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct zone zones[ZONES];
static size_t oldest;

static bool name_fits(const char *name) {
    size_t length = strnlen(name, NAME_SIZE);
    if (length == 0 || length >= NAME_SIZE || name[0] == '/' || name[length - 1] == '/')
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        bool fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
                    c == '+' || c == '-' || c == '/';
        if (!fine) // so no `..` either
            return false;
    }
    return true;
}

static enum wm_status unknown_zone(const char *name, struct wm_error *error) {
    wm_error_set(error, WM_NOT_FOUND, "unknown-timezone", "there is no time zone \"%.64s\" in this system's database",
                 name);
    wm_error_expected(error, "a name like \"Europe/London\" from " FOLDER);
    wm_error_found(error, "%s", name);
    return WM_NOT_FOUND;
}

static enum wm_status zone_read(const char *name, struct zone *zone, struct wm_error *error) {
    int folder = wm_fault_at("timezone-folder") ? -1 : open(FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return wm_error_set(error, WM_SYSTEM, "no-timezone-database",
                            "there is no time zone database in " FOLDER ": install the package tzdata");
    // Names of the database may be links to each other; name_fits() has kept the path inside.
    char path[sizeof FOLDER + NAME_SIZE + 1] = FOLDER "/";
    memcpy(path + sizeof FOLDER, name, strlen(name) + 1);
    struct wm_buffer bytes;
    enum wm_status status = wm_file_read(path, FILE_LARGEST, &bytes, error);
    close(folder);
    if (status == WM_NO_MEMORY)
        return status;
    if (status != WM_OK)
        return unknown_zone(name, error);
    bool fine = zone_parse((const unsigned char *)bytes.data, bytes.length, zone);
    wm_buffer_clear(&bytes);
    return fine ? WM_OK : unknown_zone(name, error);
}

// Under the lock.
static enum wm_status zone_find(const char *name, const struct zone **ret_zone, struct wm_error *error) {
    if (!name_fits(name))
        return unknown_zone(name, error);
    for (size_t i = 0; i < ZONES; i++) {
        if (strcmp(zones[i].name, name) == 0) {
            *ret_zone = &zones[i];
            return WM_OK;
        }
    }
    struct zone *zone = &zones[oldest];
    zone->name[0] = '\0'; // half-read ones are never found
    if (strcmp(name, "UTC") == 0) {
        zone->count = 0;
        zone->first_offset = 0;
        zone->footer = (struct footer){.present = false};
    } else {
        enum wm_status status = zone_read(name, zone, error);
        if (status != WM_OK)
            return status;
    }
    memcpy(zone->name, name, strlen(name) + 1);
    oldest = (oldest + 1) % ZONES;
    *ret_zone = zone;
    return WM_OK;
}

enum wm_status wm_timezone_check(const char *zone_name, struct wm_error *error) {
    const struct zone *zone;
    pthread_mutex_lock(&lock);
    enum wm_status status = zone_find(zone_name, &zone, error);
    pthread_mutex_unlock(&lock);
    return status;
}

enum wm_status wm_day_at(int64_t instant, const char *zone_name, wm_day *ret_day, struct wm_error *error) {
    int64_t second = instant / 1000000 - (instant % 1000000 < 0 ? 1 : 0);
    const struct zone *zone;
    int64_t local = 0;
    pthread_mutex_lock(&lock);
    enum wm_status status = zone_find(zone_name, &zone, error);
    if (status == WM_OK)
        local = second + offset_at(zone, second);
    pthread_mutex_unlock(&lock);
    if (status != WM_OK)
        return status;
    int64_t day = local / 86400 - (local % 86400 < 0 ? 1 : 0);
    if (day < WM_DAY_FIRST || day > WM_DAY_LAST)
        return wm_error_set(error, WM_PARAMS, "date-out-of-range", "the moment is not between the years 1900 and 2199");
    *ret_day = (wm_day)day;
    return WM_OK;
}
