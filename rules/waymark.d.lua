---@meta waymark
-- SPDX-License-Identifier: MIT
-- The words of Waymark's rule language, for the Lua language server. `waymark rules new` puts this file where editors find
-- it; a test holds it against the code: every word, every named value, and nothing else. The guide: rules/README.md.

-- Values ---------------------------------------------------------------------------------------------------------

---A thing that was declared: it may stand for its name.
---@class waymark.declaration
---Something that holds or does not.
---@class waymark.criterion
---Many declared things, found when the whole pack has been read.
---@class waymark.selection
---A span of time.
---@class waymark.span
---@class waymark.percent
---What an organisation sets.
---@class waymark.param
---@class waymark.unset
---Something of the person of a test.
---@class waymark.step
---@class waymark.expectation

---@alias waymark.day string # "2026-09-01"
---@alias waymark.name string|waymark.declaration
---@alias waymark.names waymark.name|waymark.name[]
---@alias waymark.people string|string[]
---@alias waymark.criteria waymark.criterion|waymark.criterion[]
---@alias waymark.subject waymark.name|waymark.selection|waymark.param
---@alias waymark.subjects waymark.subject|waymark.subject[]
---@alias waymark.value number|boolean|string|string[]|waymark.percent|waymark.span
---@alias waymark.kind
---| "assessment"
---| "training"
---| "qualification"
---| "experience"
---| "supervision"
---| "appraisal"
---| "evidence"
---| "signoff"
---| "role"
---| "relation"
---| "measure"
---@alias waymark.outcome "eligible"|"not-eligible"|"indeterminate"

---A span of days.
---@param n integer
---@return waymark.span
function days(n) end

---A span of weeks.
---@param n integer
---@return waymark.span
function weeks(n) end

---A span of months, forward in the calendar.
---@param n integer
---@return waymark.span
function months(n) end

---A span of years, forward in the calendar.
---@param n integer
---@return waymark.span
function years(n) end

---@param n number above 0, up to 100
---@return waymark.percent
function percent(n) end

---The value of a parameter, wherever a constraint or a subject may stand.
---@param name string
---@return waymark.param
function param(name) end

---Leaves a parameter open, in the `parameters` of a test.
---@type waymark.unset
unset = nil

---Runs a file of this pack once and gives what it returns: include "_shared".
---@param file string
---@return any
function include(file) end

-- Declarations ---------------------------------------------------------------------------------------------------

---@class (exact) waymark.framework
---@field title string # what people call it
---@field edition? string # which one
---@field source? string # what it was written down from
---@field from? waymark.day # the first day of its levels and gates that name none
---@field until? waymark.day # the last day of them: written ["until"] = "…"
---@field scale? waymark.name # of competencies that name none
---@field defaults? table<string, table> # constraints of each verb unless a rule says otherwise
---@field open? boolean # organisations may loosen it
---@field shown_by? waymark.criteria|fun(competency: waymark.declaration): waymark.criteria # what shows it: used by `shown`

---The pack itself: framework "its-folder" { … }
---@param name string
---@return fun(t: waymark.framework): waymark.declaration
function framework(name) end

---@class (exact) waymark.scale
---@field title? string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field tags? waymark.names # for selections
---@field [number] string # the points: [0] = "None", "Some", "Good"

---Points to score on.
---@param name string
---@return fun(t: waymark.scale): waymark.declaration
function scale(name) end

---@class (exact) waymark.domain
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections
---@field shown_by? waymark.criteria|fun(competency: waymark.declaration): waymark.criteria # what shows it: used by `shown`

---A group of competencies.
---@param name string
---@return fun(t: waymark.domain): waymark.declaration
function domain(name) end

---@class (exact) waymark.competency
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections
---@field domain? waymark.name # its group
---@field scale? waymark.name # what it is scored on
---@field anchors? table<number, string> # a text for each point of its scale
---@field shown_by? waymark.criteria|fun(competency: waymark.declaration): waymark.criteria # what shows it: used by `shown`

---What is scored, evidenced or signed off.
---@param name string
---@return fun(t: waymark.competency): waymark.declaration
function competency(name) end

