-- texts joined by thousands in one expression
return function (person) local a = "" return a HERE, "BREACH" end
