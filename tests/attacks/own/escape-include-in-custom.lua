-- include a file in a predicate
return function (person)
  include '_canary'
  return true, 'BREACH'
end
