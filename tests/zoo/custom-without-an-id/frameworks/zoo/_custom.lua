return custom { says = "Is calm",
  function (person) return true end,
}
