/* The preview's own part: the official client, over a conversation that stands in the page and goes nowhere. */
"use strict";

(function () {
  const { locale, avatar, activities } = JSON.parse(document.getElementById("settings").textContent);
  const ONLINE = 2;
  const nothing = { unsubscribe() {} };

  /* What the client listens to: it hears each value once, then nothing more. */
  function saying(values) {
    return {
      subscribe(heard) {
        const next = typeof heard === "function" ? heard : (value) => heard.next && heard.next(value);
        setTimeout(() => values.forEach(next), 0);
        return nothing;
      },
    };
  }

  const directLine = {
    activity$: saying(activities),
    connectionStatus$: saying([0, 1, ONLINE]),
    postActivity: () => saying([]),
    end() {},
  };

  function render() {
    const styleOptions = { ...Spot.style(avatar), hideSendBox: true };
    WebChat.renderWebChat(
      { directLine, locale, userID: "reader", styleOptions, adaptiveCardsHostConfig: Spot.cards() },
      document.getElementById("chat"),
    );
  }

  render();
  Spot.onScheme(render);
})();
