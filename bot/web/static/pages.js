// Small comforts; every page works without them.

const tag = { fr: "fr-FR", en: "en-GB" }[document.documentElement.lang];
const zoned = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" });
for (const time of document.querySelectorAll("time[datetime]")) {
  time.textContent = zoned.format(new Date(time.dateTime));
}

// Two presses of one button are one press.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
