-- make the compiler walk long lists of jumps, in a file that is just small enough
local a
local function f() return --[[A]]a end
local function g() return --[[B]]a end
local function h() return --[[C]]a end
return function (person) return false, 'CONTAINED' end
