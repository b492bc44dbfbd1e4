// The menus of a phone and of its messages.

import { ask } from "./api.js";
import { h } from "./dom.js";
import { formBox, popup } from "./overlays.js";

const QUICK = ["👍", "❤", "🔥", "🎉", "🤔", "👎"];

export function messageMenu(phone, message, anchor) {
  const { t } = phone;
  const mine = message.sender_id === phone.person.id;
  const items = [["reply", t("reply"), () => phone.composer.reply(message)]];
  if (message.text && !message.protected) items.push(["copy", t("copy"), () => phone.copy(message.text)]);
  if (mine && message.text && !message.forwarded_from) items.push(["edit", t("edit"), () => phone.composer.edit(message)]);
  if (!message.protected) items.push(["link", t("forward"), () => phone.act("forward", { message_id: message.id, to_chat_id: phone.chatId })]);
  items.push(["close", t("delete"), () => phone.act("delete", { message_id: message.id }), true]);
  const row = h("div", { class: "quick" }, QUICK.map((emoji) => h("button", {
    type: "button", role: "menuitem", "aria-label": t("react", { emoji }),
    onclick: (event) => {
      event.currentTarget.closest(".popup").dispatchEvent(new Event("close-popup"));
      phone.act("react", { message_id: message.id, emoji });
    },
  }, emoji)));
  popup(phone.element, anchor, items, t("actions"), row);
}

export function chooseChat(phone, anchor) {
  popup(phone.element, anchor, phone.chats.map((chat) => [chat.type === "private" ? "person" : "menu", chat.title, () => { phone.chatId = chat.id; phone.stuck = true; phone.refresh(); }]), phone.t("chats"));
}

export function options(phone, anchor) {
  const { t, person } = phone;
  popup(phone.element, anchor, [
    ["link", t("open_link"), () => formBox(phone.element, t("open_link"), [{ name: "code", label: t("link_hint") }], t("open"), t, ({ code }) => {
      if (code && !phone.openLink(code)) phone.openCode(code);
    })],
    ["person", t("owner"), () => formBox(phone.element, t("owner"), [
      { name: "first_name", label: t("first_name"), value: person.first_name },
      { name: "last_name", label: t("last_name"), value: person.last_name },
      { name: "language_code", label: t("language"), value: phone.lang, options: [["fr", t("french")], ["en", t("english")]] },
    ], t("save"), t, (values) => ask("PATCH", `/sim/users/${person.id}`, { ...values, first_name: values.first_name || person.first_name, last_name: values.last_name || null }))],
    ["plus", t("new_group"), () => phone.page.newGroup(phone)],
    ["close", t(person.blocks_bot ? "unblock" : "block"), () => phone.act("block", { blocked: !person.blocks_bot })],
    ["app", t("add_phone"), () => phone.page.add()],
    ...(phone.page.phones.length > 1 ? [["close", t("remove_phone"), () => phone.page.remove(phone), true]] : []),
  ], t("more"));
}
