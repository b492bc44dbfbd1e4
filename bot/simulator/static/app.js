// The page: as many phones as asked for, and one stream of news for them all.

import { ask, loadTexts, pageLanguage, translator } from "./api.js";
import { h, icon } from "./dom.js";
import { Phone } from "./phone.js";

const MAX_PHONES = 6;

class Page {
  constructor() {
    this.root = document.getElementById("phones");
    this.bar = document.getElementById("bar");
    this.phones = [];
    this.query = new URLSearchParams(location.search);
  }

  async open() {
    await loadTexts();
    const count = Math.min(Math.max(Number(this.query.get("phones")) || 1, 1), MAX_PHONES);
    await this.ensure(count, this.query.get("start"));
  }

  async ensure(count, startCode = null) {
    const people = await ask("POST", "/sim/phones", { count, language_code: pageLanguage(navigator.language) });
    for (const person of people) {
      if (this.phones.some((phone) => phone.person.id === person.id)) continue;
      const view = await ask("GET", `/sim/users/${person.id}`);
      const first = !this.phones.length;
      const phone = new Phone(this, view, first ? startCode : null);
      this.phones.push(phone);
      this.root.append(phone.element);
      phone.toEnd();
    }
    this.settle();
  }

  settle() {
    const first = this.phones[0];
    document.documentElement.lang = first.lang;
    const t = translator(first.lang);
    document.title = t("page_title");
    document.body.dataset.phones = this.phones.length;
    this.bar.replaceChildren(h("h1", {}, h("img", { src: "/static/icon.svg", alt: "", width: 26, height: 26 }), first.bot.name),
      h("button", { type: "button", class: "text-button", disabled: this.phones.length >= MAX_PHONES, onclick: () => this.add() }, icon("plus", 18), t("add_phone")));
    const query = new URLSearchParams(location.search);
    query.delete("start");
    if (this.phones.length > 1) query.set("phones", this.phones.length); else query.delete("phones");
    const search = query.toString();
    history.replaceState(null, "", search ? `/?${search}` : "/");
    this.listen();
  }

  async add() {
    if (this.phones.length >= MAX_PHONES) return;
    await this.ensure(this.phones.length + 1);
    const last = this.phones.at(-1);
    last.element.scrollIntoView({ inline: "end", block: "nearest" });
    last.element.querySelector(".composer button, .composer textarea")?.focus({ preventScroll: true });
  }

  remove(phone) {
    this.phones = this.phones.filter((other) => other !== phone);
    phone.element.remove();
    this.settle();
  }

  async lost(phone) {
    // The simulator was restarted with nobody in it: begin again, once for all phones.
    if (this.beginning || !this.phones.includes(phone)) return;
    this.beginning = true;
    const count = this.phones.length;
    try {
      await ask("GET", "/sim/bot");
      this.phones.forEach((other) => other.element.remove());
      this.phones = [];
      await this.ensure(count);
    } catch {
      // Still away: the stream's next "hello" brings us back here.
    } finally {
      this.beginning = false;
    }
  }

  async newGroup(phone) {
    const title = phone.t("group_title", { name: phone.person.first_name });
    const people = [phone, ...this.phones.filter((other) => other !== phone)].map((other) => other.person.id);
    try {
      const group = await ask("POST", "/sim/groups", { title, people });
      await ask("POST", `/sim/groups/${group.id}/bot`, { status: "member", by: phone.person.id });
      phone.chatId = group.id;
      phone.refresh();
    } catch (error) {
      phone.toast(error.message);
    }
  }

  listen() {
    this.stream?.close();
    const users = this.phones.map((phone) => phone.person.id).join(",");
    this.stream = new EventSource(`/sim/events?users=${users}`);
    this.stream.addEventListener("message", (message) => {
      const event = JSON.parse(message.data);
      if (event.event === "hello") { this.online(true); this.phones.forEach((phone) => phone.refresh()); return; }
      this.phones.forEach((phone) => phone.news(event));
    });
    this.stream.addEventListener("error", () => this.online(false));
  }

  online(yes) {
    for (const phone of this.phones) {
      phone.online = yes;
      phone.renderStatus();
    }
  }
}

const page = new Page();
page.open();
