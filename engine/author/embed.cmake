# SPDX-License-Identifier: MIT
# cmake -DNAMES="a;b" -DFILES="path;path" -DOUTPUT=x.c -P embed.cmake
# Files as a table of C, each under its name.
file(WRITE "${OUTPUT}" "// Made by engine/author/embed.cmake.\n#include \"engine/author/skeleton_texts.h\"\n\n")
set(rows "")
set(place 0)
foreach(path name IN ZIP_LISTS FILES NAMES)
  file(READ "${path}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "((0x..,){24})" "    \\1\n" bytes "${bytes}")
  file(APPEND "${OUTPUT}" "static const unsigned char text_${place}[] = {\n${bytes}\n};\n")
  string(APPEND rows "    {\"${name}\", text_${place}, sizeof text_${place}},\n")
  math(EXPR place "${place} + 1")
endforeach()
file(APPEND "${OUTPUT}" "const struct wm_skeleton_text wm_skeleton_texts[] = {\n${rows}    {0},\n};\n")
