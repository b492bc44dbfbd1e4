// Hands Telegram's launch data, which stand behind the '#', to the server.

const launch = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
const form = document.getElementById("launch");

// What Telegram's clients wait for before they show the page: see "Mini Apps" in their web docs.
function tell(event) {
  const client = window.TelegramWebviewProxy;
  if (client) client.postEvent(event, "{}");
  else if (window.parent !== window) {
    window.parent.postMessage(JSON.stringify({ eventType: event, eventData: {} }), "https://web.telegram.org");
  }
}

tell("web_app_ready");
tell("web_app_expand");
if (launch) {
  form.elements.launch.value = launch;
  history.replaceState(null, "", location.pathname + location.search);
  form.submit();
} else {
  document.getElementById("no-launch").hidden = false;
}
