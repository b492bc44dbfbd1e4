// What a tapped button does.

import { ask } from "./api.js";

export async function press(phone, message, button, element) {
  if (button.kind === "copy_text") { phone.copy(button.value); return; }
  if (button.kind === "url") { if (!phone.openLink(button.value)) window.open(button.value, "_blank", "noopener"); return; }
  if (button.kind === "web_app") { openWebApp(phone, button.value); return; }
  if (button.kind !== "callback_data") return;
  const key = `${message.id}:${button.value}`;
  if (phone.busy.has(key)) return;
  phone.busy.add(key);
  element.setAttribute("aria-busy", "true");
  setTimeout(() => { phone.busy.delete(key); element.setAttribute("aria-busy", "false"); }, 15000);
  if (!(await phone.act("press", { message_id: message.id, data: button.value }))) {
    phone.busy.delete(key);
    element.setAttribute("aria-busy", "false");
  }
}

export async function openWebApp(phone, url) {
  const tab = window.open("about:blank", "_blank");
  try {
    const answer = await ask("POST", `/sim/users/${phone.person.id}/webapp`, { url });
    if (tab) tab.location = answer.url;
  } catch (error) {
    tab?.close();
    phone.toast(error.message);
  }
}
