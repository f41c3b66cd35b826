// What goes beyond asking: questions asked anew, opinions on answers, conversations found. All of it works as plain
// forms, too.
const form = document.getElementById("ask");
const turns = document.getElementById("turns");
const status = document.getElementById("status");
const find = document.getElementById("find");
const WAIT = 250; // milliseconds without a key before it is looked for

// A question is stored: what it replaces goes, and it may itself be changed, or asked once more if its answer breaks off.
export function opened(view, data) {
  if (view.replaces) {
    turns.querySelectorAll("[data-turn]").forEach((old) => { if (Number(old.dataset.turn) >= view.replaces) old.remove(); });
    form.querySelectorAll(".editing, [name=replaces]").forEach((old) => old.remove());
  }
  turns.querySelectorAll(".retry").forEach((old) => old.remove()); // only the last question is asked once more
  view.turn.dataset.turn = data.turn;
  view.turn.querySelector("header").insertAdjacentHTML("beforeend", data.html); // rendered and escaped by the server
  [...turns.children].forEach((turn, place) => { turn.id = `turn-${place + 1}`; });
  view.turn.querySelector(".asked-actions").hidden = true;
}

// The answer has ended, whole or broken.
export function settle(turn, broken) {
  const actions = turn.querySelector(".asked-actions");
  if (!actions) return;
  actions.hidden = false;
  if (!broken) actions.querySelector(".retry")?.remove();
}

document.addEventListener("submit", async (event) => {
  const section = event.target.closest(".feedback");
  if (!section) return;
  event.preventDefault();
  const { target, submitter } = event;
  const response = await fetch(`${target.getAttribute("action")}?panel=true`, {
    method: "POST",
    body: new URLSearchParams(new FormData(target, submitter)),
  }).catch(() => null);
  if (!response?.ok) {
    status.textContent = "意见没有存下，请稍后再试。";
    section.querySelector(".quiet, span").textContent = status.textContent;
    return;
  }
  section.insertAdjacentHTML("afterend", await response.text()); // rendered and escaped by the server
  const fresh = section.nextElementSibling;
  section.remove();
  const said = fresh.querySelector("[aria-pressed=true]");
  (fresh.querySelector("details[open] input[type=radio]") || said || fresh.querySelector("button")).focus();
  status.textContent = said ? `意见已记下：${said.textContent}` : "意见已撤回";
});

let waiting = 0;
find.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, WAIT);
});
find.form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  look();
});

async function look() {
  const count = await list();
  if (count !== null) status.textContent = count ? `找到${count}个对话` : "没有找到";
}

// Shows the conversations that are looked for, all where nothing is; gives how many, null where more was typed meanwhile.
export async function list() {
  const sought = find.value;
  const response = await fetch(`/conversations?find=${encodeURIComponent(sought.trim())}`).catch(() => null);
  if (!response?.ok || sought !== find.value) return null;
  const place = document.getElementById("conversations");
  place.innerHTML = await response.text(); // rendered and escaped by the server
  return place.querySelectorAll("li > a").length;
}
