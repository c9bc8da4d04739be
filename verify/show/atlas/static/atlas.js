"use strict";
// The pages are whole without this: it filters, sorts, focuses and copies. The state of a page
// is in its address, after the #, so that an address can be kept and sent.

const ORDER = ["refuted", "vacuous", "undecided", "observed", "supported", "certified", "proved", "not attempted"];

function state() {
  return new URLSearchParams(location.hash.slice(1));
}

function remember(entries) {
  const kept = new URLSearchParams(entries.filter(([, value]) => value !== ""));
  const text = kept.toString();
  if (text !== location.hash.slice(1)) history.replaceState(null, "", text ? "#" + text : "#");
}

function index() {
  const form = document.querySelector(".filters");
  const body = document.querySelector(".claims tbody");
  const titles = new Map();  // of the files, by the ids of their claims without the last word
  for (const row of body.querySelectorAll(".file")) titles.set(row.dataset.group, row);
  const words = (row) => row ? row.textContent.toLowerCase().replace(/\s+/g, " ") : "";
  const rows = [...body.querySelectorAll("tr:not(.file)")].map((row) => ({
    row, id: row.querySelector(".id a").textContent, ...row.dataset,
    text: words(row) + " " + words(titles.get(row.dataset.group)),
  }));
  const heads = [...document.querySelectorAll(".claims th button")];
  let sort = "id", down = false;

  function restore() {
    const now = state();
    form.reset();
    const verdicts = (now.get("verdict") || "").split(",");
    for (const box of form.elements.verdict.length ? form.elements.verdict : [form.elements.verdict])
      box.checked = verdicts.includes(box.value);
    for (const name of ["q", "source", "reading", "changed", "met"])
      if (form.elements[name]) form.elements[name].value = now.get(name) || "";
    sort = heads.some((button) => button.dataset.sort === now.get("sort")) ? now.get("sort") : "id";
    down = now.get("down") === "1";
    order();
    filter();
  }

  function value(item) {
    if (sort === "seconds") return Number(item.seconds);
    if (sort === "verdict") return ORDER.indexOf(item.verdict);
    return item[sort] || "\uffff";
  }

  function order() {
    const sign = down ? -1 : 1;
    rows.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      return x < y ? -sign : x > y ? sign : a.id < b.id ? -1 : 1;
    });
    body.append(...rows.map((item) => item.row));
    for (const button of heads) {
      const cell = button.closest("th");
      if (button.dataset.sort === sort) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
  }

  function filter() {
    const data = new FormData(form);
    const verdicts = data.getAll("verdict");
    const words = (data.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of rows) {
      const changed = data.get("changed");
      const fits = (!verdicts.length || verdicts.includes(item.verdict))
        && ["source", "reading", "met"].every((name) => !data.get(name) || item[name] === data.get(name))
        && (!changed || (changed === "any" ? item.changed !== "" : item.changed === changed))
        && words.every((word) => item.text.includes(word));
      item.row.hidden = !fits;
      count += fits;
    }
    head();
    document.getElementById("shown").textContent = `${count} of ${rows.length} claims`;
    document.querySelector(".none").hidden = count > 0;
  }

  // Sorted by id, the claims of a file stand together, below the sentence it begins with.
  function head() {
    for (const row of titles.values()) row.remove();
    let last;
    for (const { row, group } of sort === "id" ? rows.filter((item) => !item.row.hidden) : []) {
      if (group !== last && titles.has(group)) row.before(titles.get(group));
      last = group;
    }
  }

  function keep() {
    const data = new FormData(form);
    const fields = ["q", "source", "reading", "changed", "met"].map((name) => [name, data.get(name) || ""]);
    remember([...fields, ["verdict", data.getAll("verdict").join(",")],
      ["sort", sort === "id" ? "" : sort], ["down", down ? "1" : ""]]);
  }

  form.addEventListener("input", () => { filter(); keep(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { filter(); keep(); }));
  document.querySelector(".clear").addEventListener("click", () => form.reset());
  for (const button of heads)
    button.addEventListener("click", () => {
      down = button.dataset.sort === sort && !down;
      sort = button.dataset.sort;
      order();
      head();
      keep();
    });
  addEventListener("hashchange", restore);
  restore();
}

const WIDE = 236, HIGH = 24, ACROSS = WIDE + 70, DOWN = HIGH + 8;  // as in graph.py

function curve([x, y], [endX, endY]) {
  x += WIDE; y += HIGH / 2; endX -= 6; endY += HIGH / 2;
  const bend = Math.max((endX - x) / 2, 30);
  return `M${x} ${y}C${x + bend} ${y} ${endX - bend} ${endY} ${endX} ${endY}`;
}

