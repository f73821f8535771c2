// Uses the page as a reader does, and adds an element with the results.
addEventListener("load", async () => {
  const results = {};
  const shown = () => [...document.querySelectorAll(".change")].filter((it) => it.offsetParent);
  const kinds = () => [...new Set(shown().map((it) => it.dataset.kind))].sort();
  const by = (id) => document.getElementById(id);
  const changed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));
  const set = (id, value) => {
    by(id).value = value;
    changed(by(id));
  };
  const key = (key) =>
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
    );
  const go = async (hash) => {
    location.hash = hash;
    await new Promise((done) => setTimeout(done, 50));
  };
  const focused = () => document.activeElement.closest("details");

  results.all = shown().length;
  set("search", "Runtime JAVA17");
  results.searched = kinds();
  const operations = [...document.querySelectorAll(".operation")].filter((it) => it.offsetParent);
  results.operationsSearched = operations.some((it) => it.id === "lambda-operation-CreateFunction");
  set("search", "no such thing");
  results.noMatch = !shown().length && by("none").offsetParent !== null;
  set("search", "");
  set("kind", "operation-added");
  results.kind = kinds();
  set("kind", "");
  document.querySelector("[value=minor]").checked = false;
  changed(by("filter"));
  results.groups = kinds();
  document.querySelector("[value=minor]").checked = true;
  set("service", "lambda");
  results.service = shown().length;
  document.activeElement.blur();
  key("/");
  results.slash = document.activeElement.id;
  set("search", "java17");
  key("o");
  results.typed = document.querySelector(".change[open]") !== null;
  key("Escape");
  results.escaped = document.activeElement === document.body ? shown().length : "in the search";
  const order = shown();
  results.moved = ["j", "j", "k"].map((it) => (key(it), order.indexOf(focused())));
  key("o");
  results.opened = document.querySelectorAll(".change[open]").length;
  key("o");
  results.closed = document.querySelectorAll(".change[open]").length;
  // A link opens its change even if the filter hides it.
  const link = document.querySelector(".operation a.badge");
  set("search", "no such thing");
  await go(link.getAttribute("href"));
  results.linked = by(link.getAttribute("href").slice(1)).open && by("search").value === "";
  await go("#lambda-operation-CreateFunction");
  results.linkedOperation = focused().open && focused().id;
  results.shownAgain = shown().length;
  const colour = (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    return getComputedStyle(document.body).backgroundColor;
  };
  results.dark = colour("dark") !== colour("light");
  const pre = document.createElement("pre");
  pre.id = "results";
  pre.textContent = JSON.stringify(results);
  document.body.append(pre);
});
