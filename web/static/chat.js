// The chat without page loads: ask, and watch the answer arrive.
import { list, opened, settle } from "./chat-extras.js";
import "./chat-panel.js";

const form = document.getElementById("ask");
const box = document.getElementById("question");
const send = document.getElementById("send");
const stop = document.getElementById("stop");
const turns = document.getElementById("turns");
const status = document.getElementById("status");
const onward = document.getElementById("onward");
const TAGS = { heading: "h3", subheading: "h4", paragraph: "p" };
let running = null;

// ---- asking ----

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(box.value.trim(), form);
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});
stop.addEventListener("click", () => running?.abort());

// `from` is the form that asks: the box, or the button that asks a question once more.
async function ask(question, from) {
  if (!question || running) return;
  const { role, conversation, replaces } = Object.fromEntries(new FormData(from));
  const view = openTurn(question, role, replaces);
  running = new AbortController();
  busy(true);
  try {
    const response = await fetch("/api/ask", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question, role, conversation: conversation || null, replaces: Number(replaces) || null }),
      signal: running.signal,
    });
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}));
      throw new Error(problem.message || "服务没有应答，请稍后重试。");
    }
    box.value = "";
    let ended = false;
    for await (const [name, data] of serverSentEvents(response.body)) {
      show(view, name, data);
      ended ||= name === "finished" || name === "failed";
    }
    if (!ended) throw new Error("连接中途断开，答复不完整。请再问一次。");
  } catch (error) {
    const stopped = error.name === "AbortError";
    notice(view, stopped ? "答复在这里被停止。" : error instanceof TypeError ? "连不上服务，请检查网络后重试。" : error.message);
    settle(view.turn, true);
    if (!stopped && !box.value) box.value = question;
  } finally {
    view.progress.remove();
    running = null;
    busy(false);
  }
}

async function* serverSentEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    buffer += value;
    const events = buffer.split("\n\n");
    buffer = events.pop();
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event)?.[1];
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (name && data) yield [name, JSON.parse(data)];
    }
  }
}

function busy(on) {
  send.disabled = on;
  stop.hidden = !on;
  if (!on) box.focus({ preventScroll: true });
}

// ---- showing ----

function openTurn(question, role, replaces) {
  const turn = document.getElementById("turn-template").content.cloneNode(true).firstElementChild;
  const label = form.querySelector(`input[value="${role}"] + span`).textContent;
  turn.querySelector(".asker").textContent = `${label}问`;
  turn.querySelector("h2").textContent = question;
  turns.append(turn);
  if (document.getElementById("welcome")) welcomed();
  form.classList.add("compact");
  box.placeholder = "接着问，或补充情况";
  document.querySelector("main > .problem")?.remove();
  turn.scrollIntoView({ block: "start" });
  status.textContent = "正在查找资料";
  return {
    turn,
    replaces: Number(replaces) || null,
    answer: turn.querySelector(".answer"),
    progress: turn.querySelector(".progress"),
    sentences: turn.querySelector(".sentences"),
    label: turn.querySelector(".label"),
    tail: turn.querySelector(".tail"),
  };
}

// The welcome gives way, and its heading with it.
function welcomed() {
  document.getElementById("welcome").remove();
  turns.before(Object.assign(document.createElement("h1"), { className: "visually-hidden", textContent: "问与答" }));
}

function show(view, name, data) {
  if (name === "opened") {
    const address = `/conversations/${data.conversation}`;
    form.elements.conversation.value = data.conversation;
    history.replaceState(null, "", address);
    document.title = `${turns.querySelector("h2").textContent.slice(0, 24)} · 纾困`;
    onward.querySelectorAll("[data-to]").forEach((link) => {
      link.href = link.dataset.to + data.conversation + (link.dataset.end || "");
    });
    onward.hidden = false;
    opened(view, data);
    if (!document.querySelector(`#conversations a[href="${address}"]`)) list();
  } else if (name === "sources") {
    view.progress.textContent = `正在依据${data.titles.length}份资料整理`;
    view.label.textContent = data.label;
  } else if (name === "notice") {
    notice(view, data.text);
  } else if (name === "sentence") {
    sentence(view.sentences, data);
    view.label.hidden = false;
  } else if (name === "finished") {
    view.label.remove(); // the tail brings the one of the whole answer
    view.tail.className = `tail ${data.outcome}`;
    view.tail.innerHTML = data.html; // rendered and escaped by the server
    settle(view.turn, false);
    status.textContent = "答复已写完";
  } else if (name === "failed") {
    notice(view, data.message);
    settle(view.turn, true);
    status.textContent = data.message;
  }
}

function sentence(place, { block, first, html }) {
  const last = place.lastElementChild;
  if (block === "item" || block === "step") {
    const tag = block === "item" ? "UL" : "OL";
    const list = last?.tagName === tag ? last : place.appendChild(document.createElement(tag));
    const item = first || !list.lastElementChild ? list.appendChild(document.createElement("li")) : list.lastElementChild;
    item.insertAdjacentHTML("beforeend", html);
  } else {
    const target = first || !last ? place.appendChild(document.createElement(TAGS[block])) : last;
    target.insertAdjacentHTML("beforeend", html);
  }
}

function notice(view, text) {
  const line = document.createElement("p");
  line.className = "notice";
  line.textContent = text;
  view.answer.insertBefore(line, view.sentences.childElementCount ? view.tail : view.sentences);
}

// ---- replies, examples, questions asked once more ----

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.reply, .examples a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.matches(".reply")) {
    ask(link.textContent.trim(), form);
  } else {
    form.elements.role.value = link.dataset.role;
    box.value = link.textContent;
    box.focus();
  }
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.retry")) return;
  event.preventDefault();
  ask(event.target.elements.question.value, event.target);
});

document.querySelector(".problem")?.focus();
if (box.value && !document.querySelector(".problem")) box.focus();
