-- The eight areas of competence. Each has a cell at each of the four levels.

local function area(id, title, says, section)
  domain(id) { title = title, says = says, source = section .. "; Table 1; 2017 paper, Results" }
end

area("effective-communication", "Effective communication",
  "Getting across to the people served and to other providers, for them and for the employer; part of everything else", "4.4")
area("managing-information", "Managing information",
  "Writing down, finding, passing on and making sense of information; systems, time and means; seeing plans through", "4.4.1")
area("protecting-patients", "Protecting patients",
  "What illness does to people and those around them, and what must be passed on, above all in safeguarding and mental "
  .. "health. How much clinical knowledge it takes depends on how closely somebody is supervised", "4.4.2")
area("organising-networking", "Organising and networking skills",
  "From working to protocol and knowing the locality to networks among professions, projects and strategy", "4.4.3")
area("motivation-supporting", "Motivation and supporting skills",
  "Motivating, coaching, feeling with others, settling conflicts and leading groups; seniors teach, mentor and appraise. "
  .. "The 2017 paper puts coordination and integrated care under the same heading", "4.4.4")
area("effective-relationships", "Developing effective relationships",
  "Being trusted: kind, discreet, there and listening; seniors supervise and manage capacity. Some of it is a matter of "
  .. "character, to be looked for at interview or in appraisal", "4.4.5")
area("self-awareness", "Self-awareness",
  "Seeing one's own part, thinking it over, knowing one's limits and bearing what is hard. The 2017 paper adds personal "
  .. "professional development to the name", "4.4.6")
area("ethical-practice", "Ethical practice",
  "Acting on ethical principle and human rights, without prejudice, with regard to disability, language and culture. The "
  .. "2017 paper adds professionalism to the name", "4.4.7")
