// One message.

import { h, icon, iconButton } from "./dom.js";
import { mediaOf } from "./media.js";
import { rich } from "./rich.js";

const COLOURS = 7;

function time(message, context) {
  const date = new Date(message.date * 1000);
  const shown = date.toLocaleTimeString(context.lang === "fr" ? "fr-FR" : "en-GB", { hour: "2-digit", minute: "2-digit" });
  const meta = h("span", { class: "meta" });
  if (message.pinned) meta.append(icon("pin", 12));
  if (message.silent) meta.append(icon("silent", 12));
  // As in Telegram, where a bot's edits are not marked.
  if (message.edited && !message.from_bot) meta.append(h("span", {}, `${context.t("edited")} `));
  meta.append(h("time", { datetime: date.toISOString() }, shown));
  if (message.sender_id === context.personId) {
    const label = context.t(message.read ? "read" : "sent");
    const tick = h("span", { class: message.read ? "ticks read" : "ticks", role: "img", "aria-label": label, title: label }, icon(message.read ? "checks" : "check", 15));
    meta.append(tick);
  }
  return meta;
}

function quoteOf(message, context) {
  const { reply_to: reply } = message;
  const text = reply.text || (reply.media ? context.t(reply.media) : "");
  return h("button", { type: "button", class: "reply-quote", "aria-label": context.t("reply_to", { name: reply.sender }), onclick: () => context.jump(reply.id) },
    h("span", { class: "reply-name" }, reply.sender), h("span", { class: "reply-text" }, text));
}

function reactionsOf(message, context) {
  const mine = message.my_reactions[String(context.personId)];
  return h("div", { class: "reactions" }, Object.entries(message.reactions).map(([emoji, count]) =>
    h("button", { type: "button", class: emoji === mine ? "reaction mine" : "reaction", "aria-pressed": String(emoji === mine), onclick: () => context.react(message, emoji === mine ? null : emoji) },
      h("span", {}, emoji), h("span", { class: "count" }, String(count)))));
}

const CORNERS = { url: "link", web_app: "app", copy_text: "copy" };

function keyboardOf(message, context) {
  return h("div", { class: "inline-keyboard" }, message.keyboard.map((row) =>
    h("div", { class: "row" }, row.map((button) => {
      const key = `${message.id}:${button.value}`;
      const element = h("button", {
        type: "button", class: `inline-button ${button.style || ""}`, "aria-busy": String(context.busy.has(key)),
        onclick: () => context.press(message, button, element),
      }, h("span", { class: "label" }, button.text), CORNERS[button.kind] ? icon(CORNERS[button.kind], 12) : null);
      return element;
    }))));
}

function serviceOf(message, context) {
  const { kind, text } = message.service;
  const shown = kind === "pinned"
    ? context.t("pinned_what", { name: message.sender, text: text || context.t("message") })
    : context.t(kind, { text });
  return h("div", { class: "service", "data-id": message.id }, h("span", {}, shown));
}

export function messageElement(message, context) {
  if (message.service) return serviceOf(message, context);
  const mine = message.sender_id === context.personId;
  const sticker = message.media?.kind === "sticker";
  const wide = message.media && ["photo", "video", "animation"].includes(message.media.kind);
  const bubble = h("div", { class: `bubble ${mine ? "mine" : "theirs"}${sticker ? " bare" : ""}${wide ? " with-picture" : ""}` });
  if (context.isGroup && !mine) bubble.append(h("div", { class: `sender colour-${Math.abs(message.sender_id) % COLOURS}` }, message.sender));
  if (message.forwarded_from) bubble.append(h("div", { class: "forwarded" }, context.t("forwarded", { name: message.forwarded_from })));
  if (message.reply_to) bubble.append(quoteOf(message, context));
  const media = mediaOf(message, context);
  if (media) bubble.append(media);
  const textContext = { ...context, unfolded: context.unfoldedOf(message.id) };
  const meta = time(message, context);
  // Telegram hides the payload of a deep link from the person who sent it.
  const text = message.via_link ? "/start" : message.text;
  if (text) {
    const emojiOnly = !message.entities.length && /^(\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s){1,8}$/u.test(message.text);
    bubble.append(h("div", { class: emojiOnly ? "text large" : "text", dir: "auto" }, rich(text, message.entities, textContext), meta));
  } else {
    bubble.append(meta);
    meta.classList.add(wide || sticker ? "over" : "tucked");
  }
  if (Object.keys(message.reactions).length) bubble.append(reactionsOf(message, context));
  const more = iconButton("more", context.t("actions"), (event) => context.menu(message, event.currentTarget), { class: "icon-button bubble-more" });
  const column = h("div", { class: "column" }, h("div", { class: "line" }, bubble, more));
  if (message.keyboard.length) column.append(keyboardOf(message, context));
  const element = h("article", {
    class: `message ${mine ? "mine" : "theirs"}`, "data-id": message.id, "data-sender": message.sender_id,
    "aria-label": message.sender,
    oncontextmenu: (event) => {
      if (event.target.closest("a")) return;
      event.preventDefault();
      context.menu(message, more);
    },
    ondblclick: (event) => {
      if (!event.target.closest("button, a, .spoiler, blockquote")) context.reply(message);
    },
  }, column);
  return element;
}