---@class (exact) waymark.course
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections
---@field hours? number # how long it takes
---@field cost? number # what it costs
---@field mode? "e-learning"|"in-house"|"half-day"|"day"|"regional"|"virtual"|"blended" # how it is given
---@field provider? string # who gives it, in words
---@field teaches? waymark.names # competencies
---@field after? waymark.names # courses that come before it
---@field valid? waymark.span|waymark.param # how long a completion counts

---What is trained.
---@param name string
---@return fun(t: waymark.course): waymark.declaration
function course(name) end

---@class (exact) waymark.item
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections
---@field verify? waymark.names # the methods by which it may be signed off
---@field essential? boolean # for selections
---@field desirable? boolean # for selections

---What is signed off.
---@param name string
---@return fun(t: waymark.item): waymark.declaration
function item(name) end

---@class (exact) waymark.qualification
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections
---@field rqf? number # its level

---An award of somebody else's.
---@param name string
---@return fun(t: waymark.qualification): waymark.declaration
function qualification(name) end

---@class (exact) waymark.measure
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections
---@field lower? number # the least it can be
---@field upper? number # the most it can be

---Something measured.
---@param name string
---@return fun(t: waymark.measure): waymark.declaration
function measure(name) end

---@class (exact) waymark.pay_row
---@field id? string # its own name
---@field label? string # "under 2 years"
---@field years_from number # completed years, included
---@field years_to? number # completed years, excluded; none: open
---@field hourly? number # pounds
---@field annual? number # pounds

---@class (exact) waymark.pay
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections
---@field from waymark.day # the first day
---@field until? waymark.day # the last day: written ["until"] = "…"
---@field rows waymark.pay_row[] # by years

---A dated table of pay.
---@param name string
---@return fun(t: waymark.pay): waymark.declaration
function pay(name) end

---@class (exact) waymark.experience
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections

---A field to have worked in.
---@param name string
---@return fun(t: waymark.experience): waymark.declaration
function experience(name) end

---@class (exact) waymark.role
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections

---A job to be in.
---@param name string
---@return fun(t: waymark.role): waymark.declaration
function role(name) end

---@class (exact) waymark.relation
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections

---What somebody else is to the person.
---@param name string
---@return fun(t: waymark.relation): waymark.declaration
function relation(name) end

---@class (exact) waymark.capacity
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections

---In which somebody judges, beside self, supervisor, assessor, peer, manager, service-user and provider.
---@param name string
---@return fun(t: waymark.capacity): waymark.declaration
function capacity(name) end

---@class (exact) waymark.supervision
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections

---A kind of session.
---@param name string
---@return fun(t: waymark.supervision): waymark.declaration
function supervision(name) end

---@class (exact) waymark.method
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections

---How something is judged.
---@param name string
---@return fun(t: waymark.method): waymark.declaration
function method(name) end

---@class (exact) waymark.activity
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections

---A code that contacts are recorded with.
---@param name string
---@return fun(t: waymark.activity): waymark.declaration
function activity(name) end

---@class (exact) waymark.destination
---@field title string # what people call it
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field level? waymark.names # the levels it belongs to
---@field tags? waymark.names # for selections

---Where the ladder leads outside.
---@param name string
---@return fun(t: waymark.destination): waymark.declaration
function destination(name) end

---@class (exact) waymark.parameter
---@field suggested? waymark.value # your own proposal: counts where an organisation accepts it
---@field default? waymark.value # what the source states
---@field one_of? waymark.names # the codes to choose from
---@field of? "number"|"percent"|"span"|"boolean"|"code"|"codes" # its kind, where it has no value
---@field title? string # what people call it
---@field says? string # the question, as a sentence
---@field source? string # where it comes from
---@field tags? waymark.names # "advice": read by no rule

---A question left to the organisation.
---@param name string
---@return fun(t: waymark.parameter): waymark.declaration
function parameter(name) end

---@class (exact) waymark.grants
---@field pay? string # the name of a `pay`
---@field rows? integer # only so many of its rows, from the first: whoever stays longer stays at the last of them

