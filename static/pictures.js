// The buttons that save a chart as a picture. Plotly draws pictures in the browser, behind a button
// of its own that shows only under the pointer and knows one format; these stand beside the other
// files, are reached by keyboard, and press that one.
(() => {
  "use strict";
  const BUTTON = /\bst-key-picture-(png|svg)-/;
  const PLOTLYS_OWN = ".modebar-btn";

  const chartOf = (button) => {
    for (let place = button; place; place = place.parentElement) {
      const chart = place.querySelector(".js-plotly-plot");
      if (chart) return chart;
    }
    return null;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button")?.closest('[class*="st-key-picture-"]');
    const format = button?.className.match(BUTTON)?.[1];
    const chart = format && chartOf(button);
    const own = chart?.querySelector(PLOTLYS_OWN);
    if (!own) return;
    const options = chart._context.toImageButtonOptions;
    const before = options.format;
    options.format = format;
    own.click();
    options.format = before;
  });
})();
