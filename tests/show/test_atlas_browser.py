"""The atlas in a real browser: a headless Chromium, skipped where there is none.

Contrast is computed from the colors the browser shows, by the formula of WCAG 2.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.show.atlas_samples import entry, hostile, made_up, real
from verify.run.snapshots import of_record
from verify.show.atlas import write_atlas

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no browser: install chromium and chromium-driver"
)
PHONE, DESKTOP = (390, 844), (1280, 900)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=DRIVER)
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def site(tmp_path_factory: Any) -> Path:
    folder: Path = tmp_path_factory.mktemp("browser") / "site"
    record, discovery = real()
    weak = entry("made.weak", verdict="observed", transitive="observed", seconds=9.0)
    strong = entry(
        "made.strong", uses=["made.weak"], transitive="observed", through="made.weak"
    )
    claims = [*record["claims"], weak, strong]
    before = [one | {"verdict": "observed"} for one in claims if one["id"] == "made.strong"]
    baseline = of_record({**record, "claims": [*claims[:-1], *before]}, "baseline.json")
    write_atlas(folder, {**record, "claims": claims}, discovery.found, baseline)
    return folder


def show(
    browser: Any, file: Path, state: str = "", size: Any = DESKTOP, dark: bool = False
) -> None:
    """Open a page at a size, light or dark; whatever it complains of fails the test."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1}
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", metrics | {"mobile": size == PHONE}
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(file.as_uri() + state)
    assert browser.get_log("browser") == []


def visible(browser: Any) -> list[str]:
    """Return the ids of the rows that the index shows, in their order."""
    script = """return [...document.querySelectorAll(".claims tbody tr:not(.file)")]
        .filter((row) => row.offsetParent !== null)
        .map((row) => row.querySelector(".id a").textContent)"""
    found: list[str] = browser.execute_script(script)
    return found


def press(browser: Any, selector: str) -> None:
    browser.execute_script("document.querySelector(arguments[0]).click()", selector)


def type_into(browser: Any, selector: str, text: str) -> None:
    from selenium.webdriver.common.by import By

    field = browser.find_element(By.CSS_SELECTOR, selector)
    field.clear()
    field.send_keys(text)


def wait_for(browser: Any, script: str) -> None:
    end = time.monotonic() + 5
    while not browser.execute_script(f"return {script}"):
        assert time.monotonic() < end, script
        time.sleep(0.02)


def test_the_filter_shows_what_fits_and_says_how_many(browser: Any, site: Path) -> None:
    show(browser, site / "index.html")
    everything = visible(browser)
    press(browser, ".chip.refuted input")
    shown = visible(browser)
    assert "euler.three_fates.literal" in shown
    assert 0 < len(shown) < len(everything)
    status = browser.execute_script("return document.getElementById('shown').textContent")
    assert status == f"{len(shown)} of {len(everything)} claims"
    type_into(browser, "[name=q]", "fourth fate literal")
    assert visible(browser) == ["euler.three_fates.literal"]
    type_into(browser, "[name=q]", "nothing is called this")
    assert visible(browser) == []
    press(browser, ".clear")
    wait_for(browser, "!location.hash")
    assert visible(browser) == everything


def test_the_state_of_the_filter_is_in_the_address(browser: Any, site: Path) -> None:
    show(browser, site / "index.html")
    press(browser, ".chip.refuted input")
    type_into(browser, "[name=q]", "fates")
    shown, address = visible(browser), browser.current_url
    show(browser, site / "index.html", "#" + address.partition("#")[2])
    assert visible(browser) == shown
    show(browser, site / "index.html", "#verdict=observed&sort=seconds&down=1")
    assert visible(browser) == ["made.weak"]
    show(browser, site / "index.html", "#changed=any")
    assert visible(browser) == ["made.strong"]
    show(browser, site / "index.html", "#sort=nonsense&verdict=nonsense&source=nonsense")


