-- What @TITLE@ expects of the rules it adopted. Run them: waymark rules test @PATH@
test "somebody who has done all that is asked for @LEVEL@" {
  as_of = "2026-09-01", @KIND@ = "@LEVEL@", person = { meeting "@LEVEL@" },
  expect = @EXPECT@,
}@EACH@
