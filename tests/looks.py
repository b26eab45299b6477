"""What is wrong with how a page looks: wider than its window, text cut off, contrast too poor to read."""

from dataclasses import dataclass

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")

FAULTS = r"""
() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`wider than the window: ${root.scrollWidth} > ${root.clientWidth}`);
  const number = (text) => parseFloat(text) || 0;
  const parsed = new Map();
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const colour = (text) => {
    if (!parsed.has(text)) {
      canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
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
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const seen = (element) => element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
    && element.getBoundingClientRect().width > 1 && element.getBoundingClientRect().height > 1;
  const hidden = (element) => { for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath !== "none") return true; return false; };
  const said = (text) => `“${text.trim().slice(0, 40)}”`;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const done = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || done.has(element) || !seen(element) || hidden(element) || element.closest("[data-looks=ignore]")) continue;
    done.add(element);
    const style = getComputedStyle(element);
    const size = number(style.fontSize), bold = number(style.fontWeight) >= 700;
    const under = ground(element);
    const ratio = contrast(over(colour(style.color), under), under);
    const needed = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    if (ratio < needed - 0.01) faults.push(`contrast ${ratio.toFixed(2)} < ${needed}: ${said(node.data)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const held = getComputedStyle(at);
      if (/(auto|scroll)/.test(held.overflowX + held.overflowY)) break;
      if (held.textOverflow === "ellipsis") break;
      if (held.overflowX === "visible") continue;
      const frame = at.getBoundingClientRect();
      if (box.right > frame.right + 1.5 || box.left < frame.left - 1.5) { faults.push(`cut off: ${said(node.data)}`); break; }
    }
    if (box.right > root.clientWidth + 1 || box.left < -1) faults.push(`off the window: ${said(node.data)}`);
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


def look(page, name, width, scheme, folder):
    """Keep a picture of what a Playwright page shows, and give what is wrong with it."""
    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
    return Look(name, width, scheme, tuple(page.evaluate(FAULTS)))
