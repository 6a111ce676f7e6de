// Runs in each page before anything else: when the page changed last, and what changed in it.
(() => {
  "use strict";
  const MARKED = ["stPlotlyChart", "stTable", "stDataFrame", "stMetric"];
  const selector = MARKED.map((id) => `[data-testid="${id}"]`).join(",");
  const inside = '[data-testid="stMain"],[data-testid="stSidebar"]';
  const watch = { began: 0, changed: 0, first: 0, touched: new Set() };
  window.__watch = watch;

  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

  new MutationObserver((records) => {
    for (const record of records) {
      const target = element(record.target);
      if (!target?.closest(inside)) continue;
      watch.changed = performance.now();
      const within = target.closest(selector);
      if (within) watch.touched.add(within);
      for (const added of record.addedNodes) {
        if (added.nodeType !== Node.ELEMENT_NODE) continue;
        if (added.matches(selector)) watch.touched.add(added);
        for (const inner of added.querySelectorAll(selector)) watch.touched.add(inner);
      }
    }
    if (!watch.first && document.querySelector('[data-testid="stMain"] h1')) {
      watch.first = performance.now();
    }
  }).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });

  // What the reader does begins the clock, before anything answers it.
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => {
      watch.began = performance.now();
      watch.touched.clear();
    }, { capture: true });
  }

  // Drawn: nothing runs, nothing waits, all charts hold their marks, and it has been still a while.
  watch.drawn = (quiet, words) => {
    const main = document.querySelector('[data-testid="stMain"]');
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
    const has = (query) => Boolean(document.querySelector(query));
    return {
      "its footer": Boolean(main?.querySelector('[data-testid="stImage"]')),
      "the end of the run": has('[data-test-script-state="notRunning"]'),
      "its charts": charts.every((chart) => chart.querySelector(".main-svg")),
      "what waits": !has('[data-testid="stSkeleton"],[data-stale="true"]'),
      "the words": words.every((word) => main?.textContent.includes(word)),
      "a change": watch.changed > watch.began,
      "quiet": performance.now() - watch.changed > quiet,
    };
  };
  watch.isStill = (quiet, words) => Object.values(watch.drawn(quiet, words)).every(Boolean);

  // How many of each kind the page shows, so that two pages can be told to show the same.
  watch.shown = () => {
    const counted = {};
    const main = document.querySelector('[data-testid="stMain"]');
    const count = (name, query) => { counted[name] = main.querySelectorAll(query).length; };
    for (const id of [...MARKED, "stMarkdown", "stHeading", "stButton", "stDownloadButton",
      "stExpander", "stSelectbox", "stButtonGroup", "stPageLink", "stAlert", "stProgress"]) {
      count(id, `[data-testid="${id}"]`);
    }
    count("marks", ".main-svg .point, .main-svg .js-fill, .main-svg .sankey-link");
    count("rows", '[data-testid="stTable"] tr');
    count("columns", '[data-testid="stTable"] thead th');
    counted.controls = document.querySelectorAll('[data-testid="stSidebar"] [role="combobox"]').length;
    counted.links = document.querySelectorAll('[data-testid="stSidebar"] a').length;
    return counted;
  };

  // Of what the last action touched, what is on the page: kind → how many.
  watch.redrawn = () => {
    const counted = Object.fromEntries(MARKED.map((id) => [id, 0]));
    for (const node of watch.touched) if (node.isConnected) counted[node.dataset.testid] += 1;
    return counted;
  };
})();
