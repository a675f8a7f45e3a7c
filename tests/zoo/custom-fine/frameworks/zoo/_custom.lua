return custom { id = "calm", says = "Is calm",
  function (person) return true end,
}