---@class (exact) waymark.level
---@field title? string # what people call it: one of its editions says so
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field tags? waymark.names # for selections
---@field rank? number # its place, from 1
---@field after? waymark.names # the levels it builds on
---@field grants? waymark.grants # what comes with it
---@field from? waymark.day # the first day of this edition; the one before it ends on the eve
---@field until? waymark.day # the last day: written ["until"] = "…"
---@field grandfather? waymark.day # through that day whoever was eligible on the eve of `from` stays so
---@field open? boolean # organisations may loosen it
---@field desires? waymark.criteria # reported, never in the way
---@field requires waymark.criteria # a list: each of them

---A rung of the ladder: it can be awarded. Declared again with `from`, it asks for something else from that day on.
---@param name string
---@return fun(t: waymark.level): waymark.declaration
function level(name) end

---@class (exact) waymark.gate
---@field title? string # what people call it: one of its editions says so
---@field says? string # a sentence
---@field source? string # where it comes from
---@field url? string # where to read on
---@field tags? waymark.names # for selections
---@field from? waymark.day # the first day of this edition; the one before it ends on the eve
---@field until? waymark.day # the last day: written ["until"] = "…"
---@field grandfather? waymark.day # through that day whoever was eligible on the eve of `from` stays so
---@field open? boolean # organisations may loosen it
---@field desires? waymark.criteria # reported, never in the way
---@field requires waymark.criteria # a list: each of them

---A permission: open while its criteria hold. Declared again with `from`, it asks for something else from that day on.
---@param name string
---@return fun(t: waymark.gate): waymark.declaration
function gate(name) end

-- Organisations ----------------------------------------------------------------------------------------------------

---@class (exact) waymark.organisation
---@field title string # what people call it
---@field timezone? string # which day "now" is; default: Europe/London

---The pack itself: organisation "its-folder" { … }
---@param name string
---@return fun(t: waymark.organisation): waymark.declaration
function organisation(name) end

---@class (exact) waymark.addition
---@field also? waymark.criteria # asked for as well
---@field requires? waymark.criteria # in the place of its own; only where that is `open`

---@class (exact) waymark.adopt
---@field parameters? table<string, waymark.value> # what the organisation decided
---@field accept_suggested? boolean # what is not set here is as suggested
---@field levels? table<string, waymark.addition> # what is added, by level
---@field gates? table<string, waymark.addition> # what is added, by gate
---@field grades? waymark.names|table<integer, string> # which links count: "exact" and "broader" unless it says otherwise

---A framework in force.
---@param name string
---@return fun(t: waymark.adopt): waymark.declaration
function adopt(name) end

---@class (exact) waymark.recognise
---@field [1] string # what is held elsewhere: "framework/level" or "framework/competency"
---@field as waymark.name # what it counts as here
---@field within? waymark.span # for how long
---@field from? waymark.people # who must have given it
---@field scale? table<number, number> # what a score there is here

---What is held elsewhere counts here.
---@param t waymark.recognise
function recognise(t) end

---@class (exact) waymark.link
---@field [1] string # what was earned: a level, competency or domain, "framework/id"
---@field to waymark.name # what it is seen beside, of another framework
---@field grade "exact"|"broader"|"narrower"|"related" # the same, more than that, a part of it, worth knowing
---@field says? string # why, in a sentence
---@field source? string # where it comes from
---@field within? waymark.span # for how long it counts
---@field scale? table<number, number> # what a score there is here

---How two other frameworks go together, in a framework's pack: what an organisation that adopts it may recognise.
---@param t waymark.link
function link(t) end

---@class (exact) waymark.assessors
---@field as waymark.names # in which capacities
---@field kinds waymark.names # which kinds of record
---@field who waymark.criteria # what whoever records them must satisfy

---Who may record assessments in a framework.
---@param name string
---@return fun(t: waymark.assessors): waymark.declaration
function assessors(name) end

-- Selections -----------------------------------------------------------------------------------------------------

---@class (exact) waymark.selected
---@field level? waymark.names|waymark.param # of these levels
---@field tag? waymark.names|waymark.param # with one of these tags
---@field except? waymark.names|waymark.param # but these

