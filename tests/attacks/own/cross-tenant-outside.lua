-- include files of others
local VARIANT = 0
local ways = { '../other/x', '/etc/passwd', '_canary\0', '..', 'x/../../y', '.hidden', '\\x', '_nobody' }
include(ways[VARIANT + 1])
