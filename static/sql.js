// The field for SQL: suggests the names of tables and columns while the reader writes, and brings
// the cursor to the place of an error. What there is to suggest stands in `.sql-help`, written by
// ui/explore/editor.py. The field stays a plain text field, which every screen reader knows.
(() => {
  "use strict";
  const FIELD = '[class*="st-key-sql-editor"] textarea';
  const GO = '[class*="st-key-sql-goto"]';
  const SCROLLED = '[class*="st-key-sql-columns"]:not([tabindex])';
  const LIST = "sql-suggestions";
  const SHORTEST = 2;
  const MOST = 8;

  const help = () => document.querySelector(".sql-help");
  const field = () => document.querySelector(FIELD);
  const read = (name, otherwise) => JSON.parse(help()?.dataset[name] || otherwise);

  // --- suggestions ---------------------------------------------------------------------------

  const list = document.createElement("ul");
  list.id = LIST;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "SQL");
  list.hidden = true;
  const said = document.createElement("div");
  said.setAttribute("role", "status");
  said.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  let chosen = -1;

  const style = document.createElement("style");
  style.textContent = `
    #${LIST} { position: fixed; z-index: 1000; margin: 0; padding: 4px; list-style: none;
      max-width: min(28rem, 94vw); border: 1px solid currentColor; border-radius: 6px;
      font-size: 14px; box-shadow: 0 4px 16px rgba(0, 0, 0, 0.25); }
    #${LIST} li { padding: 4px 8px; border-radius: 4px; cursor: pointer; white-space: nowrap;
      overflow: hidden; text-overflow: ellipsis; }
    #${LIST} li[aria-selected="true"] { outline: 2px solid currentColor; }
    #${LIST} b { font-family: monospace; font-weight: 600; }
    ${FIELD} { font-family: ui-monospace, Consolas, "DejaVu Sans Mono", monospace !important;
      font-size: 14px !important; line-height: 1.5 !important; tab-size: 2; }
    [class*="st-key-sql-run"] kbd { color: inherit !important; opacity: 1 !important; }
    [class*="st-key-sql-samples"] button { justify-content: flex-start; text-align: left; }
    ${FIELD}[aria-invalid="true"] { text-decoration: none; box-shadow: inset 4px 0 0 #c53e79; }`;

  const word = (target) => {
    const before = target.value.slice(0, target.selectionStart);
    return before.match(/[\p{L}_][\p{L}\p{N}_]*$/u)?.[0] ?? "";
  };

  const matching = (start) => {
    const folded = start.toLowerCase();
    const all = read("names", "[]").filter(([name]) => name.toLowerCase() !== folded);
    const first = all.filter(([name]) => name.toLowerCase().startsWith(folded));
    const rest = all.filter(([name]) => name.toLowerCase().indexOf(folded) > 0);
    return [...first, ...rest].slice(0, MOST);
  };

  const close = () => {
    list.hidden = true;
    chosen = -1;
    const target = field();
    target?.removeAttribute("aria-activedescendant");
    target?.removeAttribute("aria-controls");
  };

  const choose = (place) => {
    const options = [...list.children];
    chosen = (place + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    field().setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };

  const insert = (target, name) => {
    const end = target.selectionStart;
    target.focus();
    target.setSelectionRange(end - word(target).length, end);
    // Keeps what can be undone, and tells the page of the change as typing does.
    if (!document.execCommand("insertText", false, name)) {
      target.setRangeText(name, target.selectionStart, target.selectionEnd, "end");
      target.dispatchEvent(new Event("input", { bubbles: true }));
    }
    close();
  };

  // Where the cursor stands on the screen: the text before it, laid out alike and out of sight.
  const place = (target) => {
    const twin = document.createElement("div");
    const looks = getComputedStyle(target);
    for (const name of ["font", "padding", "border", "boxSizing", "lineHeight", "letterSpacing"]) {
      twin.style[name] = looks[name];
    }
    twin.style.cssText += `;position:fixed;visibility:hidden;white-space:pre-wrap;
      overflow-wrap:break-word;width:${target.clientWidth}px;`;
    twin.textContent = target.value.slice(0, target.selectionStart);
    const mark = document.createElement("span");
    mark.textContent = "\u200b";
    twin.append(mark);
    document.body.append(twin);
    const at = { x: mark.offsetLeft, y: mark.offsetTop + mark.offsetHeight };
    twin.remove();
    const box = target.getBoundingClientRect();
    const y = box.top + Math.min(at.y - target.scrollTop, box.height);
    return { x: Math.min(box.left + at.x, innerWidth - Math.min(300, innerWidth)), y };
  };

  const suggest = (target) => {
    const start = word(target);
    const found = start.length < SHORTEST ? [] : matching(start);
    if (!found.length) return close();
    const words = read("words", "{}");
    list.replaceChildren(
      ...found.map(([name, kind, meaning], at) => {
        const option = document.createElement("li");
        option.id = `${LIST}-${at}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.name = name;
        const bold = document.createElement("b");
        bold.textContent = name;
        const told = [words.kinds?.[kind], meaning].filter(Boolean).join(" · ");
        option.append(bold, told ? ` ${told}` : "");
        return option;
      }),
    );
    const app = getComputedStyle(document.querySelector(".stApp"));
    list.style.background = app.backgroundColor;
    list.style.color = app.color;
    const at = place(target);
    list.style.left = `${at.x}px`;
    list.style.top = `${at.y + 4}px`;
    // Within the page's own part, where screen readers look for it.
    document.querySelector('[data-testid="stMain"]')?.append(list, said);
    list.hidden = false;
    chosen = -1;
    target.setAttribute("aria-controls", LIST);
    target.removeAttribute("aria-activedescendant");
    said.textContent = (words.found ?? "").replace("{n}", found.length);
  };

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.(FIELD)) return;
    event.target.setAttribute("aria-autocomplete", "list");
    event.target.removeAttribute("aria-invalid");
    suggest(event.target);
  });

  document.addEventListener(
    "keydown",
    (event) => {
      if (list.hidden || !event.target.matches?.(FIELD)) return;
      const name = list.children[Math.max(chosen, 0)]?.dataset.name;
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === "Escape") close();
      else if (isPlain && (event.key === "Tab" || (event.key === "Enter" && chosen >= 0))) {
        insert(event.target, name);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const name = event.target.closest("li")?.dataset.name;
    if (name) insert(field(), name);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.(FIELD)) close();
  });
  addEventListener("scroll", () => !list.hidden && close(), true);

  // --- the place of an error -----------------------------------------------------------------

  const offset = (text, line, column) => {
    const before = text.split("\n").slice(0, line - 1);
    // Columns are counted in characters, the field counts in UTF-16 units.
    const own = [...(text.split("\n")[line - 1] ?? "")].slice(0, column - 1).join("");
    return before.reduce((sum, one) => sum + one.length + 1, 0) + own.length;
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(GO)) return;
    const { line, column } = read("error", "{}");
    const target = field();
    if (!target || !line) return;
    const at = Math.min(offset(target.value, line, column), target.value.length);
    const length = target.value.slice(at).match(/^[\p{L}\p{N}_]+|^./u)?.[0].length ?? 0;
    target.focus();
    target.setSelectionRange(at, at + length);
  });

  // The error belongs to the query that was run, as long as it stands in the field unchanged.
  let marked = "";
  const mark = () => {
    // A list that scrolls is scrolled by keys only where it can have the focus.
    for (const scrolled of document.querySelectorAll(SCROLLED)) scrolled.tabIndex = 0;
    const at = help()?.dataset.error ?? "";
    const target = field();
    if (!target || at === marked) return;
    marked = at;
    if (at && JSON.parse(at).sql === target.value) target.setAttribute("aria-invalid", "true");
    else target.removeAttribute("aria-invalid");
  };

  const begin = () => {
    document.head.append(style);
    new MutationObserver(mark).observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["data-error"],
    });
  };
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
})();
