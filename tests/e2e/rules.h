// SPDX-License-Identifier: MIT
// The rules that the tests of the daemon use: one short framework, one organisation.
#pragma once

#define RULES_FRAMEWORK                                                                                                \
    "framework \"ladder\" { title = \"A short ladder\", edition = \"1\", scale = \"score\" }\n"                        \
    "scale \"score\" { [0] = \"Absent\", \"Novice\", \"Competent\", \"Expert\" }\n"                                    \
    "domain \"work\" { title = \"Work\" }\n"                                                                           \
    "capacity \"assessor\" { title = \"Assessor\" }\n"                                                                 \
    "competency \"listening\" { title = \"Listening\", domain = \"work\" }\n"                                          \
    "course \"first-aid\" { title = \"First aid\", valid = years(3) }\n"                                               \
    "course \"driving\" { title = \"Driving\" }\n"                                                                     \
    "parameter \"hours\" { suggested = 10, says = \"Hours of driving\" }\n"                                            \
    "level \"first\" { title = \"First\", rank = 1, requires = all { trained \"first-aid\" } }\n"                      \
    "level \"second\" { title = \"Second\", rank = 2, after = \"first\", requires = all {\n"                           \
    "  meets \"first\", assessed { \"listening\", at_least = 2, as = \"assessor\", within = months(12) } } }\n"        \
    "level \"third\" { title = \"Third\", rank = 3, after = \"second\", requires = all {\n"                            \
    "  meets \"second\", measured { \"distance\", at_least = param \"hours\" } } }\n"                                  \
    "measure \"distance\" { title = \"Distance\" }\n"

#define RULES_ORGANISATION(id) "organisation \"" id "\" { title = \"" id "\" }\nadopt \"ladder\" {}\n"

#define RECORD_FIRST_AID                                                                                               \
    "{\"kind\":\"training\",\"subject\":\"first-aid\",\"outcome\":\"completed\",\"on\":\"2026-01-05\"}"
#define RECORD_LISTENING(score)                                                                                        \
    "{\"kind\":\"assessment\",\"subject\":\"ladder/listening\",\"value\":" score                                       \
    ",\"on\":\"2026-06-01\",\"by\":\"a-assessor\",\"as\":\"assessor\"}"
