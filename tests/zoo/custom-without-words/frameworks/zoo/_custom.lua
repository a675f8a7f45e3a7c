return custom { id = "calm",
  function (person) return true end,
}
