// Text with Telegram's entities, as nodes. Offsets are UTF-16 units, as in JavaScript strings.

import { h, icon } from "./dom.js";

const PLAIN_TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
};

function safeLink(url) {
  return /^(https?|tg):/i.test(url) ? url : `http://${url}`;
}

function link(url, nodes, context) {
  const href = safeLink(url);
  return h("a", {
    href, target: "_blank", rel: "noopener noreferrer", title: href,
    onclick: (event) => { if (context.openLink(href)) event.preventDefault(); },
  }, nodes);
}

function spoiler(nodes, context) {
  const inner = h("span", { "aria-hidden": "true" }, nodes);
  const element = h("span", {
    class: "spoiler", role: "button", tabindex: "0", "aria-label": context.t("hidden"),
  }, inner);
  const reveal = (event) => {
    if (element.classList.contains("revealed")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    const scope = element.closest(".bubble") || element.parentElement;
    for (const other of scope.querySelectorAll(".spoiler")) {
      other.classList.add("revealed");
      other.removeAttribute("role");
      other.removeAttribute("tabindex");
      other.removeAttribute("aria-label");
      other.firstElementChild.removeAttribute("aria-hidden");
    }
  };
  element.addEventListener("click", reveal);
  element.addEventListener("keydown", reveal);
  return element;
}

function quotation(nodes, expandable, key, context) {
  const inside = h("div", { class: "quote-text" }, nodes);
  const element = h("blockquote", { class: expandable ? "quote expandable" : "quote" }, inside);
  if (!expandable) return element;
  const button = h("button", { type: "button", class: "unfold", "aria-expanded": "false", "aria-label": context.t("unfold") }, icon("down", 18));
  const set = (open) => {
    element.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", context.t(open ? "fold" : "unfold"));
    if (open) context.unfolded.add(key); else context.unfolded.delete(key);
  };
  element.addEventListener("click", (event) => {
    if (event.target.closest("a, .spoiler, .command")) return;
    if (!element.classList.contains("short")) set(!element.classList.contains("open"));
  });
  element.append(button);
  if (context.unfolded.has(key)) set(true);
  requestAnimationFrame(() => {
    if (!element.classList.contains("open") && inside.scrollHeight <= inside.clientHeight + 2) {
      element.classList.add("short");
    }
  });
  return element;
}

function wrap(entity, nodes, covered, context) {
  const tag = PLAIN_TAGS[entity.type];
  if (entity.type === "code") {
    return h("code", { class: "inline-code", title: context.t("copy_code"), onclick: () => context.copy(covered) }, nodes);
  }
  if (tag) return h(tag, {}, nodes);
  switch (entity.type) {
    case "pre": return h("pre", { tabindex: "0" }, h("code", {}, nodes));
    case "spoiler": return spoiler(nodes, context);
    case "blockquote": return quotation(nodes, false, entity.offset, context);
    case "expandable_blockquote": return quotation(nodes, true, entity.offset, context);
    case "text_link": return link(entity.url, nodes, context);
    case "url": return link(covered, nodes, context);
    case "email": return h("a", { href: `mailto:${covered}` }, nodes);
    case "bot_command":
      return h("a", { class: "command", href: "#", role: "button", onclick: (event) => { event.preventDefault(); context.send(covered); } }, nodes);
    case "mention": case "hashtag": case "cashtag": case "text_mention":
      return h("span", { class: "mention" }, nodes);
    default: return h("span", {}, nodes);
  }
}

function trimmed(text, quoteBefore, quoteAfter) {
  // A quotation is a block: the line break beside it is already there.
  let shown = text;
  if (quoteBefore && shown.startsWith("\n")) shown = shown.slice(1);
  if (quoteAfter && shown.endsWith("\n")) shown = shown.slice(0, -1);
  return shown;
}

const isQuote = (entity) => Boolean(entity) && /blockquote|pre/.test(entity.type);

export function rich(text, entities, context, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  let last = null;
  let place = 0;
  while (place < entities.length) {
    const entity = entities[place];
    const start = Math.max(entity.offset, at);
    const stop = Math.min(entity.offset + entity.length, to);
    const inner = [];
    place += 1;
    while (place < entities.length && entities[place].offset < stop) inner.push(entities[place++]);
    if (stop <= start) continue;
    if (start > at) nodes.push(trimmed(text.slice(at, start), isQuote(last), isQuote(entity)));
    nodes.push(wrap(entity, rich(text, inner, context, start, stop), text.slice(start, stop), context));
    at = stop;
    last = entity;
  }
  if (at < to) nodes.push(trimmed(text.slice(at, to), isQuote(last), false));
  return nodes;
}
