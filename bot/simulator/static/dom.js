// Elements without markup strings: every text goes in as text.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in { value: 1, checked: 1, disabled: 1, hidden: 1 }) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SHAPES = {
  send: "M3 20.5v-7l9-1.5-9-1.5v-7L22 12z",
  attach: "M8 12.5l6.2-6.2a3 3 0 0 1 4.3 4.3l-8.1 8a5 5 0 0 1-7-7L11 4",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  back: "M15 5l-7 7 7 7",
  down: "M6 9.5l6 6 6-6",
  up: "M6 14.5l6-6 6 6",
  close: "M6 6l12 12M18 6L6 18",
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.500 11a6.500 6.500 0 0 0 13 0M12 17.500V21",
  keyboard: "M3 6.500h18v11H3zM7 10v.01M10.500 10v.01M14 10v.01M17 10v.01M8.500 14h7",
  menu: "M4 7h16M4 12h16M4 17h16",
  reply: "M10 8V4L3 11l7 7v-4c5 0 8 1.500 11 5-1-6-4-10-11-11z",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  pin: "M9 3h6l-1 7 4 3v2H6v-2l4-3zM12 15v6",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  check: "M4 12.500l5 5L20 6.500",
  checks: "M1.500 12.500l5 5L17 6.500M10.500 16l1.500 1.500L22.500 6.500",
  link: "M8 16L16.500 7.500M9 7h8v8",
  copy: "M8 8h11v12H8zM5 16V4h11",
  app: "M4 4h16v16H4zM4 9h16",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9v.01",
  place: "M12 21s7-6.500 7-12a7 7 0 0 0-14 0c0 5.500 7 12 7 12zM12 9v.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-5 4-7 8-7s7 2 8 7",
  sticker: "M5 4h14v9l-6 7H5zM13 20v-7h6M9 10v.01M14 10v.01",
  plus: "M12 5v14M5 12h14",
  silent: "M6 9a6 6 0 0 1 9-5M18 9c0 6 2 8 2 8H7M4 4l16 16M10 20a2 2 0 0 0 4 0",
};
const FILLED = new Set(["send", "play", "reply"]);

export function icon(name, size = 24) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[name]);
  if (FILLED.has(name)) svg.classList.add("filled");
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick, extra = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...extra }, icon(name));
}

export function shortSize(bytes, lang) {
  const units = lang === "fr" ? ["o", "Ko", "Mo"] : ["B", "KB", "MB"];
  let place = 0;
  let value = bytes;
  while (value >= 1024 && place < 2) { value /= 1024; place += 1; }
  const shown = value.toLocaleString(lang, { maximumFractionDigits: place ? 1 : 0 });
  return `${shown}\u00a0${units[place]}`;
}

export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
