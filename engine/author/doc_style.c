// SPDX-License-Identifier: MIT
// How the HTML page looks: on a phone, on a desk, in the dark, on paper. Its own text only, so that nothing is fetched.
#include "engine/author/doc_work.h"

const char *const wm_doc_style[] = {
    ":root{--paper:#fff;--ink:#1a2027;--faint:#55606c;--link:#0a5873;--edge:#ccd4db;--panel:#f3f6f8;--tint:#e2eff4;"
    "--tint-ink:#0a465c;--doubt:#fff0d4;--doubt-ink:#6f3d00;--focus:#b3261e}\n"
    "@media screen and (prefers-color-scheme:dark){:root{--paper:#12171c;--ink:#e7ebee;--faint:#a9b4be;--link:#84cbea;"
    "--edge:#38424c;--panel:#1b2228;--tint:#17333f;--tint-ink:#bfe6f5;--doubt:#42300f;--doubt-ink:#ffdb9b;"
    "--focus:#ffb4ab}}\n"
    "*{box-sizing:border-box}\n"
    "html{font:100%/1.55 system-ui,-apple-system,\"Segoe UI\",\"Helvetica Neue\",Arial,sans-serif;color:var(--ink);"
    "background:var(--paper);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}\n"
    "body{margin:0 auto;padding:0 1rem 2rem;max-width:80rem;overflow-wrap:break-word}\n"
    "a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.16em}\n"
    "a:hover{text-decoration-thickness:.14em}\n"
    ":focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}\n"
    "main:focus{outline:none}\n"
    ".skip{position:absolute;left:1rem;top:-6rem;padding:.6rem 1rem;background:var(--paper);z-index:2}\n"
    ".skip:focus{top:.75rem}\n"
    "h1,h2,h3,h4,h5,h6{line-height:1.22;margin:2em 0 .5em;text-wrap:balance}\n"
    "h1{font-size:clamp(1.8rem,1.2rem + 2.6vw,2.7rem);letter-spacing:-.015em;margin:.1em 0 .5em}\n"
    "h2{font-size:1.6rem;letter-spacing:-.01em;padding-bottom:.25em;border-bottom:2px solid var(--link)}\n"
    "h3{font-size:1.22rem}h4{font-size:1.06rem}h5,h6{font-size:1rem}\n"
    "h3 code,h4 code,h5 code,h6 code{font-weight:400}\n"
    "p{margin:.5em 0;max-width:44rem}\n"
    "code{font:.86em/1.4 ui-monospace,\"SF Mono\",Menlo,Consolas,\"DejaVu Sans Mono\",monospace;color:var(--faint);"
    "overflow-wrap:anywhere}\n"
    ".faint{color:var(--faint)}\n"
    ".kind{margin:2rem 0 0;color:var(--faint);font-weight:600;letter-spacing:.06em;text-transform:uppercase;"
    "font-size:.85rem}\n"
    ".note{padding:.7rem 1rem;border-left:4px solid var(--link);background:var(--panel)}\n"
    ".badge{display:inline-block;padding:0 .5em;border-radius:1em;background:var(--tint);color:var(--tint-ink);"
    "font-size:.8em;font-weight:600;line-height:1.6}\n"
    ".doubt{background:var(--doubt);color:var(--doubt-ink)}\n",
    // facts
    "dl{margin:.5em 0;display:grid;gap:.15em 1rem}\n"
    "dl div{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:0 .75rem}\n"
    "dt{color:var(--faint);font-size:.9em}dd{margin:0;font-size:.95em}\n"
    "header dl{max-width:44rem}header dt,header dd{font-size:1rem}\n",
    // contents
    "nav{margin:1.5rem 0;padding:.25rem 1rem 1rem;background:var(--panel);border-radius:.5rem}\n"
    "nav h2{margin:.75rem 0 .5rem;font-size:1rem;border:0;padding:0}\n"
    "nav ol{list-style:none;margin:0;padding:0}nav ol ol{padding-left:1rem;font-size:.94em}\n"
    "nav li{margin:.1rem 0}nav a{display:inline-block;padding:.12rem 0;text-decoration:none}\n"
    "nav a:hover{text-decoration:underline}\n"
    "nav>ol>li>a{font-weight:600}\n",
    // criteria
    "ul.criteria,ul.criteria ul{list-style:none;margin:.3em 0;padding:0}\n"
    "ul.criteria{max-width:52rem}\n"
    "ul.criteria li{position:relative;padding:.2em 0 .2em 1.25rem;border-left:2px solid var(--edge)}\n"
    "ul.criteria li::before{content:\"\";position:absolute;left:0;top:1em;width:.8rem;border-top:2px solid "
    "var(--edge)}\n"
    "ul.criteria ul{margin:.2em 0 0}\n",
    // entries
    "ul.entries{list-style:none;margin:1em 0;padding:0;columns:2 25rem;column-gap:2.5rem}\n"
    "ul.entries:has(>li:only-child){columns:auto}\n"
    "ul.entries li{break-inside:avoid;padding:.6em 0 .7em;border-top:1px solid var(--edge)}\n"
    "ul.entries p,ul.entries dl{margin:.15em 0}\n"
    "li:target,tr:target{background:var(--tint);box-shadow:0 0 0 .4rem var(--tint)}\n",
    // tables
    ".scroll{overflow-x:auto;margin:1em 0}\n"
    "table{border-collapse:collapse;font-size:.95em;font-variant-numeric:tabular-nums}\n"
    "caption{text-align:left;font-weight:600;padding:0 0 .4em}\n"
    "th,td{text-align:left;vertical-align:top;padding:.35em .9em .35em 0;border-bottom:1px solid var(--edge)}\n"
    "thead th{vertical-align:bottom;border-bottom:2px solid var(--ink)}\n"
    "tbody th{font-weight:400}\n"
    ".group th{font-weight:600;padding-top:1em;color:var(--faint)}\n"
    "thead th{min-width:5rem}th:first-child{min-width:9rem}\n"
    "tbody th{position:sticky;left:0;background:var(--paper)}\n",
    // the ladder
    "figure{margin:1em "
    "0;max-width:100%}figcaption{color:var(--faint);font-size:.9em;width:0;min-width:min(100%,20rem)}\n"
    "section:has(>figure){display:flex;flex-wrap:wrap;column-gap:3rem;align-items:start}\n"
    "section:has(>figure)>*{min-width:0}section:has(>figure)>:is(h2,h3){width:100%}section>figure{flex:0 1 auto}\n"
    "section>figure~.scroll{flex:1 1 22rem}\n"
    "figure svg{display:block;width:100%;height:auto}svg.key{display:inline-block;width:34px;height:10px}\n"
    ".line,.tip{color:var(--faint)}.both{stroke-width:2.5}.after{stroke-width:1.5}.meets{stroke-width:2}\n"
    ".box rect{fill:var(--tint);stroke:var(--link);stroke-width:1.5}\n"
    ".box.gate rect{fill:var(--doubt);stroke:var(--doubt-ink)}\n"
    ".box.destination rect,.box.outside rect{fill:var(--paper);stroke:var(--faint)}\n"
    ".box text{fill:var(--ink)}.box .title{font-weight:600}.box .small,.band{fill:var(--faint)}\n"
    ".box:hover rect,.box:focus-visible rect{stroke-width:3.5}\n"
    "footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--edge);color:var(--faint);font-size:.9em}\n",
    // a desk
    "@media screen and (min-width:64rem){body{display:grid;grid-template-columns:16.5rem minmax(0,1fr);column-gap:3rem;"
    "padding:0 2rem 3rem}header,footer{grid-column:1/-1}nav{position:sticky;top:1rem;align-self:start;"
    "max-height:calc(100vh - 2rem);overflow-y:auto;margin:1rem 0}main>section:first-child>h2{margin-top:1rem}}\n"
    "@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}\n",
    // paper
    "@media print{@page{margin:18mm 16mm}html{font-size:10pt;line-height:1.4}body{padding:0;max-width:none}"
    ".skip{display:none}h1{font-size:24pt}h2{break-before:page;margin-top:0}nav h2,main>section:first-child>h2"
    "{break-before:auto}nav{background:none;padding:0;columns:2;break-after:page}h1,h2,h3,h4,h5,h6,caption,.name"
    "{break-after:avoid}tr,figure,.note{break-inside:avoid}.scroll{overflow:visible}a{color:inherit;"
    "text-decoration:none}a.out::after{content:\" <\" attr(href) \">\";font-size:.85em;overflow-wrap:anywhere}"
    "figure svg{max-height:230mm;min-width:0!important}ul.entries{columns:2 17rem;column-gap:1.5rem;font-size:.94em}dl "
    "div{grid-template-columns:5.2rem minmax(0,1fr)}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n",
    NULL,
};
