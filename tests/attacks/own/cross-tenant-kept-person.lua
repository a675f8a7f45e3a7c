-- keep a person in the environment for the next evaluation
return function (person)
  _ENV.kept = person
  local before = _ENV['ke' .. 'pt2']
  return true, 'BREACH'
end
