// What lies over a phone: toasts, alerts, small forms, menus, the enlarged picture.

import { h, icon, iconButton } from "./dom.js";

const TOAST_MS = 3500;

export function toast(screen, text) {
  screen.querySelector(".toast")?.remove();
  const element = h("div", { class: "toast", role: "status" }, text);
  screen.append(element);
  setTimeout(() => element.remove(), TOAST_MS);
}

function cover(screen, panel, close) {
  const before = document.activeElement;
  const element = h("div", { class: "cover", onclick: (event) => { if (event.target === element) end(); } }, panel);
  const end = () => {
    element.remove();
    before?.focus?.({ preventScroll: true });
    close?.();
  };
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); end(); }
    if (event.key !== "Tab") return;
    const stops = [...panel.querySelectorAll("button, input, select, a[href]")].filter((stop) => !stop.disabled);
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (document.activeElement === edge) {
      event.preventDefault();
      (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
    }
  });
  screen.append(element);
  return end;
}

export function alertBox(screen, title, text, t) {
  const button = h("button", { type: "button", class: "text-button" }, t("ok"));
  const panel = h("div", { class: "dialog", role: "alertdialog", "aria-modal": "true", "aria-label": title }, h("h3", {}, title), h("p", {}, text), h("div", { class: "dialog-buttons" }, button));
  const end = cover(screen, panel);
  button.addEventListener("click", end);
  button.focus();
}

// fields: [{name, label, value, options?}]; done gets the values by name.
export function formBox(screen, title, fields, action, t, done) {
  const inputs = {};
  const form = h("form", { class: "dialog", role: "dialog", "aria-modal": "true", "aria-label": title }, h("h3", {}, title));
  for (const field of fields) {
    const input = field.options
      ? h("select", { name: field.name }, field.options.map(([value, label]) => h("option", { value, selected: value === field.value }, label)))
      : h("input", { name: field.name, value: field.value || "", placeholder: field.placeholder, autocomplete: "off" });
    inputs[field.name] = input;
    form.append(h("label", {}, h("span", {}, field.label), input));
  }
  const cancel = h("button", { type: "button", class: "text-button" }, t("cancel"));
  form.append(h("div", { class: "dialog-buttons" }, cancel, h("button", { type: "submit", class: "text-button" }, action)));
  const end = cover(screen, form);
  cancel.addEventListener("click", end);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
    end();
    done(values);
  });
  Object.values(inputs)[0]?.focus();
}

// items: [[icon, label, action]] or an element to put first.
export function popup(screen, anchor, items, label, first = null) {
  screen.querySelector(".popup")?.remove();
  const menu = h("div", { class: "popup", role: "menu", "aria-label": label });
  if (first) menu.append(first);
  const stop = (event) => { if (!menu.contains(event.target)) end(false); };
  const end = (refocus = true) => {
    menu.remove();
    document.removeEventListener("pointerdown", stop, true);
    if (refocus) anchor.focus({ preventScroll: true });
  };
  for (const [name, text, action, danger] of items) {
    menu.append(h("button", { type: "button", role: "menuitem", class: danger ? "danger" : null, onclick: () => { end(); action(); } }, icon(name, 20), text));
  }
  menu.addEventListener("close-popup", () => end());
  menu.addEventListener("keydown", (event) => {
    const stops = [...menu.querySelectorAll("button")];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) { event.preventDefault(); stops[(at + step + stops.length) % stops.length].focus(); }
    if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); event.stopPropagation(); end(); }
  });
  screen.append(menu);
  const box = screen.getBoundingClientRect();
  const from = anchor.getBoundingClientRect();
  const edge = { left: box.left + screen.clientLeft, top: box.top + screen.clientTop };
  const left = Math.max(Math.min(from.left - edge.left, screen.clientWidth - menu.offsetWidth - 8), 8);
  const below = from.bottom - edge.top + 4;
  const above = from.top - edge.top - menu.offsetHeight - 4;
  const top = below + menu.offsetHeight > screen.clientHeight - 8 ? Math.max(8, above) : below;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
  document.addEventListener("pointerdown", stop, true);
  menu.querySelector("button")?.focus({ preventScroll: true });
}

export function lightbox(url, name, t) {
  const before = document.activeElement;
  const close = iconButton("close", t("close"), () => end());
  const element = h("div", { class: "lightbox", role: "dialog", "aria-modal": "true", "aria-label": name, onclick: () => end() },
    h("img", { src: url, alt: name }), close);
  const end = () => { element.remove(); before?.focus?.({ preventScroll: true }); };
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); if (event.key === "Escape") end(); }
  });
  document.body.append(element);
  close.focus();
}
