include "_a"
