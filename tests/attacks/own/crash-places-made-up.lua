-- fail with texts that look like places, to be taken for one
return function (person)
  local all = { 'a.lua:1: x', '\27[31m.lua:1: x', '\255\254.lua:9: x', '../../../etc/passwd.lua:1: x', '.lua:1: ', 'a.lua:99999999999999999999: x', 'attacked.lua:1: x', ('y'):rep(9000) .. '.lua:1: x', '%s%n.lua:1: %s' }
  local VARIANT = 0
  error(all[VARIANT + 1], 0)
end
