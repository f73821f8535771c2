// The filter, links that open their targets, and keyboard shortcuts. The page is readable without them.
"use strict";
const one = (selector) => document.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const search = one("#search");
const changes = all(".change");
const operations = all(".operation");
const texts = new Map([...changes, ...operations].map((it) => [it, it.textContent.toLowerCase()]));

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const service = one("#service").value;
  const kind = one("#kind").value;
  const groups = new Set(all("[name=group]:checked").map((box) => box.value));
  const matches = (it) => words.every((word) => texts.get(it).includes(word));
  for (const change of changes) {
    const { dataset } = change;
    change.hidden =
      (service && dataset.service !== service) ||
      (kind && dataset.kind !== kind) ||
      !groups.has(dataset.group) ||
      !matches(change);
  }
  for (const operation of operations) operation.hidden = !matches(operation);
  for (const section of all(".group, .operations")) section.hidden = !all("details:not([hidden])", section).length;
  for (const section of all(".service")) section.hidden = Boolean(service) && section.dataset.service !== service;
  one("#none").hidden = !changes.length || [...changes, ...operations].some((it) => !it.hidden);
}

/** Opens the target of the address and the elements around it. */
function open() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) {
    one("#filter").reset();
    filter();
  }
  for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  target.scrollIntoView();
  target.querySelector("summary")?.focus({ preventScroll: true });
}

/** Moves the focus to the next or previous visible change. */
function move(step) {
  const shown = all(".change, .operation").filter((it) => it.offsetParent);
  const now = shown.indexOf(document.activeElement?.closest("details"));
  const next = shown[now < 0 ? (step > 0 ? 0 : shown.length - 1) : now + step];
  next?.querySelector("summary").focus();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT)$/.test(document.activeElement?.tagName);
  if (event.key === "Escape") {
    one("#filter").reset();
    filter();
    document.activeElement?.blur();
  } else if (typing) {
    return;
  } else if (event.key === "/") {
    search.focus();
  } else if (event.key === "j" || event.key === "k") {
    move(event.key === "j" ? 1 : -1);
  } else if (event.key === "o") {
    const shown = changes.filter((change) => !change.hidden);
    const close = shown.every((change) => change.open);
    for (const change of shown) change.open = !close;
  } else {
    return;
  }
  event.preventDefault();
});
addEventListener("hashchange", open);
one("#filter").addEventListener("input", filter);
one("#filter").addEventListener("submit", (event) => event.preventDefault());
filter();
open();
