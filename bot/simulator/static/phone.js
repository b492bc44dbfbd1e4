// One phone: its header, the chat, and what its owner does.

import { ask, pageLanguage, translator } from "./api.js";
import { messageElement } from "./bubble.js";
import { press } from "./buttons.js";
import { Composer } from "./composer.js";
import { h, iconButton } from "./dom.js";
import { renderHeader, renderPinned, renderStatus } from "./header.js";
import { messageMenu } from "./menus.js";
import { alertBox, lightbox, toast } from "./overlays.js";
import { rich } from "./rich.js";

const ACTION_MS = 5500;
const DRAFT_MS = 30000;

export class Phone {
  constructor(page, view, startCode) {
    this.page = page;
    this.startCode = startCode;
    this.chatId = view.person.id;
    this.busy = new Set();
    this.unfolded = new Map();
    this.elements = new Map();
    this.online = true;
    this.composer = new Composer(this);
    this.element = h("section", { class: "phone" });
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0", onscroll: () => this.scrolled() });
    this.header = h("header", { class: "top" });
    this.pinned = h("div", { class: "pinned", hidden: true });
    this.down = iconButton("down", "", () => this.toEnd(true), { class: "icon-button to-end", hidden: true });
    this.element.append(this.header, this.pinned, this.log, this.down, this.composer.element);
    new ResizeObserver(() => { if (this.stuck) this.toEnd(); }).observe(this.log);
    this.stuck = true;
    this.unseen = 0;
    this.show(view);
  }

  t = (key, values) => this.translate(key, values);

  // Showing

  show(view) {
    const before = this.signature();
    this.person = view.person;
    this.bot = view.bot;
    this.chats = view.chats;
    this.lang = pageLanguage(view.person.language_code);
    this.translate = translator(this.lang);
    this.chat = this.chats.find((chat) => chat.id === this.chatId) || this.chats[0];
    this.chatId = this.chat.id;
    this.element.lang = this.lang;
    this.element.setAttribute("aria-label", this.t("phone_of", { name: this.person.full_name }));
    this.log.setAttribute("aria-label", this.chat.title);
    this.down.setAttribute("aria-label", this.t("to_end"));
    renderHeader(this);
    renderPinned(this);
    if (this.signature() !== before) this.renderLog();
    this.composer.render();
    this.showDraft(this.chat.draft);
    if (this.stuck) this.toEnd();
  }

  // What the log shows; when it stays the same nothing is drawn, and nothing read aloud, again.
  signature() {
    if (!this.chat) return "";
    const messages = this.chat.messages.map((message) => `${message.id}.${message.revision}.${message.read}.${message.pinned}`);
    return [this.chatId, this.lang, this.bot.description, this.person.id, ...messages].join(" ");
  }

  // What is told while the answer is under way may be newer than the answer: it is told again after.
  async refresh() {
    this.turn = (this.turn || 0) + 1;
    const { turn } = this;
    this.meanwhile ??= [];
    let view;
    try {
      view = await ask("GET", `/sim/users/${this.person.id}`);
    } catch {
      if (turn === this.turn) this.meanwhile = null;
      this.page.lost(this);
      return;
    }
    if (turn !== this.turn) return;
    const events = this.meanwhile.filter((event) => event.revision >= view.revision);
    this.meanwhile = null;
    this.show(view);
    events.forEach((event) => this.upsert(event));
  }

  renderStatus() { renderStatus(this); }

  context() {
    return {
      t: this.t, lang: this.lang, personId: this.person.id, busy: this.busy, isGroup: this.chat.type !== "private",
      unfoldedOf: (id) => { if (!this.unfolded.has(id)) this.unfolded.set(id, new Set()); return this.unfolded.get(id); },
      send: (text) => this.send(text), copy: (text) => this.copy(text), openLink: (url) => this.openLink(url),
      jump: (id) => this.jump(id), grown: () => { if (this.stuck) this.toEnd(); }, toast: (text) => this.toast(text),
      lightbox: (url, name) => lightbox(url, name, this.t), reply: (message) => this.composer.reply(message),
      react: (message, emoji) => this.act("react", { message_id: message.id, emoji }),
      press: (message, button, element) => press(this, message, button, element),
      menu: (message, anchor) => messageMenu(this, message, anchor),
    };
  }

  renderLog() {
    this.elements.clear();
    const context = this.context();
    const place = this.log.scrollTop;
    this.log.replaceChildren(h("div", { class: "spring" }));
    if (!this.chat.messages.length) this.log.append(this.emptyCard(context));
    for (const message of this.chat.messages) this.append(message, context);
    this.log.scrollTop = place;
  }

  emptyCard(context) {
    const { description } = this.bot;
    if (this.chat.type !== "private" || !description) return h("div", { class: "empty" }, h("p", {}, this.t("empty")));
    return h("div", { class: "empty" }, h("b", {}, this.t("what_can")), h("p", {}, rich(description, [], context)));
  }

  append(message, context) {
    const before = this.log.lastElementChild;
    const day = new Date(message.date * 1000).toDateString();
    if (this.log.dataset.day !== day || !this.elements.size) {
      this.log.dataset.day = day;
      this.log.append(h("div", { class: "service day" }, h("span", {}, this.dayName(message.date))));
    }
    const element = messageElement(message, context);
    element.classList.toggle("follows", before?.dataset.sender === element.dataset.sender && before?.classList.contains("message"));
    this.elements.set(message.id, element);
    this.log.append(element);
  }

