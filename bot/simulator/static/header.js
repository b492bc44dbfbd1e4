// The top of a phone: whose chat it is, what the bot is doing, what is pinned.

import { h, iconButton } from "./dom.js";
import { chooseChat, options } from "./menus.js";

export function renderHeader(phone) {
  const { chat, bot } = phone;
  const initial = [...chat.title][0] || "?";
  const others = phone.chats.length > 1;
  const title = h("div", { class: "title" }, h("h2", {}, chat.title), h("span", { class: "status", "aria-live": "polite" }));
  phone.status = title.lastElementChild;
  phone.header.replaceChildren(
    others ? iconButton("back", phone.t("chats"), (event) => chooseChat(phone, event.currentTarget)) : "",
    h("span", { class: `avatar colour-${Math.abs(chat.type === "private" ? bot.id || 0 : chat.id) % 7}`, "aria-hidden": "true" }, initial.toUpperCase()),
    title,
    h("span", { class: "owner", title: phone.t("owner") }, phone.person.first_name, h("span", { class: "code" }, phone.lang.toUpperCase())),
    iconButton("more", phone.t("more"), (event) => options(phone, event.currentTarget)),
  );
  renderStatus(phone);
}

export function renderStatus(phone) {
  const { chat } = phone;
  let text = chat.type === "private" ? phone.t("bot") : phone.t("members", { count: chat.members });
  if (chat.type === "private" && !phone.bot.connected) text = phone.t("bot_away");
  if (!phone.online) text = phone.t("connecting");
  const doing = phone.action && phone.online;
  if (doing) text = phone.t(["upload_photo", "upload_document", "record_voice"].includes(phone.action) ? phone.action : "typing");
  phone.status.textContent = text;
  phone.status.classList.toggle("doing", Boolean(doing));
}

export function renderPinned(phone) {
  const message = phone.chat.pinned;
  phone.pinned.hidden = !message;
  if (!message) return;
  phone.pinned.replaceChildren(h("button", { type: "button", onclick: () => phone.jump(message.id) },
    h("b", {}, phone.t("pinned")), h("span", {}, message.text || (message.media ? phone.t(message.media.kind) : ""))));
}
