// Calls of the control API.

export async function ask(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error || answer.statusText);
  return data;
}

let texts = { fr: {}, en: {} };

export async function loadTexts() {
  texts = await ask("GET", "/sim/texts");
}

export function pageLanguage(code) {
  return (code || "").toLowerCase().startsWith("fr") ? "fr" : "en";
}

export function translator(lang) {
  return (key, values = {}) => {
    const text = texts[lang][key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };
}
