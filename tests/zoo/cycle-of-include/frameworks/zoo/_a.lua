include "_b"