def test_the_columns_sort_both_ways(browser: Any, site: Path) -> None:
    show(browser, site / "index.html")
    press(browser, "[data-sort=seconds]")
    press(browser, "[data-sort=seconds]")
    assert visible(browser)[0] == "made.weak"
    press(browser, "[data-sort=id]")
    assert visible(browser) == sorted(visible(browser))
    press(browser, "[data-sort=verdict]")
    script = "return document.querySelector('.claims tbody tr').dataset.verdict"
    assert browser.execute_script(script) == "refuted"


def heads(browser: Any) -> list[str]:
    script = """return [...document.querySelectorAll(".claims .file")]
        .filter((row) => row.offsetParent !== null).map((row) => row.dataset.group)"""
    found: list[str] = browser.execute_script(script)
    return found


def test_the_sentence_of_a_file_stands_above_its_claims_and_above_no_other(
    browser: Any, site: Path
) -> None:
    show(browser, site / "index.html")
    everything = heads(browser)
    assert everything == sorted(set(everything))
    above = """const row = [...document.querySelectorAll(".claims tbody tr:not(.file)")]
        .find((row) => row.dataset.group === "euler.three_fates");
        const before = row.previousElementSibling;
        return before.className + before.dataset.group"""
    assert browser.execute_script(above) == "fileeuler.three_fates"
    type_into(browser, "[name=q]", "fourth fate literal")  # words of the file and of the claim
    assert heads(browser) == ["euler.three_fates"]
    show(browser, site / "index.html", "#sort=seconds")
    assert heads(browser) == []
    press(browser, "[data-sort=id]")
    assert heads(browser) == everything


def test_digits_are_never_cut(browser: Any, tmp_path: Path) -> None:
    long = "1" * 40
    record = made_up(entry("a.b", statement=rf"\frac{{{long}}}{{2}} < 1"))
    write_atlas(tmp_path, record)
    for page in ("index.html", "claims/a.b.html"):
        show(browser, tmp_path / page, size=PHONE)
        shown = "document.querySelector('mn').getBoundingClientRect().width"
        assert browser.execute_script(f"return {shown}") > 250, page


def test_paper_shows_what_is_folded(browser: Any, site: Path) -> None:
    show(browser, site / "claims/euler.growth_factor.shrinking.html")
    folded = "return document.querySelectorAll('details:not([open])').length"
    assert browser.execute_script(folded) > 0
    browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert browser.execute_script(folded) == 0


def nodes(browser: Any) -> set[str]:
    script = """return [...document.querySelectorAll("#graph .node")]
        .filter((node) => node.style.display !== "none").map((node) => node.dataset.id)"""
    return set(browser.execute_script(script))


def test_the_graph_focuses_on_one_claim_and_keeps_it_in_the_address(
    browser: Any, site: Path
) -> None:
    show(browser, site / "graph.html")
    everything = nodes(browser)
    script = "document.querySelector('[data-id=\"made.strong\"]').dispatchEvent("
    browser.execute_script(script + "new MouseEvent('click', {bubbles: true}))")
    wait_for(browser, "location.hash.includes('made.strong')")
    wait_for(browser, "document.querySelector('.node.focus') !== null")
    assert nodes(browser) == {"made.weak", "made.strong"} < everything
    show(browser, site / "graph.html", "#focus=euler.three_fates.literal")
    assert "euler.three_fates.repaired" in nodes(browser)
    assert "made.weak" not in nodes(browser)
    press(browser, "[type=reset]")
    wait_for(browser, "document.querySelector('.node.focus') === null")
    assert nodes(browser) == everything
    show(browser, site / "graph.html", "#focus=no.such.claim")
    assert nodes(browser) == everything


def test_the_colors_of_the_graph_are_the_computed_transitive_verdicts(
    browser: Any, site: Path
) -> None:
    show(browser, site / "graph.html")
    script = "return document.querySelector('[data-id=\"made.strong\"]').classList.contains"
    assert browser.execute_script(script + "('observed')")


