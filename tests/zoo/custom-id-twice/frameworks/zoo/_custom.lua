local a = custom { id = "calm", says = "Is calm",
  function (person) return true end,
}
local b = custom { id = "calm", says = "Stays calm",
  function (person) return true end,
}
return all { a, b }
