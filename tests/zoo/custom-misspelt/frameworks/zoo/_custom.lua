return custon { id = "calm", says = "Is calm",
  function (person) return true end,
}
