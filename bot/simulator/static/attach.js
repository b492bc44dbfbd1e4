// What a person can send besides text.

import { h } from "./dom.js";
import { popup } from "./overlays.js";

const STICKERS = ["👋", "👍", "🤝", "😀", "🤔", "😅", "🎉", "📦", "🚢", "💶", "☕", "🙏"];

function pick(accept) {
  return new Promise((resolve) => {
    const input = h("input", { type: "file", accept, hidden: true });
    input.addEventListener("change", () => { resolve(input.files[0] || null); input.remove(); });
    input.addEventListener("cancel", () => { resolve(null); input.remove(); });
    document.body.append(input);
    input.click();
  });
}

function drawn(emoji) {
  const canvas = h("canvas", { width: 512, height: 512 });
  const pen = canvas.getContext("2d");
  pen.font = "400px 'Noto Color Emoji', 'Apple Color Emoji', 'Segoe UI Emoji', sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(emoji, 256, 276);
  // Not toBlob: browsers put that off until they are idle.
  const bytes = atob(canvas.toDataURL("image/png").split(",")[1]);
  return new Blob([Uint8Array.from(bytes, (letter) => letter.charCodeAt(0))], { type: "image/png" });
}

// Three seconds of a faint tone, for machines without microphone.
function sampleVoice() {
  const rate = 8000;
  const count = rate * 3;
  const view = new DataView(new ArrayBuffer(44 + count));
  const word = (at, text) => [...text].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
  word(0, "RIFF"); view.setUint32(4, 36 + count, true); word(8, "WAVEfmt ");
  view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
  view.setUint32(24, rate, true); view.setUint32(28, rate, true); view.setUint16(32, 1, true); view.setUint16(34, 8, true);
  word(36, "data"); view.setUint32(40, count, true);
  for (let at = 0; at < count; at += 1) view.setUint8(44 + at, 128 + Math.round(6 * Math.sin((at * 2 * Math.PI * 220) / rate)));
  return new Blob([view], { type: "audio/wav" });
}

async function record(composer) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    await composer.sendFile("voice", sampleVoice(), "voice.wav", { duration: 3 });
    composer.toast(composer.t("no_microphone"));
    return;
  }
  const recorder = new MediaRecorder(stream);
  const pieces = [];
  const began = Date.now();
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  composer.recording(
    () => recorder.stop(),
    () => { pieces.length = 0; recorder.onstop = null; stream.getTracks().forEach((track) => track.stop()); },
  );
  recorder.onstop = () => {
    stream.getTracks().forEach((track) => track.stop());
    const duration = Math.max(1, Math.round((Date.now() - began) / 1000));
    composer.sendFile("voice", new Blob(pieces, { type: recorder.mimeType }), "voice.ogg", { duration });
  };
  recorder.start();
}

function stickerRow(composer, screen) {
  return h("div", { class: "sticker-row" }, STICKERS.map((emoji) => h("button", {
    type: "button", role: "menuitem", "aria-label": `${composer.t("sticker")} ${emoji}`,
    onclick: () => {
      screen.querySelector(".popup")?.dispatchEvent(new Event("close-popup"));
      composer.sendFile("sticker", drawn(emoji), "sticker.png");
    },
  }, emoji)));
}

export function attachMenu(screen, anchor, composer) {
  const { t } = composer;
  const file = async (kind, accept) => {
    const chosen = await pick(accept);
    if (chosen) composer.sendFile(kind, chosen, chosen.name, { caption: composer.takeText() });
  };
  popup(screen, anchor, [
    ["photo", t("photo"), () => file("photo", "image/png,image/jpeg,image/webp,image/gif")],
    ["file", t("document"), () => file("document", "*/*")],
    ["mic", t("voice"), () => record(composer)],
    ["place", t("location"), () => composer.sendJson({ location: { latitude: 45.7597, longitude: 4.8422 } })],
    ["person", t("contact"), () => composer.sendContact()],
  ], t("attach"), stickerRow(composer, screen));
}
