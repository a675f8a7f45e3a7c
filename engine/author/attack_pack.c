// SPDX-License-Identifier: MIT
#include "engine/author/attack_pack.h"

#include <stdio.h>
#include <string.h>

#define PATH(name) "frameworks/attack/" name

static const char framework[] = "framework 'attack' { title = 'Attack', scale = 'points' }\n"
                                "scale 'points' { [0] = 'None', 'Some', 'Much' }\n"
                                "competency 'listening' { title = 'Listening' }\n"
                                "course 'kindness' { title = 'Kindness' }\n";

// What the files of a neutral corpus expect: constructors of criteria as objects, a portfolio with three methods, and
// the names of stock Lua to be there to look at (false instead of the fault that an unknown name is), so that they go as
// far as they can. Objects refuse a wrong self, as ours in C do.
static const char names[] =
    "for _, name in ipairs {\n"
    "  '_G', '_VERSION', 'collectgarbage', 'coroutine', 'debug', 'dofile', 'getmetatable', 'io', 'load', 'loadfile',\n"
    "  'loadstring', 'module', 'next', 'os', 'package', 'print', 'rawequal', 'rawget', 'rawlen', 'rawset', 'require',\n"
    "  'setmetatable', 'utf8', 'warn', 'xpcall', 'unpack', 'newproxy', 'getfenv', 'setfenv', 'bit32', 'jit', 'arg',\n"
    "} do _ENV[name] = false end\n"
    "local made = {}\n"
    "local function depth(value) return made[value] or error('this is no criterion', 3) end\n"
    "local function object(name, deep)\n"
    "  if type(name) ~= 'string' or #name == 0 or #name > 128 then error('a name has 1 to 128 bytes', 3) end\n"
    "  if deep > 32 then error('criteria are nested too deep', 3) end\n"
    "  local self = {}\n"
    "  function self.describe(it) depth(it) return name end\n"
    "  function self.at_least(it, n) depth(it) return math.tointeger(n) and it or error('a number', 2) end\n"
    "  made[self] = deep\n"
    "  return self\n"
    "end\n"
    "local function join(what, ...)\n"
    "  local deep = 0\n"
    "  if select('#', ...) > 64 then error('too many criteria', 3) end\n"
    "  for i = 1, select('#', ...) do deep = math.max(deep, depth((select(i, ...)))) end\n"
    "  return object(what, deep + 1)\n"
    "end\n"
    "function criterion(name) return object(name, 1) end\n"
    "function all_of(...) return join('all', ...) end\n"
    "function any_of(...) return join('any', ...) end\n"
    "function model(person)\n"
    "  return {\n"
    "    count = function(_, i) return person.count('training') + (math.tointeger(i) or 0) end,\n"
    "    field = function(_, name) return tostring(name) .. ' ' .. person.count('training') end,\n"
    "    items = function() return person.records('training') end,\n"
    "  }\n"
    "end\n";

#define MODELLED(variable, id, file)                                                                                   \
    "include '_names'\n"                                                                                               \
    "local judge, asked = include '" file "', model\n"                                                                 \
    "if type(judge) ~= 'function' then error 'the file gives no function' end\n" variable " = custom { id = '" id      \
    "', says = 'it is so', function (person) return judge(asked(person)) end }\n"

static const char modelled[] = MODELLED("attacked", "attacked", "_attack");
static const char canary[] = MODELLED("canary", "canary", "_canary");
static const char plain[] = "attacked = custom { id = 'attacked', says = 'it is so', include '_attack' }\n";
static const char attacked_level[] = "level 'attacked' { title = 'Attacked', requires = attacked }\n";
static const char canary_level[] = "level 'canary' { title = 'Canary', requires = canary }\n";

static void add(struct wm_attack_pack *pack, const char *path, const char *bytes, size_t length) {
    pack->files[pack->held.count++] = (struct wm_ruleset_file){path, bytes, length};
}

void wm_attack_pack_make(const struct wm_attack_list *list, const struct wm_attack *attack, const char *text,
                         size_t length, struct wm_attack_pack *ret_pack) {
    struct wm_attack_pack *pack = ret_pack;
    *pack = (struct wm_attack_pack){.held = {.count = 0}};
    pack->held.files = pack->files;
    pack->source = wm_pack_files_source(&pack->held);
    add(pack, PATH("framework.lua"), framework, sizeof framework - 1);
    add(pack, PATH("_names.lua"), names, sizeof names - 1);
    if (text != NULL && attack->help == WM_ATTACK_HELP_PACK) {
        add(pack, PATH("attack.lua"), text, length);
    } else if (text != NULL) {
        bool model = attack->help == WM_ATTACK_HELP_MODEL;
        add(pack, PATH("_attack.lua"), text, length);
        add(pack, PATH("attack.lua"), model ? modelled : plain, strlen(model ? modelled : plain));
    }
    if (text != NULL && attack->evals > 0)
        add(pack, PATH("levels.lua"), attacked_level, sizeof attacked_level - 1);
    if (list->canary.length > 0) {
        add(pack, PATH("_canary.lua"), list->canary.data, list->canary.length);
        add(pack, PATH("canary.lua"), canary, sizeof canary - 1);
        add(pack, PATH("zcanary.lua"), canary_level, sizeof canary_level - 1);
    }
}

enum wm_status wm_attack_person(uint32_t number, struct wm_portfolio **ret_portfolio, struct wm_error *error) {
    struct wm_portfolio_builder *builder = NULL;
    enum wm_status status = wm_portfolio_builder_new(&builder, error);
    for (uint32_t i = 0; i <= number && status == WM_OK; i++) {
        const struct wm_record training = {.kind = WM_KIND_TRAINING,
                                           .subject = {"kindness", 8},
                                           .outcome = {"completed", 9},
                                           .on = (wm_day)(19000 + i),
                                           .until = WM_DAY_NONE};
        const struct wm_record score = {.kind = WM_KIND_ASSESSMENT,
                                        .subject = {"attack/listening", 16},
                                        .has_value = true,
                                        .value = (wm_number)(i % 3) * WM_NUMBER_ONE,
                                        .on = (wm_day)(19100 + i),
                                        .until = WM_DAY_NONE,
                                        .by = {"ben", 3},
                                        .as = {"assessor", 8}};
        status = wm_portfolio_builder_add(builder, 2 * i + 1, &training, error);
        if (status == WM_OK)
            status = wm_portfolio_builder_add(builder, 2 * i + 2, &score, error);
    }
    if (status == WM_OK)
        status = wm_portfolio_builder_finish(builder, ret_portfolio, error);
    wm_portfolio_builder_free(builder);
    return status;
}
