/* Why the last answer was given. Everything is set as text, so nothing that somebody wrote can become markup. */
"use strict";

var Spot = window.Spot || {};
window.Spot = Spot;

(function () {
  const make = function (tag, given = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) name === "class" ? (element.className = value) : element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null));
    return element;
  };
  const percent = (share) => (share > 0 && share < 0.005 ? "< 1 %" : `${Math.round(100 * share)} %`);
  const within = (share) => Math.max(0, Math.min(1, share || 0));
  const bar = function (share, ...ticks) {
    const fill = make("i");
    fill.style.width = `${100 * within(share)}%`;
    return make("div", { class: "bar", "aria-hidden": "true" }, fill, ...ticks);
  };

  /** What is live: `show` fills the lower part of the panel with the last receipt. */
  Spot.Live = class {
    constructor(root, say, locale) {
      this.root = root.querySelector(".live");
      this.say = say;
      this.locale = locale;
      this.shown = "";
    }

    show(receipt) {
      const told = JSON.stringify(receipt);
      if (told === this.shown) return;
      this.shown = told;
      this.root.hidden = !receipt;
      if (!receipt) return;
      const since = new Date(receipt.at).toLocaleTimeString(this.locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
      this.root.replaceChildren(
        make("p", { class: "since" }, make("strong", {}, this.headline(receipt)), ` · ${this.say.live_since} ${since} · `, make("code", {}, receipt.version)),
        ...receipt.behind.map((one) => this.mistake(one.file, one.answers ? this.say.keeps : this.say.keeps_nothing)),
        ...receipt.mistakes.map((one) => this.mistake(one.where, `${one.what}: ${one.remedy}`, one.level)),
        ...this.more(receipt),
        ...this.labelled(receipt.tested),
      );
    }

    headline(receipt) {
      if (receipt.started) return `${receipt.entries} ${this.say.entries}`;
      const parts = ["added", "changed", "removed"].filter((kind) => receipt[kind].total);
      return parts.map((kind) => `${receipt[kind].total} ${this.say[kind]}`).join(", ") || this.say.no_entry;
    }

    mistake(where, what, level = "behind") {
      return make("p", { class: `mistake ${level}` }, make("code", {}, where), " ", make("span", { dir: "auto" }, what));
    }

    more(receipt) {
      const rest = receipt.errors + receipt.warnings - receipt.mistakes.length;
      return rest > 0 ? [make("p", {}, `${rest} ${this.say.more_mistakes}`)] : [];
    }

    labelled(tested) {
      if (!tested || !tested.asked) return [];
      const newly = tested.newly.map((one) => this.mistake(one.where, `${this.say.newly_wrong}: ${one.ask}`, "error"));
      return [make("p", {}, `${this.say.labelled}: ${tested.expected} / ${tested.asked}`), ...newly];
    }
  };

  /** The panel: `show` fills it with one question's reasons, or with none. */
  Spot.Why = class {
    constructor(root, say) {
      this.root = root.querySelector(".reasons");
      this.brief = root.querySelector(".brief");
      this.say = say;
    }

    show(found) {
      if (!found) {
        this.brief.textContent = "";
        this.root.replaceChildren(make("p", { class: "empty" }, this.say.why_empty));
        return;
      }
      this.brief.textContent = `${this.say[found.verdict]} · ${percent(found.confidence)}`;
      this.root.replaceChildren(
        make("p", { class: "asked", dir: "auto" }, found.question),
        make("div", { class: "ruling" }, make("span", { class: `pill ${found.verdict}` }, this.say[found.verdict]), found.case ? make("span", { class: "pill" }, `${this.say.case} ${found.case}`) : null),
        make("p", { class: "reason" }, found.reason),
        ...this.sentence(found.grounds),
        this.meter(found),
        ...this.corrections(found.corrections),
        make("h3", {}, this.say.candidates),
        found.candidates.length ? make("ol", { class: "candidates" }, ...found.candidates.map((one) => this.candidate(one, found))) : make("p", { class: "empty" }, this.say.no_candidates),
        ...this.sentence(found.why_not),
        make("p", { class: "foot" }, `${this.say.knowledge} `, make("code", {}, found.knowledge), found.revision ? " · git " : null, found.revision ? make("code", {}, found.revision) : null),
      );
      this.root.scrollTop = 0;
    }

    sentence(text) {
      return text ? [make("p", { class: "reason", dir: "auto" }, text)] : [];
    }

    meter(found) {
      const named = Object.entries(found.thresholds).filter(([, from]) => typeof from === "number");
      const ticks = named.map(([, from]) => this.at(make("span", { class: "tick" }), from));
      const labels = named.map(([name, from]) => this.at(make("span", { class: from > 0.8 ? "end" : "" }, this.say[`threshold_${name}`] || name, make("br"), percent(from)), from));
      return make(
        "div",
        { class: "meter" },
        make("div", { class: "head" }, make("span", {}, `${this.say.confidence} · ${this.say[`kind_${found.kind}`] || found.kind}`), make("b", {}, percent(found.confidence))),
        bar(found.confidence, ...ticks),
        make("div", { class: "ticks" }, ...labels),
      );
    }

    at(element, share) {
      element.style.left = `${100 * within(share)}%`;
      return element;
    }

    corrections(pairs) {
      if (!pairs.length) return [];
      const items = pairs.map(([typed, understood]) => make("li", {}, make("s", {}, typed), ` → ${understood}`));
      return [make("h3", {}, this.say.corrections), make("ul", { class: "fixes" }, ...items)];
    }

    candidate(one, found) {
      const chosen = one.entry === (found.chosen || found.entry);
      const summary = make(
        "summary",
        {},
        make("span", { class: "entry" }, one.entry),
        make("span", { class: "percent" }, percent(one.confidence) + (chosen ? ` · ${this.say.chosen}` : "")),
        bar(one.confidence),
        make("code", {}, `${one.file}:${one.line}`),
      );
      return make("li", { class: `candidate${chosen ? " chosen" : ""}` }, make("details", {}, summary, this.more(one)));
    }

    /** What the score is made of, where that is known; else what each channel said. */
    signals(one) {
      const shares = Object.entries(one.shares || {});
      const whole = shares.reduce((sum, [, share]) => sum + share, 0);
      if (whole > 0) return shares.map(([name, share]) => [name, share / whole, percent(share / whole)]);
      return Object.entries(one.channels).map(([name, value]) => [name, value, value.toFixed(2)]);
    }

    more(one) {
      const { pairs: near = [], missing = [] } = one;
      const line = (label, text) => make("p", { dir: "auto" }, make("span", { class: "label" }, `${label}: `), text);
      const signals = this.signals(one).flatMap(([name, part, shown]) => [make("dt", {}, name.replaceAll("_", " ")), bar(part), make("dd", {}, shown)]);
      return make(
        "div",
        { class: "more" },
        line(this.say.nearest, one.phrasing),
        one.words.length ? line(this.say.shared, one.words.join(", ")) : null,
        near.length ? line(this.say.near, near.map(([typed, word]) => `${typed} ~ ${word}`).join(", ")) : null,
        missing.length ? line(this.say.missing, missing.join(", ")) : null,
        make("dl", {}, ...signals, make("dt", {}, this.say.score), make("span"), make("dd", {}, one.score.toFixed(2))),
      );
    }
  };
})();
