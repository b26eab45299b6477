/* How the official client looks here: its options and its cards, in light and in dark. */
"use strict";

var Spot = window.Spot || {};
window.Spot = Spot;

(function () {
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
  const LIGHT = {
    ground: "#f6f7f8", surface: "#ffffff", raised: "#f0f2f4", line: "#dfe3e8", strong: "#c3cad3", ink: "#1a2230",
    quiet: "#566173", accent: "#0f6a63", onAccent: "#ffffff", mine: "#0f6a63", onMine: "#ffffff",
    good: "#14643a", goodSoft: "#e2f4e9", warm: "#80500a", warmSoft: "#fcf0d9", bad: "#a5231f", badSoft: "#fce8e6",
    coolSoft: "#e6ecfb", soft: "#e1f2f0",
  };
  const DARK = {
    ground: "#10151c", surface: "#171e27", raised: "#1e2732", line: "#2a3441", strong: "#3d4a5a", ink: "#e3e8ef",
    quiet: "#9aa7b8", accent: "#5fcabd", onAccent: "#06231f", mine: "#14524c", onMine: "#eefaf8",
    good: "#7fd6a1", goodSoft: "#15331f", warm: "#efc377", warmSoft: "#3a2a0e", bad: "#ff9d97", badSoft: "#431a18",
    coolSoft: "#1d2a4b", soft: "#14332f",
  };
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const palette = () => (dark.matches ? DARK : LIGHT);

  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const picture = (svg) => `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;

  /** Give three dots that breathe one after the other, or stand where motion is not wanted. */
  const typing = function (colour) {
    const breath = (begin) => (still.matches ? "" : `<animate attributeName="opacity" values=".25;1;.25" dur="1.2s" begin="${begin}s" repeatCount="indefinite"/>`);
    const dot = (x, begin) => `<circle cx="${x}" cy="10" r="3.5" fill="${colour}" opacity=".5">${breath(begin)}</circle>`;
    return picture(`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="20">${dot(18, 0)}${dot(32, 0.2)}${dot(46, 0.4)}</svg>`);
  };

  /** Give a ring that turns. */
  const spinner = function (colour) {
    const turn = still.matches ? "" : '<animateTransform attributeName="transform" type="rotate" from="0 8 8" to="360 8 8" dur="1s" repeatCount="indefinite"/>';
    return picture(`<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="6" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="28 10">${turn}</circle></svg>`);
  };

  /** Call `changed` whenever the system switches between light and dark. */
  Spot.onScheme = (changed) => dark.addEventListener("change", changed);

  /** Give Web Chat's style options. */
  Spot.style = function (avatar) {
    const c = palette();
    return {
      accent: c.accent, subtle: c.quiet, backgroundColor: "transparent", primaryFont: FONT, monospaceFont: "ui-monospace, Consolas, monospace",
      fontSizeSmall: "80%", paddingRegular: 11,
      avatarSize: 32, avatarBorderRadius: "10px", botAvatarImage: avatar, botAvatarInitials: "", botAvatarBackgroundColor: "transparent", showAvatarInGroup: "sender",
      bubbleBackground: c.surface, bubbleBorderColor: c.line, bubbleBorderRadius: 14, bubbleTextColor: c.ink,
      bubbleFromUserBackground: c.mine, bubbleFromUserBorderColor: c.mine, bubbleFromUserBorderRadius: 14, bubbleFromUserTextColor: c.onMine,
      bubbleMaxWidth: 560, bubbleMinWidth: 120, bubbleMinHeight: 40,
      hideUploadButton: true, sendBoxBackground: c.surface, sendBoxTextColor: c.ink, sendBoxPlaceholderColor: c.quiet, sendBoxBorderTop: "0",
      sendBoxHeight: 48, sendBoxTextWrap: true, sendBoxButtonAlignment: "bottom", sendBoxButtonColor: c.accent, sendBoxButtonColorOnHover: c.accent,
      sendBoxButtonColorOnFocus: c.accent, sendBoxButtonColorOnActive: c.accent, sendBoxButtonShadeColorOnHover: c.raised, sendBoxButtonShadeColorOnActive: c.raised,
      sendBoxButtonShadeColorOnDisabled: "transparent", sendBoxButtonColorOnDisabled: c.strong, sendBoxButtonShadeBorderRadius: 10, sendBoxButtonShadeInset: 5,
      sendBoxButtonKeyboardFocusIndicatorBorderColor: c.accent, sendBoxButtonKeyboardFocusIndicatorBorderRadius: 8,
      suggestedActionLayout: "flow", suggestedActionBackgroundColor: c.surface, suggestedActionTextColor: c.accent, suggestedActionBorderColor: c.strong,
      suggestedActionBorderWidth: 1, suggestedActionBorderRadius: 18, suggestedActionHeight: 36, suggestedActionBackgroundColorOnHover: c.raised, suggestedActionBackgroundColorOnActive: c.raised,
      timestampColor: c.quiet, transcriptOverlayButtonBackground: c.accent, transcriptOverlayButtonBackgroundOnHover: c.accent, transcriptOverlayButtonBackgroundOnFocus: c.accent,
      transcriptOverlayButtonColor: c.onAccent, transcriptVisualKeyboardIndicatorColor: c.accent, transcriptActivityVisualKeyboardIndicatorColor: c.quiet,
      transcriptTerminatorBackgroundColor: c.quiet, transcriptTerminatorColor: c.ground,
      toastErrorBackgroundColor: c.badSoft, toastErrorColor: c.bad, toastWarnBackgroundColor: c.warmSoft, toastWarnColor: c.warm,
      toastInfoBackgroundColor: c.soft, toastInfoColor: c.accent, toastSuccessBackgroundColor: c.goodSoft, toastSuccessColor: c.good, toastSeparatorColor: c.line,
      notificationText: c.quiet, failedConnectivity: c.bad, slowConnectivity: c.warm, cardEmphasisBackgroundColor: c.raised, cardPushButtonBackgroundColor: c.accent, cardPushButtonTextColor: c.onAccent,
      typingAnimationBackgroundImage: typing(c.quiet), spinnerAnimationBackgroundImage: spinner(c.accent), markdownExternalLinkIconImage: "none", emojiSet: {}, maxMessageLength: 28000,
    };
  };

  /** Give the host config of Adaptive Cards. */
  Spot.cards = function () {
    const c = palette();
    const colours = {
      default: { default: c.ink, subtle: c.quiet }, dark: { default: c.ink, subtle: c.quiet }, light: { default: c.quiet, subtle: c.quiet },
      accent: { default: c.accent, subtle: c.accent }, good: { default: c.good, subtle: c.good },
      warning: { default: c.warm, subtle: c.warm }, attention: { default: c.bad, subtle: c.bad },
    };
    const container = (backgroundColor) => ({ backgroundColor, borderColor: c.line, foregroundColors: colours });
    return {
      fontFamily: FONT, supportsInteractivity: true,
      fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 21 },
      lineHeights: { small: 19, default: 22, medium: 23, large: 25, extraLarge: 28 },
      fontWeights: { lighter: 300, default: 400, bolder: 600 },
      spacing: { small: 4, default: 8, medium: 12, large: 18, extraLarge: 26, padding: 14 },
      separator: { lineThickness: 1, lineColor: c.line },
      containerStyles: {
        default: { foregroundColors: colours }, emphasis: container(c.raised), accent: container(c.soft),
        good: container(c.goodSoft), warning: container(c.warmSoft), attention: container(c.badSoft),
      },
      imageSizes: { small: 40, medium: 80, large: 160 },
      actions: { actionAlignment: "left", actionsOrientation: "horizontal", buttonSpacing: 8, maxActions: 20, spacing: "medium", showCard: { actionMode: "inline", inlineTopMargin: 10 } },
      adaptiveCard: { allowCustomStyle: false },
      factSet: { title: { color: "default", isSubtle: true, weight: "default", wrap: true, maxWidth: 150 }, value: { color: "default", weight: "default", wrap: true }, spacing: 16 },
      inputs: { label: { requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" }, optionalInputs: { weight: "bolder" } }, errorMessage: { color: "attention" } },
      textBlock: { headingLevel: 2 },
    };
  };
})();
