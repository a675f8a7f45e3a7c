#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pages of `waymark rules doc` in a real browser: phone and desk, light and dark, by keyboard, on paper.

usage: tests/e2e/doc.py WAYMARK [PICTURES]     with a folder PICTURES, what it looks like is kept there
"""
import os
import re
import subprocess
import sys
import tempfile

from doc_browser import Browser, Failure

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKS = {
    "somerset": "rules/frameworks/somerset-social-prescribing",
    "northside": "rules/organisations/northside",
    "orchard": "tests/unit/author/doc/frameworks/orchard",  # branches, gates, and texts that want to be obeyed
    "hollow": "tests/unit/author/doc/organisations/hollow",
}
PHONE, DESK = (360, 740), (1280, 900)

# Every text, its colour against what is behind it: the least contrast that WCAG AA allows is 4.5.
CONTRAST = r"""(() => {
  const parse = text => { const m = text.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
  const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b; };
  const behind = element => { for (let at = element; at; at = at.parentElement) {
      const box = at.closest('a.box');
      if (box && at.tagName !== 'rect') return parse(getComputedStyle(box.querySelector('rect')).fill);
      const colour = parse(getComputedStyle(at).backgroundColor); if (colour[3] > 0) return colour; }
    return parse(getComputedStyle(document.documentElement).backgroundColor); };
  const bad = [], seen = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.closest('title,desc,style')) continue;
    const style = getComputedStyle(element), colour = parse(element.closest('svg') ? style.fill : style.color);
    const a = light(colour.slice(0, 3)), b = light(behind(element).slice(0, 3));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) { const what = element.tagName + '.' + element.className + ' ' + ratio.toFixed(2); if (!seen.has(what)) bad.push(what); seen.add(what); }
  }
  return bad; })()"""

DEAD_LINKS = """[...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1))
  .filter(id => !document.getElementById(id))"""
TWICE = """(() => { const seen = new Set();
  return [...document.querySelectorAll('[id]')].map(e => e.id).filter(id => seen.has(id) || !seen.add(id)); })()"""
SKIPPED_HEADINGS = """(() => { let last = 0; const bad = [];
  for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) { const level = +h.tagName[1];
    if (level > last + 1) bad.push(h.textContent); last = level; } return bad; })()"""
# Regions that scroll by themselves: named, and reached by keyboard.
REGIONS = """[...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth && e.clientWidth > 0 &&
    ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
  .map(e => ({reached: e.tabIndex === 0, role: e.getAttribute('role'),
    name: document.getElementById(e.getAttribute('aria-labelledby'))?.textContent ?? ''}))"""
HERE = """(() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  const box = e.matches('a.box') ? getComputedStyle(e.querySelector('rect')) : null;
  return {name: e.className?.baseVal ?? e.className, tag: e.tagName.toLowerCase(), href: e.getAttribute('href'),
    id: e.id, nav: !!e.closest('nav'), on: b.bottom > 0 && b.top < innerHeight && b.right > 0 && b.left < innerWidth,
    outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || !!box && parseFloat(box.strokeWidth) > 3}; })()"""

# Whether what has the focus scrolls sideways within so many frames.
MOVED = """new Promise(done => { let frames = 0; const look = () => document.activeElement.scrollLeft > 0 ? done(true)
  : ++frames > 600 ? done(false) : requestAnimationFrame(look); look(); })"""


def require(condition, text):
    if not condition:
        raise Failure(text)


def require_none(found, text):
    require(not found, f"{text}: {found[:5] if isinstance(found, list) else found}")


def write_pages(waymark, folder):
    for name, pack in PACKS.items():
        for ending in ("html", "md"):
            subprocess.run([waymark, "rules", "doc", os.path.join(ROOT, pack), "--output",
                            os.path.join(folder, f"{name}.{ending}")], check=True, timeout=300)


def fits(browser, path, size):
    browser.show(path, *size)
    width = browser.ask("document.scrollingElement.scrollWidth")
    require(width <= size[0], f"{path}: {width} wide on a screen of {size[0]}")
    for region in browser.ask(REGIONS):
        require(region["reached"] and region["role"] == "region" and region["name"], f"{path}: {region} scrolls")


def is_whole(browser, path):
    """What holds at any size."""
    require_none(browser.ask(DEAD_LINKS), f"{path}: links to nowhere")
    require_none(browser.ask(TWICE), f"{path}: ids twice")
    require_none(browser.ask(SKIPPED_HEADINGS), f"{path}: headings that skip a level")
    for landmark in ("main", "nav", "body > header", "body > footer", "h1"):
        require(browser.ask(f"document.querySelectorAll('{landmark}').length") == 1, f"{path}: one {landmark}")
    require(browser.ask("document.documentElement.lang") == "en-GB", f"{path}: its language")
    require(browser.ask("document.title") == browser.ask("document.querySelector('h1').textContent"), "the title")
    require_none(browser.ask("document.querySelectorAll('script,link,img,iframe,[style*=url],[onload],[onclick]').length"),
                 f"{path}: something that could be fetched or run")
    require_none(browser.ask("""[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))
      .filter(h => !/^(#|https?:)/.test(h))"""), f"{path}: links of another kind")
    for svg in range(browser.ask("document.querySelectorAll('figure div svg').length")):
        name = f"document.querySelectorAll('figure div svg')[{svg}]"
        require(browser.ask(f"{name}.querySelector('title').textContent.length > 10 && "
                            f"{name}.querySelector('desc').textContent.length > 20"), f"{path}: a picture without words")
    asked = [event["params"]["request"]["url"] for event in browser.events
             if event.get("method") == "Network.requestWillBeSent"]
    require(len(asked) == 1, f"{path}: fetched {asked}")
    faults = [event["params"] for event in browser.events
              if event.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]
    require_none(faults, f"{path}: faults")


def texts_fit_their_boxes(browser, path):
    require_none(browser.ask("""[...document.querySelectorAll('a.box')].flatMap(box => {
      const b = box.querySelector('rect').getBBox();
      return [...box.querySelectorAll('text')].filter(t => { const r = t.getBBox();
        return r.x < b.x || r.x + r.width > b.x + b.width || r.y < b.y || r.y + r.height > b.y + b.height; })
        .map(t => t.textContent); })"""), f"{path}: texts beyond their boxes")


def keyboard(browser, path, size):
    """Tab comes to the skip link first, then the contents, then the page with its regions; each is seen to be there."""
    browser.show(path, *size)
    stops = []
    for _ in range(80):
        browser.press("Tab", "Tab", 9)
        stop = browser.ask(HERE)
        require(stop["on"], f"{path}: {stop} has the focus and is not on the screen")
        require(stop["outline"], f"{path}: {stop} does not show that it has the focus")
        stops.append(stop)
    require(stops[0]["name"] == "skip", f"{path}: the first stop is {stops[0]}")
    require(stops[1]["nav"], f"{path}: the second stop is {stops[1]}")
    require(any(stop["name"] == "scroll" for stop in stops), f"{path}: no region that scrolls is reached")
    require(any(stop["name"].startswith("box") for stop in stops), f"{path}: no box of the ladder is reached")
    browser.show(path, *size)
    browser.press("Tab", "Tab", 9)
    browser.press("Enter", "Enter", 13)
    require(browser.ask("document.activeElement.id") == "content", f"{path}: the skip link skips nothing")
    browser.press("Tab", "Tab", 9)
    require(not browser.ask(HERE)["nav"], f"{path}: the skip link does not lead past the contents")


def scrolls_by_keyboard(browser, path):
    browser.show(path, *PHONE)
    browser.ask("[...document.querySelectorAll('.scroll')].find(e => e.scrollWidth > e.clientWidth).focus()")
    browser.press("ArrowRight", "ArrowRight", 39)
    require(browser.ask(MOVED, wait=True), f"{path}: what is too wide does not scroll by a key")


def paper(browser, path, dark):
    browser.show(path, *DESK, dark=dark)
    pdf = browser.paper()
    pages = len(re.findall(rb"/Type ?/Page\b(?!s)", pdf))
    require(pdf.startswith(b"%PDF") and pages > 1, f"{path}: {pages} pages on paper")
    browser.show(path, *DESK, dark=dark, medium="print")
    require(browser.ask("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)",
            f"{path}: paper is white")
    require(browser.ask("getComputedStyle(document.querySelector('.skip')).display") == "none", "a skip link on paper")
    if browser.ask("document.querySelectorAll('a.out').length"):
        require("https://" in browser.ask("""(() => { const a = document.querySelector('a.out');
          return getComputedStyle(a, '::after').content.includes('attr') ? a.href : getComputedStyle(a, '::after').content; })()"""),
                f"{path}: links say no address on paper")
    return pdf


def without_style(browser, path):
    browser.show(path, *PHONE)
    browser.ask("document.querySelector('style').remove()")
    require(browser.ask("document.body.innerText.length") > 2000, f"{path}: says nothing without its style")
    require(browser.ask("""[...document.querySelectorAll('svg rect, svg text')].every(e =>
      getComputedStyle(e).fill !== getComputedStyle(e).stroke || e.tagName === 'text')"""), "boxes hide their texts")


def keep_pictures(browser, folder, pictures):
    os.makedirs(pictures, exist_ok=True)
    for name in PACKS:
        path = os.path.join(folder, name + ".html")
        for label, size, dark in (("phone", PHONE, False), ("desk", DESK, False), ("dark", DESK, True)):
            browser.show(path, *size, dark=dark)
            browser.picture(os.path.join(pictures, f"{name}-{label}.png"))
        with open(os.path.join(pictures, name + ".pdf"), "wb") as file:
            file.write(paper(browser, path, False))


def main():
    waymark = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="waymark-pages-") as folder, Browser() as browser:
        write_pages(waymark, folder)
        for name in PACKS:
            path = os.path.join(folder, name + ".html")
            fits(browser, path, PHONE)
            fits(browser, path, DESK)
            is_whole(browser, path)
            texts_fit_their_boxes(browser, path)
            require_none(browser.ask(CONTRAST), f"{path}: too little contrast")
            browser.show(path, *DESK, dark=True)
            require(browser.ask("getComputedStyle(document.documentElement).backgroundColor") != "rgb(255, 255, 255)",
                    f"{path}: white in the dark")
            require_none(browser.ask(CONTRAST), f"{path}: too little contrast in the dark")
            keyboard(browser, path, PHONE)
            keyboard(browser, path, DESK)
            scrolls_by_keyboard(browser, path)
            paper(browser, path, True)
            without_style(browser, path)
            print(name, "is sound")
        if len(sys.argv) > 2:
            keep_pictures(browser, folder, sys.argv[2])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"doc: {failure}")
