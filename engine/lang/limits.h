// SPDX-License-Identifier: MIT
// What a rule pack may use. Reasons: design "The sandbox". Sizes in bytes.
#pragma once

#define WM_LIMIT_MEMORY (16u * 1024u * 1024u)     // of one Lua state
#define WM_LIMIT_BLOCK (64u * 1024u)              // one allocation of Lua: a table, a stack
#define WM_LIMIT_STRING (16u * 1024u)             // one text
#define WM_LIMIT_BLOCK_COMPILING (32u * 1024u)    // one allocation while a file is compiled
#define WM_LIMIT_INSTRUCTIONS 10000000u           // fuel of one pack's loading
#define WM_LIMIT_FUEL 1000000u                    // fuel of one evaluation of a custom predicate
#define WM_LIMIT_HOOK 250                         // instructions between two looks at the fuel
#define WM_LIMIT_FILE (64u * 1024u)               // one file
#define WM_LIMIT_FILES 256u                       // files of a pack
#define WM_LIMIT_FILE_NAME 56u                    // characters; Lua cuts longer ones in its messages
#define WM_LIMIT_PIECE 128u                       // of a file handed to the compiler at a time
#define WM_LIMIT_COMPILE_NANOSECONDS 2000000000LL // of processor time for one file
#define WM_LIMIT_LOAD_NANOSECONDS 2000000000LL    // of processor time for running one pack
#define WM_LIMIT_BUILD_NANOSECONDS 10000000000LL  // of processor time for running all packs of a ruleset
#define WM_LIMIT_ASK_NANOSECONDS 1000000000LL     // of processor time for one evaluation, where nobody set a deadline
#define WM_LIMIT_KEYS 4096                        // keys of a table given to pairs, elements given to sort
#define WM_LIMIT_UNPACK 200                       // values of table.unpack
#define WM_LIMIT_DEPTH 32                         // nesting of tables, and of criteria
#define WM_LIMIT_CRITERIA 100000u                 // criteria of one framework once built
#define WM_LIMIT_WORK 200000000u                  // declarations that the selections of one pack look at
#define WM_LIMIT_DECLARATIONS 20000u              // of one pack
#define WM_LIMIT_RECOGNITIONS 1000u               // `recognise` of one organisation
#define WM_LIMIT_LINKS 1000u                      // `link` of one pack
#define WM_LIMIT_DRAFT (64u * 1024u * 1024u)      // what one pack declares, before it is resolved
#define WM_LIMIT_RULESET (128u * 1024u * 1024u)   // a ruleset
#define WM_LIMIT_NAMES 100000u // new to the process, that the packs of one organisation may bring while it runs
