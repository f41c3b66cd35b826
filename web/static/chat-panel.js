// The sources of an answer: opened beside it, and copied with it.
const desk = document.querySelector(".desk");
const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");
const main = document.getElementById("main");
const covers = matchMedia("(max-width: 62rem)"); // as in style.css: there the panel lies over the answer
let opener = null;

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.cite, a.source, .similar a.card");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    await openSource(link);
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
  main.inert = covers.matches;
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
  main.inert = false;
  opener?.removeAttribute("aria-expanded");
  opener?.focus();
}

document.getElementById("close-panel").addEventListener("click", closePanel);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) closePanel();
});
