-- fail with a text that moves the cursor, starts a line of a log, and looks like a place in another file
return function (person)
  error('\27[2J\r\n2026-01-01 BUG lang: \0%s%n /etc/passwd.lua:7: \255\254', 0)
end
