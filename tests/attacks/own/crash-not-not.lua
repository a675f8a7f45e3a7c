-- a sign before a sign before a sign
return function (person) return HERE true end