---@param filter? waymark.selected
---@return waymark.selection
function scales(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function domains(filter) end

---@class (exact) waymark.competencies: waymark.selected
---@field domain? waymark.names|waymark.param # of these domains
---@field scale? waymark.names|waymark.param # on these scales

---@param filter? waymark.competencies
---@return waymark.selection
function competencies(filter) end

---@class (exact) waymark.courses: waymark.selected
---@field teaches? waymark.names|waymark.param # that teach one of these

---@param filter? waymark.courses
---@return waymark.selection
function courses(filter) end

---@class (exact) waymark.items: waymark.selected
---@field essential? boolean # that are
---@field desirable? boolean # that are

---@param filter? waymark.items
---@return waymark.selection
function items(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function qualifications(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function experiences(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function roles(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function relations(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function capacities(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function supervisions(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function methods(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function measures(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function activities(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function pays(filter) end

---@param filter? waymark.selected
---@return waymark.selection
function destinations(filter) end

-- Criteria -------------------------------------------------------------------------------------------------------

---@class (exact) waymark.named
---@field id? string # its name in answers
---@field says? string # what it says, in your words
---@field hint? string # what to do about it

---@class (exact) waymark.leaf: waymark.named
---@field [integer] waymark.subjects # what it is about
---@field need? integer|waymark.percent|waymark.param # how many of them; all by default

---@class (exact) waymark.record
---@field [1]? string # its subject
---@field outcome? string # "completed", "equivalent", …
---@field value? number # a score, hours, a share, a level
---@field on? waymark.day # the day it happened or began
---@field until? waymark.day # the last day it counts, or of the period
---@field by? string # who says so
---@field as? string # in which capacity
---@field method? string # how
---@field ref? string # where the document is
---@field digest? string # its SHA-256
---@field note? string # for people
---@field key? string # of the caller

---@class (exact) waymark.assessed: waymark.leaf
---@field at_least? number|waymark.param # the score
---@field as? waymark.names|waymark.param # in which capacity it was judged; without: by anybody but oneself
---@field method? waymark.names|waymark.param # how
---@field within? waymark.span|waymark.param # how old it may be
---@field using? "latest"|"best"|"median"|"all"|waymark.param # which scores; default: latest
---@field count? integer|waymark.param # of so many
---@field assessors? integer|waymark.param # by so many people

---The score reaches `at_least`.
---@param t waymark.subject|waymark.assessed
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function assessed(t) end

---@class (exact) waymark.trained: waymark.leaf
---@field outcome? waymark.names|waymark.param # default: "completed"
---@field in_date? boolean|waymark.param # default: true
---@field within? waymark.span|waymark.param # how long ago at most
---@field count? integer|waymark.param # so often
---@field provider? waymark.people|waymark.param # by one of these

---A course was done, and is in date.
---@param t waymark.subject|waymark.trained
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function trained(t) end

---@class (exact) waymark.qualified: waymark.leaf
---@field at_least? number|waymark.param # at that RQF level

---A qualification is held.
---@param t waymark.subject|waymark.qualified
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function qualified(t) end

---@class (exact) waymark.experienced: waymark.leaf
---@field at_least? waymark.span|waymark.param # for so long
---@field more_than? waymark.span|waymark.param # for longer
---@field within? waymark.span|waymark.param # counting so far back
---@field voluntary? boolean|waymark.param # unpaid work only, or none of it
---@field min_fte? number|waymark.param # with at least that share of full time
---@field together? boolean # the fields add up

---Worked in a field; what overlaps counts once.
---@param t waymark.subject|waymark.experienced
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function experienced(t) end

---@class (exact) waymark.supervised: waymark.leaf
---@field every? waymark.span|waymark.param # no gap longer than this
---@field over? waymark.span|waymark.param # in the last so long
---@field grace? waymark.span|waymark.param # and so much more
---@field per? "calendar-month"|waymark.param # one in each, instead of `every`
---@field in_role? string|waymark.param # counting since that role began

---A rhythm of sessions was kept.
---@param t waymark.subject|waymark.supervised
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function supervised(t) end

---Somebody stands in that relation on the day.
---@param t waymark.subject|waymark.leaf
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function related(t) end

---@class (exact) waymark.appraised: waymark.named
---@field recommended? boolean|waymark.param # it must recommend
---@field within? waymark.span|waymark.param # how old it may be
---@field level? waymark.names|waymark.param # for which level
---@field as? waymark.names|waymark.param # by whom
---@field after? waymark.name|waymark.param # since this course

---The latest appraisal says so.
---@param t waymark.appraised
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function appraised(t) end

---@class (exact) waymark.evidenced: waymark.leaf
---@field count? integer|waymark.param # so many pieces
---@field method? waymark.names|waymark.param # by which methods
---@field outcome? waymark.names|waymark.param # default: "verified"
---@field within? waymark.span|waymark.param # how old it may be
---@field per_method? boolean|waymark.param # so many of each method

---Pieces of evidence are verified.
---@param t waymark.subject|waymark.evidenced
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function evidenced(t) end

---@class (exact) waymark.signed_off: waymark.leaf
---@field as? waymark.names|waymark.param # by whom
---@field method? waymark.names|waymark.param # how; default: what the item allows
---@field routes? "any"|"all"|waymark.param # by one method, or by each

---Somebody signed it off.
---@param t waymark.subject|waymark.signed_off
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function signed_off(t) end

---@class (exact) waymark.in_role: waymark.leaf
---@field at_least? waymark.span|waymark.param # unbroken for so long
---@field less_than? waymark.span|waymark.param # for no longer
---@field min_fte? number|waymark.param # with at least that share of full time

---In the role now.
---@param t waymark.subject|waymark.in_role
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function in_role(t) end

---@class (exact) waymark.measured: waymark.leaf
---@field at_least? number|waymark.param # no less
---@field at_most? number|waymark.param # no more
---@field within? waymark.span|waymark.param # how old it may be

---The latest value lies there.
---@param t waymark.subject|waymark.measured
---@return waymark.criterion
---@overload fun(t: waymark.record): waymark.step
function measured(t) end

---@class (exact) waymark.recorded: waymark.leaf
---@field kind waymark.kind # of record
---@field outcome? waymark.names|waymark.param # with one of these
---@field as? waymark.names|waymark.param # in which capacity
---@field method? waymark.names|waymark.param # how
---@field by? waymark.people|waymark.param # by one of these
---@field within? waymark.span|waymark.param # how old it may be
---@field in_date? boolean|waymark.param # default: true
---@field at_least? number|waymark.param # with at least that value
---@field at_most? number|waymark.param # with at most that value
---@field count? integer|waymark.param # so many
---@field min_fte? number|waymark.param # with at least that share of full time

---Any question about records of one kind.
---@param t waymark.recorded
---@return waymark.criterion
function recorded(t) end

---An award of the level is in force.
---@param t waymark.subject|waymark.leaf
---@return waymark.criterion
function holds(t) end

---An award is in force, or the level's criteria hold now; of a gate: its criteria.
---@param t waymark.subject|waymark.leaf
---@return waymark.criterion
function meets(t) end

---The competency's `shown_by` holds, or its domain's, or the framework's.
---@param t waymark.subject|waymark.leaf
---@return waymark.criterion
function shown(t) end

---@class (exact) waymark.setting: waymark.named
---@field [1] string # the parameter
---@field is waymark.value|waymark.names # its value

---A parameter has that value: settled when the rules are built.
---@param t waymark.setting
---@return waymark.criterion
function setting(t) end

---@class (exact) waymark.custom
---@field id string # its name in answers
---@field says string # what it says
---@field hint? string # what to do about it
---@field [1] fun(person: waymark.person): boolean, string? # whether it holds, and why

---A function of your own, for what no verb can say. It stands in a file of its own:
---custom { id = "…", says = "…", function (person) … end }
---@param t waymark.custom
---@return waymark.criterion
function custom(t) end

---@class (exact) waymark.combination: waymark.named
---@field [integer] waymark.criteria # what it joins

---Each of them holds.
---@param t waymark.combination|waymark.criterion
---@return waymark.criterion
function all(t) end

---At least one of them does.
---@param t waymark.combination|waymark.criterion
---@return waymark.criterion
function any(t) end

---None of them does.
---@param t waymark.combination|waymark.criterion
---@return waymark.criterion
function none(t) end

---So many of them hold: at_least(2) { … }, at_least(percent(80)) { … }
---@param n integer|waymark.percent|waymark.param
---@return fun(t: waymark.combination|waymark.criterion): waymark.criterion
function at_least(n) end

---@class (exact) waymark.points: waymark.named
---@field [integer] { [1]: waymark.criterion, [2]: number } # a criterion and its weight
---@field at_least number|waymark.param # what the weights must add up to

---The weights of those that hold add up.
---@param t waymark.points
---@return waymark.criterion
function points(t) end

---@class (exact) waymark.when: waymark.named
---@field [1] waymark.criteria # the test
---@field [2] waymark.criteria # if it holds
---@field [3]? waymark.criteria # if not; without: met

---The branch that the test chooses holds.
---@param t waymark.when
---@return waymark.criterion
function when(t) end

-- What `custom` sees -----------------------------------------------------------------------------------------------

---@class waymark.seen a record
---@field seq? integer # its number
---@field kind waymark.kind|"award" # of which kind
---@field subject string # what it is about
---@field outcome? string # as recorded
---@field value? number # as recorded
---@field on waymark.day # the day it happened or began
---@field until? waymark.day # the last day it counts: record["until"]
---@field as? string # in which capacity
---@field by? string # who says so
---@field method? string # how

---@class waymark.person
---@field as_of waymark.day # the day in question; who reads it is asked again every day
---@field records fun(kind: waymark.kind|"award", subject?: string): waymark.seen[] # those that count, by day
---@field count fun(kind: waymark.kind|"award", subject?: string): integer # how many
---@field latest fun(kind: waymark.kind|"award", subject?: string): waymark.seen? # the last of them
---@field holds fun(level: string): boolean # an award of it is in force

---How many days lie between two: of `custom` only.
---@param from waymark.day
---@param to waymark.day
---@return integer
function days_between(from, to) end

---The day so many days later, or earlier: of `custom` only.
---@param day waymark.day
---@param count integer
---@return waymark.day
function add_days(day, count) end

---The day so many months later, or earlier: of `custom` only.
---@param day waymark.day
---@param count integer
---@return waymark.day
function add_months(day, count) end

---The day so many years later, or earlier: of `custom` only.
---@param day waymark.day
---@param count integer
---@return waymark.day
function add_years(day, count) end

-- Tests ----------------------------------------------------------------------------------------------------------

---@class (exact) waymark.made
---@field [integer] waymark.step|waymark.step[] # what the person has
---@field without? waymark.people # beside a `meeting`: leaves these criteria out

---@class (exact) waymark.test
---@field as_of? waymark.day # the day in question
---@field level? string # what is asked about
---@field gate? string # what is asked about
---@field person? waymark.made # who is asked about
---@field expect? waymark.expectation # what the answer must be
---@field each_missing? string # a level or gate: one test for each of its criteria
---@field parameters? table<string, waymark.value|waymark.unset> # for this test

---What is expected: test "in words" { … }
---@param name string
---@return fun(t: waymark.test): waymark.declaration
function test(name) end

---One record, as it could be recorded.
---@param kind waymark.kind
---@return fun(t: waymark.record): waymark.step
function record(kind) end

---The same record month after month: monthly("supervision", { "regular", as = "supervisor" }, "2026-01-05", 6)
---@param kind waymark.kind
---@param t waymark.record
---@param first waymark.day
---@param count integer
---@return waymark.step
function monthly(kind, t, first, count) end

---Sessions of supervision month after month: supervision_monthly("regular", "2026-01-05", 6)
---@param subject string
---@param first waymark.day
---@param count integer
---@return waymark.step
function supervision_monthly(subject, first, count) end

---@class (exact) waymark.awarded
---@field on waymark.day # from this day
---@field until? waymark.day # up to this day: ["until"] = "…"
---@field by? string # who gave it

---An award of a level.
---@param level string
---@return fun(t: waymark.awarded): waymark.step
function award(level) end

---Whatever the level asks for, dated on the day of the test.
---@param level string
---@return waymark.step
function meeting(level) end

---@class (exact) waymark.eligible
---@field until? waymark.day # the last day of this answer: ["until"] = "…"
---@field changes_to? waymark.outcome # and then

---@class (exact) waymark.not_eligible
---@field until? waymark.day # the last day of this answer: ["until"] = "…"
---@field changes_to? waymark.outcome # and then
---@field only? waymark.people # all that is missing
---@field [integer] string # what is missing, among others

---@class (exact) waymark.indeterminate
---@field parameter? waymark.names # what is not set

---Yes.
---@type waymark.expectation|fun(t: waymark.eligible): waymark.expectation
eligible = nil

---No: not_eligible { "trained:hygiene" }
---@type waymark.expectation|fun(t: waymark.not_eligible): waymark.expectation
not_eligible = nil

---Nobody can say.
---@type waymark.expectation|fun(t: waymark.indeterminate): waymark.expectation
indeterminate = nil

-- Lua ------------------------------------------------------------------------------------------------------------

---@param v any
---@return "nil"|"number"|"string"|"boolean"|"table"|"function"|"userdata"
function type(v) end

---@param v any
---@return string
function tostring(v) end

---@param v any
---@param base? integer
---@return number?
function tonumber(v, base) end

---@param n integer|"#"
---@param ... any
---@return any
function select(n, ...) end

---@param t table
---@return fun(t: table, i: integer): integer, any
function ipairs(t) end

---In the order of the keys.
---@param t table
---@return fun(t: table, k: any): any, any
function pairs(t) end

---@param message any
---@param level? integer
function error(message, level) end

---@param v any
---@param message? any
---@param ... any
---@return any
function assert(v, message, ...) end

---What is wrong with the rules passes through.
---@param f function
---@param ... any
---@return boolean, any
function pcall(f, ...) end

---@class stringlib
string = {}

---@param s string
---@return integer
function string.len(s) end

---@param s string
---@param i integer
---@param j? integer
---@return string
function string.sub(s, i, j) end

---@param s string
---@param i? integer
---@param j? integer
---@return integer ...
function string.byte(s, i, j) end

---@param s string
---@return string
function string.upper(s) end

---@param s string
---@return string
function string.lower(s) end

---@param s string
---@param n integer
---@param separator? string
---@return string
function string.rep(s, n, separator) end

---Where a text begins and ends: no patterns.
---@param s string
---@param text string
---@param from? integer
---@return integer?, integer?
function string.find(s, text, from) end

---@param s string
---@param text string
---@return boolean
function string.contains(s, text) end

---@param s string
---@param text string
---@return boolean
function string.starts_with(s, text) end

---* stands for any characters, ? for one.
---@param s string
---@param pattern string
---@return boolean
function string.glob(s, pattern) end

---@param text string
---@param ... any
---@return string
function string.format(text, ...) end

table = {}

---@param t any[]
---@param place any
---@param v? any
function table.insert(t, place, v) end

---@param t any[]
---@param place? integer
---@return any
function table.remove(t, place) end

---@param t any[]
---@param separator? string
---@param i? integer
---@param j? integer
---@return string
function table.concat(t, separator, i, j) end

---@param t any[]
---@param i? integer
---@param j? integer
---@return any ...
function table.unpack(t, i, j) end

---@param t any[]
---@param before? fun(a: any, b: any): boolean
function table.sort(t, before) end

math = {}

---@param x number
---@return number
function math.abs(x) end

---@param x number
---@return integer
function math.ceil(x) end

---@param x number
---@return integer
function math.floor(x) end

---@param x number
---@return number
function math.sqrt(x) end

---@param x number
---@param ... number
---@return number
function math.max(x, ...) end

---@param x number
---@param ... number
---@return number
function math.min(x, ...) end

---@param x number
---@param y number
---@return number
function math.fmod(x, y) end

---@param x any
---@return integer?
function math.tointeger(x) end

---@param x any
---@return "integer"|"float"|nil
function math.type(x) end

---@type number
math.huge = nil

---@type number
math.pi = nil

---@type integer
math.maxinteger = nil

---@type integer
math.mininteger = nil