def test_the_graph_works_with_the_keyboard(browser: Any, site: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    show(browser, site / "graph.html")
    browser.execute_script("document.querySelector('[data-id=\"made.weak\"]').focus()")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait_for(browser, "location.hash === '#focus=made.weak'")
    assert nodes(browser) == {"made.weak", "made.strong"}


def test_formulas_render(browser: Any, site: Path) -> None:
    show(browser, site / "claims/euler.growth_factor.shrinking.html")
    sizes = browser.execute_script(
        "return [...document.querySelectorAll('math')].map((m) => "
        "[m.getBoundingClientRect().width, m.getBoundingClientRect().height])"
    )
    assert len(sizes) > 5
    assert all(width > 5 and height > 5 for width, height in sizes)
    script = "return document.querySelector('msup').getBoundingClientRect().height"
    raised = browser.execute_script(
        script + " > document.querySelector('msup mn, msup mi').getBoundingClientRect().height"
    )
    assert raised
    wait_for(browser, "document.fonts.status === 'loaded'")


def test_the_witness_can_be_copied(browser: Any, site: Path) -> None:
    show(browser, site / "claims/euler.three_fates.literal.html")
    press(browser, "[data-copy=witness-values]")
    wait_for(
        browser,
        "['Copied', 'Marked'].includes("
        "document.querySelector('[data-copy=witness-values]').textContent)",
    )


def test_every_page_opens_without_a_complaint(browser: Any, site: Path) -> None:
    for file in some_pages(site):
        show(browser, file)


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_no_page_is_wider_than_the_screen(browser: Any, site: Path, size: Any) -> None:
    for file in some_pages(site):
        show(browser, file, size=size)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= size[0], file


def test_a_word_without_end_is_broken(browser: Any, tmp_path: Path) -> None:
    long = "9" * 300
    told = entry(
        "long.word", because=long, scope=long, statement=long, witness={"x": long}, digest=long
    )
    write_atlas(tmp_path / "site", made_up(told | {"assumptions": [long]}))
    show(browser, tmp_path / "site/claims/long.word.html", size=PHONE)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize(
    ("page", "part"),
    [
        ("index.html", ".file th"),
        ("claims/euler.three_fates.literal.html", ".crumbs"),
        ("claims/euler.three_fates.literal.html", ".kin .saying"),
        ("claims/euler.growth_factor.shrinking.html", ".chain math"),
    ],
)
def test_digits_without_end_scroll_or_break_in_their_place(
    browser: Any, site: Path, page: str, part: str
) -> None:
    show(browser, site / page, size=PHONE)
    script = "const e = document.querySelector(arguments[0]); e.textContent = '9'.repeat(200)"
    browser.execute_script(script, part)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]


def test_hostile_strings_do_nothing(browser: Any, tmp_path: Path) -> None:
    write_atlas(
        tmp_path / "site",
        made_up(hostile(), entry("good.claim", uses=["good.base"]), entry("good.base")),
    )
    for file in sorted((tmp_path / "site").rglob("*.html")):
        show(browser, file)
        assert browser.title != "owned"
        assert browser.execute_script("return document.images.length") == 0


