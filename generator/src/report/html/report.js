"use strict";
// Filtering, keys and links. Without this the file is the same, only longer to look through.
(() => {
  const form = document.getElementById("filter");
  const words = document.getElementById("words");
  const open = document.getElementById("open");
  const shown = document.getElementById("shown");
  const unfold = document.getElementById("unfold");
  const pages = [...document.querySelectorAll(".page")];
  const sections = [...document.querySelectorAll("section")];
  const visible = () => pages.filter((page) => !page.hidden);

  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const page of pages) {
      const text = page.dataset.text;
      page.hidden = !wanted.every((word) => text.includes(word)) || (open.checked && page.dataset.open === "0");
    }
    const filtered = wanted.length > 0 || open.checked;
    for (const section of sections) {
      section.hidden = filtered && !section.querySelector(".page:not([hidden])");
    }
    shown.textContent = `${visible().length} of ${pages.length} pages`;
  };

  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
    }
  };

  const step = (by) => {
    const list = visible();
    const at = list.findIndex((page) => page.contains(document.activeElement));
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by];
    next?.querySelector("summary").focus();
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("input", apply);
  open.addEventListener("change", apply);
  unfold.addEventListener("click", () => {
    const all = visible();
    const closing = all.every((page) => page.open);
    for (const page of all) page.open = !closing;
    unfold.textContent = closing ? "open all" : "close all";
  });
  for (const page of pages) {
    page.addEventListener("toggle", () => {
      if (page.open && page.contains(document.activeElement)) history.replaceState(null, "", `#${page.id}`);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === words) {
      if (event.key === "Escape") {
        words.value = "";
        apply();
        words.blur();
      }
      return;
    }
    const action = { "/": () => words.focus(), j: () => step(1), k: () => step(-1) }[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  window.addEventListener("hashchange", follow);
  apply();
  follow();
})();
