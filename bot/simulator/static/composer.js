// Where a person writes: text, commands, suggested replies, the Start button.

import { ask } from "./api.js";
import { attachMenu } from "./attach.js";
import { openWebApp } from "./buttons.js";
import { clock, h, icon, iconButton } from "./dom.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.replying = null;
    this.editing = null;
    this.keyboardHidden = false;
    this.shownKeyboard = null;
    this.element = h("div", { class: "composer" });
    this.input = h("textarea", { rows: "1", dir: "auto", autocapitalize: "sentences",
      oninput: () => this.changed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event) });
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
  }

  t = (key, values) => this.phone.t(key, values);

  toast(text) { this.phone.toast(text); }

  takeText() {
    const text = this.input.value.trim();
    this.input.value = "";
    this.changed();
    return text;
  }

  // Rendering

  render() {
    const { chat, person, startCode } = this.phone;
    const focused = document.activeElement === this.input;
    const empty = chat.type === "private" && !chat.messages.length;
    if (person.blocks_bot) {
      this.element.replaceChildren(this.bigButton("unblock", () => this.phone.act("block", { blocked: false })));
      return;
    }
    if (chat.type === "private" && (empty || startCode !== null)) {
      this.element.replaceChildren(this.bigButton("start", () => this.phone.start()));
      return;
    }
    const id = `field-${person.id}`;
    this.input.id = id;
    this.input.placeholder = this.placeholder();
    this.input.setAttribute("aria-label", this.t("message"));
    this.input.setAttribute("aria-controls", `suggestions-${person.id}`);
    this.send = iconButton("send", this.t("send"), () => this.submit(), { class: "icon-button send" });
    this.suggestions = h("div", { class: "suggestions", id: `suggestions-${person.id}`, role: "listbox", "aria-label": this.t("commands") });
    this.context = h("div", { class: "composing" });
    const markup = chat.reply_keyboard;
    const hasKeyboard = Boolean(markup?.keyboard);
    const row = h("form", { class: "row", onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      this.menuButton(), this.input,
      hasKeyboard ? iconButton("keyboard", this.t("keyboard"), () => this.toggleKeyboard(), { "aria-pressed": String(!this.keyboardHidden) }) : null,
      iconButton("attach", this.t("attach"), (event) => attachMenu(this.phone.element, event.currentTarget, this)),
      this.send);
    this.element.replaceChildren(this.suggestions, this.context, row, this.replyKeyboard(markup));
    this.renderContext();
    this.changed();
    if (focused) this.input.focus({ preventScroll: true });
    if (markup?.force_reply) this.forceReply();
  }

  bigButton(key, onclick) {
    return h("button", { type: "button", class: "start-button", onclick }, this.t(key));
  }

  placeholder() {
    const markup = this.phone.chat.reply_keyboard;
    return markup?.input_field_placeholder || this.t("message");
  }

  menuButton() {
    const { menu_button: button, commands } = this.phone.chat;
    if (button.type === "web_app") {
      return h("button", { type: "button", class: "menu-button", onclick: () => openWebApp(this.phone, button.web_app.url) }, icon("app", 18), button.text);
    }
    if (button.type !== "commands" || !commands.length) return null;
    return h("button", { type: "button", class: "menu-button", "aria-haspopup": "listbox", onclick: () => this.toggleCommands() }, icon("menu", 18), this.t("menu"));
  }

  replyKeyboard(markup) {
    if (!markup?.keyboard) return "";
    const key = JSON.stringify(markup);
    if (key !== this.shownKeyboard) { this.shownKeyboard = key; this.keyboardHidden = false; }
    return h("div", { class: "reply-keyboard", hidden: this.keyboardHidden }, markup.keyboard.map((row) =>
      h("div", { class: "row" }, row.map((button) => h("button", { type: "button", class: button.style || null, onclick: () => this.pressReply(button) }, button.text)))));
  }

  toggleKeyboard() {
    this.keyboardHidden = !this.keyboardHidden;
    this.render();
    this.phone.toEnd();
  }

  pressReply(button) {
    if (button.request_contact) this.sendContact();
    else if (button.request_location) this.sendJson({ location: { latitude: 45.7597, longitude: 4.8422 } });
    else if (button.web_app) openWebApp(this.phone, button.web_app.url);
    else this.phone.send(button.text);
    if (this.phone.chat.reply_keyboard?.one_time_keyboard) { this.keyboardHidden = true; this.render(); }
  }

  forceReply() {
    const last = this.phone.chat.messages.filter((message) => message.from_bot).at(-1);
    if (last && !this.replying && this.forced !== last.id) { this.forced = last.id; this.reply(last); }
  }

  // Replying and editing

  reply(message) { this.editing = null; this.replying = message; this.renderContext(); this.input.focus(); }

  edit(message) {
    this.replying = null;
    this.editing = message;
    this.input.value = message.text;
    this.renderContext();
    this.changed();
    this.input.focus();
  }

  leave() {
    if (this.editing) this.input.value = "";
    this.replying = null;
    this.editing = null;
    this.renderContext();
    this.changed();
  }

  renderContext() {
    const message = this.editing || this.replying;
    if (!this.context) return;
    this.context.replaceChildren();
    this.context.hidden = !message;
    if (!message) return;
    const title = this.editing ? this.t("editing") : this.t("reply_to", { name: message.sender });
    const text = message.text || (message.media ? this.t(message.media.kind) : "");
    this.context.append(icon(this.editing ? "edit" : "reply", 22), h("div", { class: "composing-text" }, h("b", {}, title), h("span", {}, text)),
      iconButton("close", this.t("cancel"), () => this.leave()));
  }

  // Commands

  toggleCommands() {
    if (this.suggestions.childElementCount) this.suggest([]);
    else { this.suggest(this.phone.chat.commands); this.suggestions.firstElementChild?.focus(); }
  }

  suggest(commands) {
    const chosen = (command) => { this.suggest([]); this.input.value = ""; this.phone.send(`/${command}`); this.input.focus(); };
    this.suggestions.replaceChildren(...commands.map(({ command, description }) => h("button", {
      type: "button", role: "option", "aria-selected": "false", class: "suggestion", onclick: () => chosen(command),
      onkeydown: (event) => this.listKey(event),
    }, h("span", { class: "what" }, description), h("span", { class: "slash" }, `/${command}`))));
    this.input.setAttribute("aria-expanded", String(commands.length > 0));
  }

  listKey(event) {
    const stops = [...this.suggestions.children];
    const at = stops.indexOf(event.currentTarget);
    if (event.key === "Escape") { this.suggest([]); this.input.focus(); event.stopPropagation(); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    if (at + step >= stops.length || at + step < 0) this.input.focus();
    else stops[at + step].focus();
  }

  // Typing

  changed() {
    const { input } = this;
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 148)}px`;
    this.element.classList.toggle("filled", Boolean(input.value.trim()));
    if (!this.suggestions) return;
    const typed = /^\/(\w*)$/.exec(input.value);
    this.suggest(typed ? this.phone.chat.commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : []);
  }

  key(event) {
    const touch = matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !touch) { event.preventDefault(); this.submit(); }
    if (event.key === "Escape") { if (this.suggestions.childElementCount) this.suggest([]); else this.leave(); }
    if (event.key === "ArrowUp" && !this.input.value) {
      const mine = this.phone.chat.messages.filter((message) => message.sender_id === this.phone.person.id && message.text && !message.forwarded_from).at(-1);
      if (mine) { event.preventDefault(); this.edit(mine); }
    }
    if ((event.key === "ArrowUp" || event.key === "Tab") && this.suggestions.childElementCount) {
      event.preventDefault();
      this.suggestions.lastElementChild.focus();
    } else if (event.key === "ArrowDown" && this.suggestions.childElementCount) {
      event.preventDefault();
      this.suggestions.firstElementChild.focus();
    }
  }

  paste(event) {
    const file = [...(event.clipboardData?.files || [])][0];
    if (!file) return;
    event.preventDefault();
    this.sendFile(file.type.startsWith("image/") ? "photo" : "document", file, file.name);
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) { this.input.focus(); return; }
    const { editing, replying } = this;
    this.input.value = "";
    this.editing = null;
    this.replying = null;
    this.renderContext();
    this.changed();
    this.input.focus({ preventScroll: true });
    const done = editing
      ? await this.phone.act("edit", { message_id: editing.id, text })
      : await this.phone.send(text, replying?.id);
    if (!done) { this.input.value = text; this.changed(); }
  }

  async sendFile(kind, file, name, { caption = "", duration = null } = {}) {
    const form = new FormData();
    form.append("kind", kind);
    form.append("chat_id", this.phone.chat.id);
    if (caption) form.append("caption", caption);
    if (duration) form.append("duration", duration);
    if (this.replying) form.append("reply_to", this.replying.id);
    form.append("file", file, name);
    this.leave();
    try {
      await ask("POST", `/sim/users/${this.phone.person.id}/send`, form);
    } catch (error) {
      this.toast(this.t("refused", { reason: error.message }));
    }
    this.phone.toEnd();
  }

  sendJson(body) { this.phone.act("send", body); this.phone.toEnd(); }

  sendContact() {
    const { person } = this.phone;
    this.sendJson({ contact: { phone_number: "+33400000000", first_name: person.first_name, last_name: person.last_name || "", user_id: person.id } });
  }

  recording(finish, cancel) {
    const began = Date.now();
    const time = h("span", { class: "sound-time" }, "0:00");
    const timer = setInterval(() => { time.textContent = clock((Date.now() - began) / 1000); }, 250);
    const end = (action) => { clearInterval(timer); action(); this.render(); };
    const send = iconButton("send", this.t("send"), () => end(finish), { class: "icon-button send" });
    this.element.replaceChildren(h("div", { class: "row recording" }, h("span", { class: "red", "aria-hidden": "true" }), h("span", { role: "status" }, this.t("recording")), time,
      iconButton("close", this.t("cancel"), () => end(cancel)), send));
    send.focus();
  }
}
