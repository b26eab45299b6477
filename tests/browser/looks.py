"""What is wrong with how a page looks: wider than its window, text cut off, contrast too poor to read."""

from contextlib import suppress
from dataclasses import dataclass

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
SETTLING_MS = 10_000
"""How long what moves may take to come to rest, however busy the machine is."""

FAULTS = r"""
() => {
  const faults = [];
  const root = document.documentElement;
  const number = (text) => parseFloat(text) || 0;
  const said = (text) => `“${text.trim().slice(0, 40)}”`;
  const pen = document.createElement("canvas").getContext("2d", {willReadFrequently: true});

  if (root.scrollWidth > root.clientWidth) {
    faults.push(`wider than the window: ${root.scrollWidth} > ${root.clientWidth}`);
  }

  const parsed = new Map();
  const colour = (text) => {
    if (!parsed.has(text)) {
      pen.clearRect(0, 0, 1, 1); pen.fillStyle = text; pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      parsed.set(text, [r, g, b, a / 255]);
    }
    return parsed.get(text);
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = colour(getComputedStyle(at).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    const base = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reverse().reduce((under, top) => over(top, under), base);
  };
  const linear = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const contrast = (one, other) => {
    const [bright, dim] = [light(one), light(other)].sort((a, b) => b - a);
    return (bright + 0.05) / (dim + 0.05);
  };
  const poor = (element, text) => {
    const style = getComputedStyle(element);
    const size = number(style.fontSize);
    const needed = size >= 24 || (number(style.fontWeight) >= 700 && size >= 18.66) ? 3 : 4.5;
    const under = ground(element);
    const ratio = contrast(over(colour(style.color), under), under);
    if (ratio < needed - 0.01) faults.push(`contrast ${ratio.toFixed(2)} < ${needed}: ${said(text)}`);
  };

  const up = function* (element) {
    for (let at = element; at && at !== document.body; at = at.parentElement) yield at;
  };
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    if (!element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) return false;
    return box.width > 1 && box.height > 1 && ![...up(element)].some((at) => getComputedStyle(at).clipPath !== "none");
  };
  const cut = (element, node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    for (const at of up(element)) {
      const held = getComputedStyle(at);
      if (/auto|scroll/.test(held.overflowX + held.overflowY) || held.textOverflow === "ellipsis") return;
      if (held.overflowX === "visible") continue;
      const frame = at.getBoundingClientRect();
      if (box.right > frame.right + 1.5 || box.left < frame.left - 1.5) {
        faults.push(`cut off: ${said(node.data)}`);
        return;
      }
    }
    if (box.right > root.clientWidth + 1 || box.left < -1) faults.push(`off the window: ${said(node.data)}`);
  };

  const done = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || done.has(element) || !seen(element)) continue;
    done.add(element);
    poor(element, node.data);
    cut(element, node);
  }
  for (const field of document.querySelectorAll("select")) {
    const chosen = field.selectedOptions[0];
    if (!chosen || !seen(field)) continue;
    const style = getComputedStyle(field);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const room = field.clientWidth - number(style.paddingLeft) - number(style.paddingRight);
    if (pen.measureText(chosen.text.trim()).width > room + 1) faults.push(`cut off: ${said(chosen.text)}`);
    poor(field, chosen.text);
  }
  return [...new Set(faults)];
}
"""


@dataclass(frozen=True)
class Look:
    """One page at one width in one colour scheme."""

    name: str
    width: int
    scheme: str
    faults: tuple[str, ...]

    def __str__(self):
        where = f"{self.name:<28} {self.width:>5} px {self.scheme:<5}"
        return (
            f"{where} fine" if not self.faults else f"{where} {len(self.faults)} faults: {'; '.join(self.faults[:5])}"
        )


def settle(page):
    """Wait until nothing is wrong with a page, as long as what moves may take to come to rest."""
    from playwright.sync_api import TimeoutError as TookTooLong

    with suppress(TookTooLong):
        page.wait_for_function(f"() => ({FAULTS.strip()})().length === 0", timeout=SETTLING_MS)


def look(page, name, width, scheme, folder):
    """Keep a picture of what a Playwright page shows, and return what is wrong with it and stays wrong."""
    settle(page)
    faults = page.evaluate(FAULTS)
    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
    return Look(name, width, scheme, tuple(faults))