  dayName(seconds) {
    const date = new Date(seconds * 1000);
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000);
    if (days === 0) return this.t("today");
    if (days === 1) return this.t("yesterday");
    return date.toLocaleDateString(this.lang === "fr" ? "fr-FR" : "en-GB", { day: "numeric", month: "long" });
  }

  showDraft(draft) {
    this.log.querySelector(".draft")?.remove();
    clearTimeout(this.draftTimer);
    if (!draft) return;
    this.log.append(h("article", { class: "message theirs draft", "aria-label": this.t("bot_typed_draft"), "aria-live": "off" },
      h("div", { class: "column" }, h("div", { class: "bubble theirs" }, h("div", { class: "text" }, rich(draft.text, draft.entities, this.context()), h("span", { class: "dots" }))))));
    this.draftTimer = setTimeout(() => this.showDraft(null), DRAFT_MS);
    if (this.stuck) this.toEnd();
  }

  // News

  news(event) {
    if (event.users && !event.users.includes(this.person.id)) return;
    if (event.event === "message" || event.event === "read") {
      this.meanwhile?.push(event);
      this.upsert(event);
    }
    else if (event.event === "action") { if (event.chat_id === this.chatId) this.doing(event.action); }
    else if (event.event === "answer") this.answered(event.query);
    else if (event.event === "draft") { if (event.chat_id === this.chatId) this.showDraft(event.draft); }
    else this.refresh();
  }

  doing(action) {
    clearTimeout(this.actionTimer);
    this.action = action === "cancel" ? null : action;
    if (this.action) this.actionTimer = setTimeout(() => this.doing("cancel"), ACTION_MS);
    this.renderStatus();
  }

  upsert({ message, chat_id: chatId }) {
    if (chatId !== this.chatId || !message) return;
    const { messages } = this.chat;
    const place = messages.findIndex((known) => known.id === message.id);
    if (message.deleted) {
      if (place >= 0) messages.splice(place, 1);
      this.elements.get(message.id)?.remove();
      this.elements.delete(message.id);
      if (!messages.length) { this.renderLog(); this.composer.render(); }
      return;
    }
    if (place >= 0) {
      messages[place] = message;
      const old = this.elements.get(message.id);
      const fresh = messageElement(message, this.context());
      fresh.classList.toggle("follows", old.classList.contains("follows"));
      const focus = old.contains(document.activeElement) ? [...old.querySelectorAll("button")].indexOf(document.activeElement) : -1;
      old.replaceWith(fresh);
      this.elements.set(message.id, fresh);
      if (focus >= 0) fresh.querySelectorAll("button")[focus]?.focus({ preventScroll: true });
      if (this.stuck) this.toEnd();
      return;
    }
    messages.push(message);
    const first = messages.length === 1;
    if (first) { this.renderLog(); this.startCode = null; this.composer.render(); } else this.append(message, this.context());
    if (message.from_bot) { this.doing("cancel"); this.showDraft(null); }
    if (message.service?.kind === "pinned") this.refresh();
    if (this.stuck || message.sender_id === this.person.id) this.toEnd();
    else { this.unseen += 1; this.scrolled(); }
  }

  answered(query) {
    for (const key of [...this.busy]) if (key === `${query.message_id}:${query.data}`) this.busy.delete(key);
    const element = this.elements.get(query.message_id);
    element?.querySelectorAll('[aria-busy="true"]').forEach((button) => button.setAttribute("aria-busy", "false"));
    if (query.chat_id !== this.chatId) return;
    if (query.url) this.openLink(query.url) || window.open(query.url, "_blank", "noopener");
    if (!query.text) return;
    if (query.alert) alertBox(this.element, this.chat.title, query.text, this.t);
    else this.toast(query.text);
  }

  // Scrolling

  scrolled() {
    const rest = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight;
    this.stuck = rest < 60;
    if (this.stuck) this.unseen = 0;
    this.down.hidden = this.stuck;
    this.down.dataset.count = this.unseen || "";
  }

  toEnd(smooth = false) {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth ? "smooth" : "auto" });
  }

  jump(id) {
    const element = this.elements.get(id);
    if (!element) return;
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    element.classList.add("found");
    setTimeout(() => element.classList.remove("found"), 1600);
  }

  // Doing

  async act(action, body) {
    try {
      return await ask("POST", `/sim/users/${this.person.id}/${action}`, { chat_id: this.chatId, ...body, ...(action === "block" || action === "start" || action === "vote" ? { chat_id: undefined } : {}) });
    } catch (error) {
      this.toast(this.t("refused", { reason: error.message }));
      return null;
    }
  }

  send(text, replyTo = null) {
    this.stuck = true;
    return this.act("send", { text, reply_to: replyTo });
  }

  async start() {
    const code = this.startCode || "";
    this.startCode = null;
    this.stuck = true;
    await this.act("start", { code });
    this.composer.render();
    this.composer.input.focus({ preventScroll: true });
  }

  // Links to this very bot are opened in the phone; says whether it did.
  openLink(url) {
    let found;
    try { found = new URL(url); } catch { return false; }
    const name = this.bot.username.toLowerCase();
    const own = (/^(t|telegram)\.me$/.test(found.hostname) && found.pathname.slice(1).toLowerCase() === name)
      || (found.protocol === "tg:" && found.searchParams.get("domain")?.toLowerCase() === name)
      || (found.origin === location.origin && (found.pathname === "/" || found.pathname.startsWith("/t/")) && found.searchParams.has("start"));
    if (!own) return false;
    this.openCode(found.searchParams.get("start") || "");
    return true;
  }

  openCode(code) {
    if (!/^[\w-]{0,64}$/.test(code)) { this.toast(this.t("bad_code")); return; }
    this.chatId = this.person.id;
    this.startCode = code;
    this.refresh();
  }

  copy(text) {
    const done = () => this.toast(this.t("copied"));
    navigator.clipboard?.writeText(text).then(done, done);
  }

  toast(text) { toast(this.element, text); }
}
