// SPDX-License-Identifier: MIT
#include "engine/plan/near.h"

#include "engine/plan/plan.h"

#define PLAN_LARGEST ((size_t)32 << 20)

// `ret_goes_on` false: nor for those after it.
static enum wm_status plan_one(const struct wm_question *question, const struct wm_level *level,
                               struct wm_standing_plan *plan, bool *ret_goes_on, struct wm_error *error) {
    const struct wm_plan_wish wish = {
        .levels = {level}, .level_count = 1, .by = WM_DAY_NONE, .budget = WM_PLAN_NEAR_BUDGET};
    struct wm_arena arena;
    struct wm_plan made;
    struct wm_error why;
    wm_arena_init(&arena, PLAN_LARGEST);
    enum wm_status status = wm_plan(question, &wish, &arena, &made, &why);
    if (status == WM_OK && made.possible)
        *plan = (struct wm_standing_plan){.possible = true,
                                          .hours = made.hours,
                                          .cost = made.cost,
                                          .untimed = made.untimed,
                                          .unpriced = made.unpriced,
                                          .finish = made.finish};
    *ret_goes_on = status == WM_OK;
    bool forgone = status == WM_BUSY || (status == WM_NO_MEMORY && arena.full);
    wm_arena_clear(&arena);
    if (status != WM_OK && !forgone && error != NULL)
        *error = why;
    return forgone ? WM_OK : status;
}

enum wm_status wm_plan_near(const struct wm_question *question, struct wm_arena *arena, struct wm_standing *standing,
                            struct wm_error *error) {
    struct wm_standing_plan *plans = wm_arena_zero(arena, standing->count, sizeof *plans);
    if (plans == NULL)
        return wm_error_no_memory(error);
    uint32_t planned = 0;
    bool goes_on = true;
    for (uint32_t i = 0; i < standing->count && planned < WM_PLAN_NEAR_MOST && goes_on; i++) {
        if (!standing->levels[i].near)
            continue;
        enum wm_status status = plan_one(question, standing->levels[i].level, &plans[i], &goes_on, error);
        if (status != WM_OK)
            return status;
        planned++;
    }
    standing->plans = plans;
    return WM_OK;
}
