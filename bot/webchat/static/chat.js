/* The page's own part: a token, the official client, a conversation that outlives a reload, and who asks. */
"use strict";

(function () {
  const { locale, say, local, avatar } = JSON.parse(document.getElementById("settings").textContent);
  const KEPT = "spot.chat";
  const ONLINE = 2, EXPIRED = 3, FAILED = 4, ENDED = 5;
  const RECONNECT_MS = 1500, RETRY_MS = 6000, RETRIES = 600, FOLLOW_MS = 2000;
  const picker = document.getElementById("as");
  const place = document.getElementById("chat");
  const notice = document.getElementById("notice");
  const why = local ? new Spot.Why(document.getElementById("why"), say) : null;
  const live = local ? new Spot.Live(document.getElementById("why"), say, locale) : null;
  const domain = new URL("/v3/directline", location.href).href;
  let talk = null;

  const kept = {
    read() {
      try { return JSON.parse(sessionStorage.getItem(KEPT)); } catch { return null; }
    },
    write(value) {
      try { sessionStorage.setItem(KEPT, JSON.stringify(value)); } catch { /* private mode: a reload then begins anew */ }
    },
  };

  function tell(text, action) {
    const [sentence, button] = notice.children;
    notice.hidden = !text;
    sentence.textContent = text || "";
    button.hidden = !action;
    if (action) [button.textContent, button.onclick] = action;
  }

  async function ask(path, options = {}) {
    const response = await fetch(path, { credentials: "omit", cache: "no-store", ...options });
    if (!response.ok) throw Object.assign(new Error(`${path}: ${response.status}`), { status: response.status });
    return response.json();
  }

  /* A new conversation; a stranger who still has one stays the same stranger. */
  async function begin(person) {
    const headers = { "Content-Type": "application/json" };
    if (talk) headers.Authorization = `Bearer ${talk.line.token}`;
    try {
      const { token } = await ask("/chat/token", { method: "POST", headers, body: JSON.stringify({ as: person }) });
      open({ token, person });
    } catch {
      tell(say.unreachable, [say.again, () => begin(person)]);
    }
  }

  /* Go on with the conversation that a reload interrupted, if it has not ended meanwhile. */
  async function resume(held) {
    const path = `/v3/directline/conversations/${encodeURIComponent(held.conversation)}`;
    try {
      const { token } = await ask(path, { headers: { Authorization: `Bearer ${held.token}` } });
      open({ ...held, token });
    } catch (fault) {
      if (![401, 403, 404].includes(fault.status)) return tell(say.unreachable, [say.again, () => resume(held)]);
      await begin(held.person);
      if (talk) tell(say.renewed);
    }
  }

  /* Show a conversation: one that goes on, or a new one that its token begins. */
  function open({ token, person, conversation }) {
    if (talk) talk.line.end();
    tell("");
    const line = WebChat.createDirectLine({ domain, token, conversationId: conversation, watermark: conversation ? "0" : undefined });
    Object.assign(line, { getRetryDelay: () => RECONNECT_MS, timeout: RETRY_MS, retries: RETRIES });
    talk = { line, person, store: storeFor(() => talk && talk.line === line) };
    line.connectionStatus$.subscribe((status) => talk && talk.line === line && connected(status));
    render();
    explain();
  }

  function connected(status) {
    document.body.dataset.connection = status;
    if (status === ONLINE) remember();
    if (status === FAILED) tell(say.unreachable, [say.again, () => begin(talk.person)]);
    if (status === EXPIRED || status === ENDED) tell(say.expired, [say.new, () => begin(talk.person)]);
  }

  function remember() {
    if (talk && talk.line.conversationId) kept.write({ token: talk.line.token, person: talk.person, conversation: talk.line.conversationId });
  }

  function storeFor(isCurrent) {
    return WebChat.createStore({}, () => (next) => (action) => {
      const done = next(action);
      if (action.type === "DIRECT_LINE/INCOMING_ACTIVITY" && isCurrent()) {
        const { activity } = action.payload;
        (window.seen = window.seen || []).push({ id: activity.id, type: activity.type, from: activity.from, text: activity.text });
        if (activity.from.role === "bot") explain();
      }
      return done;
    });
  }

  function render() {
    const props = {
      directLine: talk.line, store: talk.store, locale, userID: undefined, styleOptions: Spot.style(avatar), adaptiveCardsHostConfig: Spot.cards(),
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: say.placeholder },
    };
    WebChat.renderWebChat(props, place);
  }

  /* The panel follows the conversation; several messages at once ask once. */
  let waiting = 0;
  function explain() {
    if (!why) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const { line } = talk;
      if (!line.conversationId) return why.show(null);
      try {
        const found = await ask(`/chat/why?conversation=${line.conversationId}`, { headers: { Authorization: `Bearer ${line.token}` } });
        if (talk.line === line) why.show(found);
      } catch { /* the chat itself says when the connection is lost */ }
    }, 120);
  }

  /* What goes live shows up by itself, while somebody looks. */
  async function follow() {
    if (document.hidden) return;
    try { live.show(await ask("/chat/knowledge")); } catch { /* the chat itself says when the connection is lost */ }
  }

  function foldAway() {
    const side = document.getElementById("why");
    const wide = window.matchMedia("(min-width: 64rem)");
    const follow = () => { side.open = wide.matches; };
    wide.addEventListener("change", follow);
    follow();
  }

  function start() {
    if (!window.WebChat) { place.textContent = say.no_client; return; }
    if (local) {
      foldAway();
      follow();
      setInterval(follow, FOLLOW_MS);
    }
    const held = kept.read();
    const known = !held || !held.person || (picker && [...picker.options].some((option) => option.value === held.person));
    if (picker && held && known) picker.value = held.person;
    if (held && held.conversation && known) resume(held); else begin(picker ? picker.value : "");
    if (picker) picker.addEventListener("change", () => begin(picker.value));
    document.getElementById("new").addEventListener("click", () => begin(picker ? picker.value : ""));
    Spot.onScheme(() => talk && render());
    window.addEventListener("pagehide", remember);
    setInterval(remember, 60000);
  }

  start();
})();
