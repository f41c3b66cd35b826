// The chat without page loads: ask, watch the answer arrive, open its sources beside it.
"use strict";

const form = document.getElementById("ask");
const box = document.getElementById("question");
const send = document.getElementById("send");
const stop = document.getElementById("stop");
const turns = document.getElementById("turns");
const status = document.getElementById("status");
const desk = document.querySelector(".desk");
const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");
const exportLink = document.getElementById("export");
const onward = document.getElementById("onward");
const TAGS = { heading: "h3", subheading: "h4", paragraph: "p" };
let running = null;
let opener = null;

// ---- asking ----

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(box.value.trim());
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});
stop.addEventListener("click", () => running?.abort());

async function ask(question) {
  if (!question || running) return;
  const role = form.elements.role.value;
  const view = openTurn(question, role);
  running = new AbortController();
  busy(true);
  try {
    const response = await fetch("/api/ask", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question, role, conversation: form.elements.conversation.value || null }),
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

function openTurn(question, role) {
  const turn = document.getElementById("turn-template").content.cloneNode(true).firstElementChild;
  const label = form.querySelector(`input[value="${role}"] + span`).textContent;
  turn.querySelector(".asker").textContent = `${label}问`;
  turn.querySelector("h2").textContent = question;
  turns.append(turn);
  turn.id = `turn-${turns.childElementCount}`;
  document.getElementById("welcome")?.remove();
  form.classList.add("compact");
  box.placeholder = "接着问，或补充情况";
  document.querySelector("main > .problem")?.remove();
  turn.scrollIntoView({ block: "start" });
  status.textContent = "正在查找资料";
  return {
    turn,
    answer: turn.querySelector(".answer"),
    progress: turn.querySelector(".progress"),
    sentences: turn.querySelector(".sentences"),
    label: turn.querySelector(".label"),
    tail: turn.querySelector(".tail"),
  };
}

function show(view, name, data) {
  if (name === "opened") {
    form.elements.conversation.value = data.conversation;
    history.replaceState(null, "", `/conversations/${data.conversation}`);
    exportLink.href = `/conversations/${data.conversation}/export`;
    onward.querySelectorAll("[data-to]").forEach((link) => { link.href = link.dataset.to + data.conversation; });
    onward.hidden = false;
    listConversation(`/conversations/${data.conversation}`, view.turn.querySelector("h2").textContent);
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
    status.textContent = "答复已写完";
  } else if (name === "failed") {
    notice(view, data.message);
    status.textContent = data.message;
  }
}

function listConversation(href, title) {
  const list = document.getElementById("conversations");
  if (list.querySelector(`a[href="${href}"]`)) return;
  const link = document.createElement("a");
  link.href = href;
  link.textContent = title.length > 40 ? `${title.slice(0, 40)}…` : title;
  list.insertBefore(document.createElement("li"), list.firstChild).append(link);
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

// ---- sources, copying, replies, examples ----

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.cite, a.source, a.reply, .examples a");
  if (link && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
  if (link?.matches(".cite, .source")) {
    event.preventDefault();
    await openSource(link);
  } else if (link?.matches(".reply")) {
    event.preventDefault();
    ask(link.textContent.trim());
  } else if (link) {
    event.preventDefault();
    form.elements.role.value = link.dataset.role;
    box.value = link.textContent;
    box.focus();
  }
  const copy = event.target.closest(".copy");
  if (copy) {
    await navigator.clipboard.writeText(copy.dataset.copy).then(
      () => { copy.textContent = "已复制"; },
      () => { copy.textContent = "浏览器不允许复制，请手动选取"; },
    );
    setTimeout(() => { copy.textContent = "复制全文和来源"; }, 2500);
  }
});

async function openSource(link) {
  const url = new URL(link.href);
  url.searchParams.set("panel", "true");
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) {
    location.href = link.href;
    return;
  }
  panelBody.innerHTML = await response.text(); // rendered and escaped by the server
  panel.hidden = false;
  desk.classList.add("open");
  document.querySelectorAll("[aria-expanded]").forEach((other) => other.removeAttribute("aria-expanded"));
  if (!panel.contains(link)) opener = link;
  opener?.setAttribute("aria-expanded", "true");
  document.getElementById("panel-title").textContent = panelBody.querySelector("h1").textContent;
  panelBody.focus({ preventScroll: true });
  const here = panelBody.querySelector(".here");
  markQuoted(here, link);
  // Of a law the panel holds one article: from when to when it is law stands above it and is to be seen.
  const whole = !here || panelBody.querySelector(".law");
  panel.scrollTop = whole ? 0 : Math.max(0, here.offsetTop - 90);
}

// The passage holds the very sentence that was quoted, or the model's own words rest on the passage as a whole.
function markQuoted(here, link) {
  const said = link.closest("span")?.firstChild?.textContent;
  if (!here || !said) return;
  const quoted = [...here.querySelectorAll("span")].find((span) => span.textContent === said);
  quoted?.classList.add("quoted");
  if (quoted) return;
  // Law is quoted without its line breaks, and a long article in part.
  const words = bare(said.split("：“").pop());
  for (const line of here.querySelectorAll(".number ~ p, .original p")) {
    const text = bare(line.textContent);
    line.classList.toggle("quoted", words.length > 3 && (text.includes(words) || words.includes(text)));
  }
}

function bare(text) {
  return text.replace(/[\s“”]|[。；：，]+$/g, "");
}

function closePanel() {
  panel.hidden = true;
  desk.classList.remove("open");
  opener?.removeAttribute("aria-expanded");
  opener?.focus();
}

document.getElementById("close-panel").addEventListener("click", closePanel);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) closePanel();
});

document.querySelector(".problem")?.focus();
if (box.value && !document.querySelector(".problem")) box.focus();
