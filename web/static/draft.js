// The desk without page loads: rows are added in place, the document follows what is written, and can be printed.
// The form has buttons named action, so that form.action is not its address.
"use strict";

const form = document.getElementById("draft");
const side = document.getElementById("side");
const PAUSE = 700; // milliseconds without a change before the document is drawn again
let timer = null;
let running = null;

// ---- rows ----

form.addEventListener("click", (event) => {
  const button = event.target.closest('button[value^="add."]');
  const list = button?.closest("fieldset");
  const last = list && [...list.querySelectorAll(':scope > .row[role="group"]')].pop();
  if (!last) return;
  event.preventDefault();
  const row = last.cloneNode(true);
  const number = list.querySelectorAll(':scope > .row[role="group"]').length;
  row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+行$/, `${number + 1}行`));
  for (const input of row.querySelectorAll("input")) {
    const name = input.name.replace(/\.\d+\.(\d+)$/, `.${number}.$1`);
    row.querySelector(`label[for="${input.id}"]`)?.setAttribute("for", name);
    input.name = input.id = name;
    input.value = "";
  }
  last.after(row);
  row.querySelector("input").focus();
});

// ---- the document follows ----

form.addEventListener("change", (event) => {
  if (event.target.id === "told") return;
  clearTimeout(timer);
  timer = setTimeout(draw, PAUSE);
});

async function draw() {
  running?.abort();
  running = new AbortController();
  const data = new FormData(form);
  data.set("action", "preview");
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data, signal: running.signal });
    if (answer.status !== 200 && answer.status !== 422) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const seen = page.getElementById("seen");
    if (!seen) return;
    const place = document.getElementById("seen") ?? side.querySelector(".empty");
    if (place) place.replaceWith(seen);
    else side.prepend(seen);
    follow(page);
  } catch (error) {
    if (error.name !== "AbortError") console.info("预览没有更新", error);
  }
}

// The button for Word says whether blanks will be left; what goes on to other pages is the new text.
function follow(page) {
  const buttons = (root) => root.querySelector('.draft-actions button[value="word"], .draft-actions button[value="blanks"]');
  const [here, there] = [buttons(document), buttons(page)];
  here.value = there.value;
  here.textContent = there.textContent;
  const onward = page.querySelector(".onward-forms");
  const old = document.querySelector(".onward-forms");
  if (old) old.replaceWith(onward);
  else document.getElementById("main").append(onward);
}

// ---- printing ----

const print = document.createElement("button");
print.type = "button";
print.className = "print";
print.textContent = "打印";
print.addEventListener("click", async () => {
  if (!document.getElementById("seen")) await draw();
  window.print();
});
document.querySelector(".draft-actions").append(print);
