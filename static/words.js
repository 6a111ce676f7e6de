// Streamlit's own words in Swedish: it has no setting for them. They are few, and stand in controls
// and menus, never in what the pages show. A reader who changes to English gets them back.
(() => {
  "use strict";
  const WORDS = new Map([
    ["Add files", "Lägg till filer"],
    ["App pages", "Sidor"],
    ["Cancel", "Avbryt"],
    ["Choose an option", "Välj"],
    ["Choose date", "Välj datum"],
    ["Choose date range", "Välj datum från och till"],
    ["Choose options", "Välj"],
    ["Clear all", "Ta bort alla"],
    ["Clear date", "Ta bort datumet"],
    ["Clear dates", "Ta bort datumen"],
    ["Clear entry", "Töm"],
    ["Clear selection", "Avmarkera"],
    ["Clear value", "Ta bort valet"],
    ["Close", "Stäng"],
    ["Close Search", "Stäng sökningen"],
    ["Close fullscreen", "Stäng helskärm"],
    ["Collapse sidebar", "Dölj sidopanelen"],
    ["Dark", "Mörkt"],
    ["Drag and drop a file here", "Dra och släpp en fil här"],
    ["Drag and drop files here", "Dra och släpp filer här"],
    ["Expand sidebar", "Visa sidopanelen"],
    ["Fullscreen", "Helskärm"],
    ["Light", "Ljust"],
    ["Main menu", "Meny"],
    ["Multiselect options", "Val"],
    ["Next Result", "Nästa träff"],
    ["No results", "Inga träffar"],
    ["Notifications", "Meddelanden"],
    ["Open", "Öppna"],
    ["Press Enter to apply", "Tryck på Enter"],
    ["Press Enter to submit form", "Tryck på Enter"],
    ["Press Ctrl+Enter to apply", "Tryck på Ctrl+Enter"],
    ["Press Ctrl+Enter to submit form", "Tryck på Ctrl+Enter"],
    ["Previous Result", "Förra träffen"],
    ["Print", "Skriv ut"],
    ["Rerun", "Läs om"],
    ["Running...", "Arbetar …"],
    ["Scrollable table", "Tabell som kan rullas"],
    ["Search", "Sök"],
    ["Select all", "Markera alla"],
    ["Selectbox options", "Val"],
    ["Selected values", "Valda"],
    ["Settings", "Inställningar"],
    ["Sidebar", "Sidopanel"],
    ["Skip to main content", "Hoppa till innehållet"],
    ["Stop", "Stoppa"],
    ["Stopping...", "Stoppar …"],
    ["System", "Som datorn"],
    ["Theme", "Utseende"],
    ["Upload", "Välj filer"],
    ["file upload", "filer"],
  ]);
  const PHRASES = [
    [/^(\d+)([KMGT]?B) per file$/, "Högst $1 $2 per fil"],
    [/^Fullscreen: (.+)$/, "Helskärm: $1"],
    [/^Help for (.+)$/, "Hjälp om $1"],
    [/^Search: (.+)$/, "Sök i $1"],
    [/^Show\/hide columns: (.+)$/, "Visa och dölj kolumner: $1"],
    [/^Remove (.+)$/, "Ta bort $1"],
    [/^(.+) files are not allowed\.$/, "Filer av slaget $1 tas inte emot."],
    [/^File must be (.+) or smaller\.$/, "Filen får vara högst $1."],
  ];
  const ATTRIBUTES = ["aria-label", "placeholder", "title"];
  // What the pages show, in tables, texts and lists of choices, is theirs and is left alone.
  const SHOWN = 'table, [data-testid="stMarkdownContainer"], [role="option"], .js-plotly-plot';
  const UPLOAD = '[data-testid="stFileUploaderDropzone"]';

  // The Swedish that was put in place of a word, per text node and per element's attribute.
  const ours = new WeakMap();

  const swedish = (english) => {
    const text = english.trim();
    if (WORDS.has(text)) return english.replace(text, WORDS.get(text));
    const phrase = PHRASES.find(([pattern]) => pattern.test(text));
    return phrase ? text.replace(...phrase) : english;
  };

  const put = (thing, name, now, set) => {
    const known = ours.get(thing) ?? ours.set(thing, {}).get(thing);
    const last = known[name];
    const english = last && now === last.swedish ? last.english : now;
    const wanted = document.documentElement.lang === "sv" ? swedish(english) : english;
    known[name] = { english, swedish: swedish(english) };
    if (wanted !== now) set(wanted);
  };

  const visit = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        const place = node.parentElement;
        if (place?.closest(SHOWN) && !place.closest(UPLOAD)) continue;
        put(node, "text", node.data, (text) => (node.data = text));
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        for (const name of ATTRIBUTES) {
          const now = node.getAttribute(name);
          if (now) put(node, name, now, (text) => node.setAttribute(name, text));
        }
      }
    }
  };

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(visit);
      else visit(target === document.documentElement ? document : target);
    }
  }).observe(document, {
    attributes: true,
    attributeFilter: ["lang", ...ATTRIBUTES],
    characterData: true,
    childList: true,
    subtree: true,
  });
})();
