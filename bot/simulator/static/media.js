// Files, places, contacts and polls inside a bubble.

import { ask } from "./api.js";
import { clock, h, icon, shortSize } from "./dom.js";

function picture(message, context) {
  const { media } = message;
  const name = message.text || context.t(media.kind);
  const image = h("img", { src: media.url, alt: name, width: media.width || 512, height: media.height || 512, loading: "lazy" });
  image.addEventListener("load", () => context.grown());
  if (media.kind === "sticker") return h("div", { class: "sticker" }, image);
  const button = h("button", {
    type: "button", class: media.spoiler ? "picture veiled" : "picture", "aria-label": context.t("enlarge", { name }),
    onclick: () => {
      if (button.classList.contains("veiled")) button.classList.remove("veiled");
      else context.lightbox(media.url, name);
    },
  }, image);
  return button;
}

function bars(seed) {
  const row = h("span", { class: "wave", "aria-hidden": "true" });
  for (let place = 0; place < 28; place += 1) {
    const swing = Math.abs(Math.sin(seed * 0.37 + place * 1.7) * Math.cos(seed + place * 0.61));
    const bar = h("i");
    bar.style.height = `${3 + Math.round(swing * 15)}px`;
    row.append(bar);
  }
  return row;
}

function sound(message, context) {
  const { media } = message;
  const time = h("span", { class: "sound-time" }, clock(media.duration || 0));
  let audio = null;
  const button = h("button", { type: "button", class: "round", "aria-label": context.t("play") }, icon("play", 20));
  const show = (playing) => {
    button.replaceChildren(icon(playing ? "pause" : "play", 20));
    button.setAttribute("aria-label", context.t(playing ? "pause" : "play"));
  };
  button.addEventListener("click", () => {
    if (!audio) {
      audio = new Audio(media.url);
      audio.addEventListener("timeupdate", () => { time.textContent = clock(audio.currentTime); });
      audio.addEventListener("ended", () => { show(false); time.textContent = clock(media.duration || 0); });
    }
    if (audio.paused) { audio.play().catch(() => show(false)); show(true); } else { audio.pause(); show(false); }
  });
  const label = media.kind === "voice" ? context.t("voice") : media.name;
  return h("div", { class: "sound", role: "group", "aria-label": label }, button, h("span", { class: "sound-body" }, bars(message.id * 7 + message.chat_id), time));
}

function paper(message, context) {
  const { media } = message;
  const name = media.name || context.t("document");
  const suffix = name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "";
  return h("a", { class: "paper", href: media.url, download: name, "aria-label": context.t("download", { name }) },
    h("span", { class: "round", "aria-hidden": "true" }, suffix ? h("b", {}, suffix) : icon("file", 20)),
    h("span", { class: "paper-text" }, h("span", { class: "paper-name" }, name), h("span", { class: "paper-size" }, shortSize(media.size, context.lang))));
}

export function mediaOf(message, context) {
  const { media, location, contact, poll } = message;
  if (media) {
    if (media.kind === "photo" || media.kind === "sticker" || (media.kind === "animation" && media.mime.startsWith("image/"))) return picture(message, context);
    if (media.kind === "voice" || media.kind === "audio") return sound(message, context);
    if (media.kind === "video" || media.kind === "animation") {
      return h("video", { class: "picture", src: media.url, controls: true, preload: "metadata" });
    }
    return paper(message, context);
  }
  if (location) {
    return h("div", { class: "card" }, h("span", { class: "round" }, icon("place", 20)),
      h("span", { class: "paper-text" }, h("span", { class: "paper-name" }, context.t("location")),
        h("span", { class: "paper-size" }, `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`)));
  }
  if (contact) {
    return h("div", { class: "card" }, h("span", { class: "round" }, icon("person", 20)),
      h("span", { class: "paper-text" }, h("span", { class: "paper-name" }, [contact.first_name, contact.last_name].filter(Boolean).join(" ")),
        h("span", { class: "paper-size" }, contact.phone_number)));
  }
  return poll ? pollOf(poll, context) : null;
}

function pollOf(poll, context) {
  const mine = poll.votes[String(context.personId)];
  const over = poll.is_closed || Boolean(mine);
  const quiz = poll.type === "quiz";
  const right = new Set(poll.correct_option_ids || []);
  const kind = poll.is_closed ? "final" : quiz ? "quiz" : poll.is_anonymous ? "anonymous_poll" : "public_poll";
  const box = h("div", { class: "poll", role: "group", "aria-label": poll.question }, h("div", { class: "poll-question" }, poll.question), h("div", { class: "poll-kind" }, context.t(kind)));
  const vote = (options) => ask("POST", `/sim/users/${context.personId}/vote`, { poll_id: poll.id, options }).catch((error) => context.toast(error.message));
  const chosen = new Set();
  poll.options.forEach((option, place) => {
    const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
    if (!over) {
      const button = h("button", { type: "button", class: "poll-option", "aria-pressed": poll.allows_multiple_answers ? "false" : null, onclick: () => {
        if (!poll.allows_multiple_answers) { vote([place]); return; }
        if (chosen.has(place)) chosen.delete(place); else chosen.add(place);
        button.setAttribute("aria-pressed", String(chosen.has(place)));
      } }, h("span", { class: "dot" }), option.text);
      box.append(button);
      return;
    }
    const bar = h("i", { class: "poll-bar" });
    bar.style.width = `${Math.max(share, 2)}%`;
    const sign = quiz && (right.has(place) || mine?.includes(place)) ? (right.has(place) ? "✓" : "✗") : mine?.includes(place) ? "✓" : "";
    box.append(h("div", { class: quiz && mine?.includes(place) && !right.has(place) ? "poll-result wrong" : "poll-result" },
      h("span", { class: "poll-share" }, context.lang === "fr" ? `${share}\u202f%` : `${share}%`), h("span", {}, option.text, sign ? h("b", { class: "poll-sign" }, ` ${sign}`) : ""), bar));
  });
  if (!over && poll.allows_multiple_answers) {
    box.append(h("button", { type: "button", class: "poll-send", onclick: () => { if (chosen.size) vote([...chosen]); } }, context.t("send_votes")));
  }
  if (over && poll.explanation) box.append(h("div", { class: "poll-explanation" }, poll.explanation));
  box.append(h("div", { class: "poll-count" }, context.t(["no_votes", "one_vote"][poll.total_voter_count] ?? "votes", { count: poll.total_voter_count })));
  return box;
}
