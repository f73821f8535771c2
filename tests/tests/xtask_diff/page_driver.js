// Uses the page as a reader does, and leaves what it saw in an element of its own.
addEventListener("load", async () => {
  const told = {};
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

  told.all = shown().length;
  set("search", "Runtime JAVA17");
  told.searched = kinds();
  const operations = [...document.querySelectorAll(".operation")].filter((it) => it.offsetParent);
  told.operationsSearched = operations.some((it) => it.id === "lambda-operation-CreateFunction");
  set("search", "no such thing");
  told.nothing = !shown().length && by("none").offsetParent !== null;
  set("search", "");
  set("kind", "operation-added");
  told.kind = kinds();
  set("kind", "");
  document.querySelector("[value=minor]").checked = false;
  changed(by("filter"));
  told.weights = kinds();
  document.querySelector("[value=minor]").checked = true;
  set("service", "lambda");
  told.service = shown().length;
  document.activeElement.blur();
  key("/");
  told.slash = document.activeElement.id;
  set("search", "java17");
  key("o");
  told.typed = document.querySelector(".change[open]") !== null;
  key("Escape");
  told.escaped = document.activeElement === document.body ? shown().length : "in the search";
  const order = shown();
  told.moved = ["j", "j", "k"].map((it) => (key(it), order.indexOf(focused())));
  key("o");
  told.opened = document.querySelectorAll(".change[open]").length;
  key("o");
  told.closed = document.querySelectorAll(".change[open]").length;
  // A link opens its change, though the filter hides it.
  const link = document.querySelector(".operation a.badge");
  set("search", "no such thing");
  await go(link.getAttribute("href"));
  told.linked = by(link.getAttribute("href").slice(1)).open && by("search").value === "";
  await go("#lambda-operation-CreateFunction");
  told.linkedOperation = focused().open && focused().id;
  told.shownAgain = shown().length;
  const colour = (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    return getComputedStyle(document.body).backgroundColor;
  };
  told.dark = colour("dark") !== colour("light");
  const pre = document.createElement("pre");
  pre.id = "told";
  pre.textContent = JSON.stringify(told);
  document.body.append(pre);
});
