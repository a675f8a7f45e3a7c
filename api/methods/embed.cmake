# SPDX-License-Identifier: MIT
# cmake -DINPUT=openrpc.json -DOUTPUT=openrpc.c -P embed.cmake
# The JSON as a C array, on one line: a string of JSON has no line break in it, so that those between values, and the
# spaces that begin the next line, can go.
file(READ "${INPUT}" bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "0x0a,(0x20,)*" "" bytes "${bytes}")
string(REGEX REPLACE "((0x..,){24})" "    \\1\n" bytes "${bytes}")
file(WRITE "${OUTPUT}" "// Made by api/methods/embed.cmake from api/openrpc.json.
#include \"api/methods/discover.h\"

const unsigned char wm_openrpc[] = {
${bytes}
};
const size_t wm_openrpc_length = sizeof wm_openrpc;
")
