// What Streamlit's own markup gets wrong and no setting reaches.
(() => {
  "use strict";

  // The area that files are dropped on is named for screen readers and declared meaningless to them
  // at once: its name was never read.
  const DROPPED_ON = '[data-testid="stFileUploaderDropzone"][role="presentation"]';

  // A table that is too wide for its place scrolls, and without the focus no key scrolls it.
  const TABLES = '[data-testid="stTable"] table:not([data-is-watched])';
  const widths = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const place = target.closest("[data-is-scrolled]");
      if (!place) continue;
      if (place.scrollWidth > place.clientWidth || place.scrollHeight > place.clientHeight) {
        place.tabIndex = 0;
      } else {
        place.removeAttribute("tabindex");
      }
    }
  });

  const watch = (table) => {
    table.dataset.isWatched = "";
    for (let place = table.parentElement; place; place = place.parentElement) {
      if (!["auto", "scroll"].includes(getComputedStyle(place).overflowX)) continue;
      place.dataset.isScrolled = "";
      widths.observe(place);
      widths.observe(table);
      return;
    }
  };

  // What is chosen of several stands in white on the theme's colour, also where that is a light one.
  const CHIPS = '[data-testid="stMultiSelect"] [data-tag]';
  const style = document.createElement("style");
  style.textContent = `${CHIPS}[data-is-light], ${CHIPS}[data-is-light] * {
    color: #10151c !important; }`;
  document.head.append(style);
  const judge = (chip) => {
    const [red, green, blue] = getComputedStyle(chip).backgroundColor.match(/[\d.]+/g).map(Number);
    chip.toggleAttribute("data-is-light", 0.21 * red + 0.72 * green + 0.07 * blue > 128);
  };

  const mend = () => {
    for (const chip of document.querySelectorAll(CHIPS)) judge(chip);
    for (const area of document.querySelectorAll(DROPPED_ON)) area.setAttribute("role", "group");
    for (const table of document.querySelectorAll(TABLES)) watch(table);
  };

  new MutationObserver(mend).observe(document, { childList: true, subtree: true });
})();