CONTRAST = """
const gamma = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const channel = (v) => gamma(v / 255);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const rgba = (color) => {
  paint.clearRect(0, 0, 1, 1); paint.fillStyle = color; paint.fillRect(0, 0, 1, 1);
  return [...paint.getImageData(0, 0, 1, 1).data];
};
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = rgba(getComputedStyle(at).backgroundColor);
    if (color[3] === 255) return color;
  }
  return [255, 255, 255];
};
const poor = [];
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  if (!own || element.closest("svg, .skip") || !element.getClientRects().length) continue;
  const [a, b] = [light(rgba(getComputedStyle(element).color)), light(behind(element))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) poor.push([ratio, element.outerHTML.slice(0, 120)]);
}
return poor;
"""
NAMES = """
const poor = [];
const name = (e) => (e.getAttribute("aria-label") || e.textContent || e.title || "").trim();
for (const e of document.querySelectorAll("a, button")) if (!name(e)) poor.push(e.outerHTML);
for (const e of document.querySelectorAll("input, select"))
  if (!e.labels.length && !e.getAttribute("aria-label")) poor.push(e.outerHTML);
for (const e of document.querySelectorAll("svg[role=img], section, nav, [role=region]"))
  if (!e.getAttribute("aria-label")
      && !document.getElementById(e.getAttribute("aria-labelledby")))
    poor.push(e.outerHTML.slice(0, 120));
for (const e of document.querySelectorAll("[tabindex]"))
  if (e.tabIndex > 0) poor.push(e.outerHTML);
for (const e of document.querySelectorAll("th")) if (!e.scope) poor.push(e.outerHTML);
let last = 0;
for (const e of document.querySelectorAll("h1, h2, h3, h4")) {
  const level = Number(e.tagName[1]);
  if (level > last + 1) poor.push(e.outerHTML);
  last = level;
}
if (document.querySelectorAll("h1").length !== 1) poor.push("not one h1");
if (document.querySelectorAll("main").length !== 1) poor.push("not one main");
if (!document.documentElement.lang) poor.push("no language");
if (!document.title.trim()) poor.push("no title");
const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
if (new Set(ids).size !== ids.length) poor.push("an id twice");
return poor;
"""


def some_pages(site: Path) -> list[Path]:
    names = ("euler.three_fates.literal", "euler.growth_factor.complex_mode", "made.strong")
    unchecked = next(one["id"] for one in real()[0]["claims"] if not one["attempted"])
    claims = [site / f"claims/{name}.html" for name in (*names, unchecked)]
    return [*sorted(site.glob("*.html")), *claims]


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_has_enough_contrast(browser: Any, site: Path, dark: bool) -> None:
    for file in some_pages(site):
        show(browser, file, dark=dark)
        assert browser.execute_script(CONTRAST) == [], file


def test_the_contrast_check_can_fail(browser: Any, site: Path) -> None:
    show(browser, site / "run.html")
    browser.execute_script("document.querySelector('h1').style.color = '#ccc'")
    assert len(browser.execute_script(CONTRAST)) == 1


def test_everything_has_a_name_and_headings_are_in_order(browser: Any, site: Path) -> None:
    for file in some_pages(site):
        show(browser, file)
        assert browser.execute_script(NAMES) == [], file


def test_the_check_of_names_can_fail(browser: Any, site: Path) -> None:
    show(browser, site / "run.html")
    browser.execute_script(
        "document.querySelector('main').append(document.createElement('button'))"
    )
    assert len(browser.execute_script(NAMES)) == 1


def test_paper_is_light_and_has_whole_tables_whatever_the_screen(
    browser: Any, site: Path
) -> None:
    show(browser, site / "claims/euler.growth_factor.shrinking.html", size=PHONE, dark=True)
    scheme = {"name": "prefers-color-scheme", "value": "dark"}
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"media": "print", "features": [scheme]}
    )
    assert browser.execute_script(CONTRAST) == []
    shown = "return getComputedStyle(document.querySelector('.plain thead')).position"
    assert browser.execute_script(shown) == "static"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_dark_mode_is_dark_and_print_leaves_the_controls_out(browser: Any, site: Path) -> None:
    script = "return getComputedStyle(document.body).backgroundColor"
    show(browser, site / "index.html", dark=True)
    dark = browser.execute_script(script)
    show(browser, site / "index.html")
    assert browser.execute_script(script) != dark
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return getComputedStyle(document.querySelector('.filters')).display"
    assert browser.execute_script(shown) == "none"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
