/* Reading comfort: larger type, high contrast, reading aloud, printing; and the meaning of a term where it is tapped.
   Without this script a page has none of the buttons, and a term leads to the glossary. Nothing leaves the browser. */
(() => {
  "use strict";
  const root = document.documentElement;
  const KEPT = "shukun-comfort";
  const SWITCHES = [["size", "large", "大字"], ["contrast", "high", "高对比"]];
  const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, legend, summary";
  const LONGEST = 160; // characters: browsers break off long utterances

  const kept = () => {
    try { return JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { return {}; }
  };
  const keep = (state) => {
    try { localStorage.setItem(KEPT, JSON.stringify(state)); } catch { /* a private window keeps nothing */ }
  };
  const apply = (state) => {
    for (const [name, value] of SWITCHES) {
      if (state[name] === value) root.dataset[name] = value; else delete root.dataset[name];
    }
  };
  apply(kept());

  const button = (text, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => press(made));
    return made;
  };

  const toggle = ([name, value, text]) => {
    const made = button(text, (self) => {
      const state = kept();
      state[name] = root.dataset[name] === value ? "" : value;
      keep(state);
      apply(state);
      self.setAttribute("aria-pressed", String(root.dataset[name] === value));
    });
    made.setAttribute("aria-pressed", String(root.dataset[name] === value));
    return made;
  };

  /* What is read: the blocks of the main text that are on the page, each once; what stands in closed folds is not. */
  const pieces = () => {
    const found = [];
    for (const block of document.querySelectorAll(`#main :is(${BLOCKS})`)) {
      if (!block.checkVisibility?.() && !block.offsetParent) continue;
      if (block.querySelector(BLOCKS) || block.closest("nav, .comfort")) continue;
      const text = block.innerText.replace(/\s+/g, " ").trim();
      for (const part of text.match(new RegExp(`.{1,${LONGEST}}(?:[。；！？]|$)|.{1,${LONGEST}}`, "gu")) || []) found.push([block, part]);
    }
    return found;
  };

  let reading = null; // the run that is going on; another object, or none, stops it
  const stop = (self) => {
    reading = null;
    speechSynthesis.cancel();
    document.querySelector(".being-read")?.classList.remove("being-read");
    self.textContent = "朗读";
    self.setAttribute("aria-pressed", "false");
  };
  const read = (self) => {
    if (reading) return stop(self);
    const run = (reading = {});
    const queue = pieces();
    self.textContent = "停止朗读";
    self.setAttribute("aria-pressed", "true");
    const next = () => {
      if (reading !== run) return;
      document.querySelector(".being-read")?.classList.remove("being-read");
      const piece = queue.shift();
      if (!piece) return stop(self);
      const [block, text] = piece;
      block.classList.add("being-read");
      block.scrollIntoView({ block: "nearest" });
      const said = new SpeechSynthesisUtterance(text);
      said.lang = "zh-CN";
      said.voice = speechSynthesis.getVoices().find((one) => one.lang.replace("_", "-").startsWith("zh")) || null;
      said.onend = next;
      said.onerror = () => { if (reading === run) stop(self); };
      speechSynthesis.speak(said);
    };
    next();
  };

  /* A tapped term says what it means at the foot of the window. */
  const explain = (event) => {
    const term = event.target.closest?.("a.term[title]");
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    document.querySelector(".meaning")?.remove();
    const box = document.createElement("div");
    box.className = "meaning";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", `“${term.textContent}”的意思`);
    const name = document.createElement("strong");
    name.textContent = term.textContent;
    const plain = document.createElement("p");
    plain.textContent = term.title;
    const more = document.createElement("a");
    more.href = term.href;
    more.textContent = "在词语表里看";
    const close = button("关上", () => { box.remove(); term.focus(); });
    box.addEventListener("keydown", (pressed) => { if (pressed.key === "Escape") close.click(); });
    box.append(name, plain, more, close);
    document.body.append(box);
    close.focus();
  };

  const begin = () => {
    const bar = document.createElement("section");
    bar.className = "comfort";
    bar.setAttribute("aria-label", "阅读方便");
    bar.append(...SWITCHES.map(toggle));
    if ("speechSynthesis" in window && document.getElementById("main")) {
      const aloud = button("朗读", read);
      aloud.setAttribute("aria-pressed", "false");
      bar.append(aloud);
      speechSynthesis.cancel();
      addEventListener("pagehide", () => speechSynthesis.cancel());
    }
    bar.append(button("打印", () => print()));
    document.querySelector(".masthead")?.after(bar);
    document.addEventListener("click", explain);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