function graph() {
  const svg = document.getElementById("graph");
  const form = document.querySelector(".filters");
  const nodes = new Map([...svg.querySelectorAll(".node")].map((node) => [node.dataset.id, node]));
  const edges = [...svg.querySelectorAll(".edges path")];
  const below = new Map(), above = new Map();
  for (const { dataset: { start, end } } of edges) {
    above.set(start, [...(above.get(start) || []), end]);
    below.set(end, [...(below.get(end) || []), start]);
  }
  let size = [0, 0], zoom = 1;

  // The distance of everything that is reached from a claim by the longest way, in columns.
  function reach(start, next) {
    const depth = new Map([[start, 0]]);
    const todo = [start];
    while (todo.length) {
      const at = todo.shift();
      for (const name of next.get(at) || [])
        if (!depth.has(name) || (depth.get(name) <= depth.get(at) && depth.get(at) < 40)) {
          depth.set(name, depth.get(at) + 1);
          todo.push(name);
        }
    }
    return depth;
  }

  function around(focus) {
    const column = new Map();
    for (const [name, depth] of reach(focus, below)) column.set(name, -depth);
    for (const [name, depth] of reach(focus, above)) if (!column.has(name)) column.set(name, depth);
    const least = Math.min(...column.values()), stacks = new Map(), places = new Map();
    for (const [name, at] of column) stacks.set(at, [...(stacks.get(at) || []), name]);
    const tallest = Math.max(...[...stacks.values()].map((stack) => stack.length));
    for (const [at, stack] of stacks)
      stack.sort().forEach((name, k) =>
        places.set(name, [(at - least) * ACROSS, (k + (tallest - stack.length) / 2) * DOWN]));
    return places;
  }

  function draw(places, focus) {
    for (const [name, node] of nodes) {
      const place = places.get(name);
      node.style.display = place ? "" : "none";
      node.classList.toggle("focus", name === focus);
      if (place) node.setAttribute("transform", `translate(${place[0]} ${place[1]})`);
    }
    for (const edge of edges) {
      const start = places.get(edge.dataset.start), end = places.get(edge.dataset.end);
      edge.style.display = start && end ? "" : "none";
      if (start && end) edge.setAttribute("d", curve(start, end));
    }
    const all = [...places.values()];
    size = [Math.max(...all.map(([x]) => x)) + WIDE + 16, Math.max(...all.map(([, y]) => y)) + HIGH + 16];
    svg.setAttribute("viewBox", `-8 -8 ${size[0]} ${size[1]}`);
    scale();
  }

  function scale() {
    svg.setAttribute("width", size[0] * zoom);
    svg.setAttribute("height", size[1] * zoom);
  }

  function say(focus, count) {
    const line = document.getElementById("shown");
    line.replaceChildren();
    if (!focus) return;
    if (!nodes.has(focus)) {
      line.textContent = `${focus} rests on no other claim of this run, and none rests on it.`;
      return;
    }
    const link = document.createElement("a");
    link.href = nodes.get(focus).dataset.page;
    link.textContent = focus;
    const others = count === 2 ? "1 claim" : `${count - 1} claims`;
    line.append(link, ` and its kin: ${others} that it rests on or repairs, or the other way round.`);
  }

  // The kin of one claim is shown whole where its letters stay readable.
  function fit(focus) {
    const room = svg.parentElement.clientWidth / size[0];
    zoom = focus ? Math.min(Math.max(room, 0.8), 1) : 1;
    scale();
  }

  function restore() {
    const focus = state().get("focus") || "";
    form.elements.focus.value = focus;
    const known = nodes.has(focus);
    const places = known ? around(focus)
      : new Map([...nodes].map(([name, node]) => [name, [Number(node.dataset.x), Number(node.dataset.y)]]));
    if (nodes.size) draw(places, focus);
    fit(known);
    say(focus, places.size);
    if (known) nodes.get(focus).scrollIntoView({ block: "nearest", inline: "nearest", behavior: "auto" });
  }

  function go(focus) {
    if (focus === (state().get("focus") || "")) return;
    location.hash = focus ? "focus=" + encodeURIComponent(focus) : "";
  }

  form.elements.focus.addEventListener("change", (event) => go(event.target.value.trim()));
  form.addEventListener("submit", (event) => { event.preventDefault(); go(form.elements.focus.value.trim()); });
  form.addEventListener("reset", () => go(""));
  for (const button of form.querySelectorAll("[data-zoom]"))
    button.addEventListener("click", () => {
      zoom = Math.min(Math.max(zoom * (button.dataset.zoom === "in" ? 1.25 : 0.8), 0.2), 4);
      scale();
    });
  // A second click on the claim in focus opens its page.
  svg.addEventListener("click", (event) => {
    const node = event.target.closest(".node");
    if (node && node.dataset.id === state().get("focus")) {
      event.preventDefault();
      location.href = node.dataset.page;
    }
  });
  addEventListener("hashchange", restore);
  restore();
}

function copying() {
  for (const button of document.querySelectorAll("[data-copy]"))
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = "Copied";
      } catch {
        // Without the right to copy: mark it, so that one key does.
        getSelection().selectAllChildren(text);
        button.textContent = "Marked";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
}

// Paper has nothing to click: what is folded is printed.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
if (document.body.classList.contains("index")) index();
if (document.body.classList.contains("graph")) graph();
copying();
