// Looks again every three seconds while a drill is open; without it, reloading does the same.

const EVERY = 3000;

async function look() {
  const board = document.getElementById("board");
  if (board.dataset.open !== "yes") return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("board");
    // Only what changed is put in, so that a screen reader says only what is new.
    if (fresh && fresh.outerHTML !== board.outerHTML) board.replaceWith(document.adoptNode(fresh));
  } catch {
    // The network is away: the next look may succeed.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
