-- brackets within brackets, thousands deep
return function (person) return HERE true end
