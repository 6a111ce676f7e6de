// <html lang> follows the address. The server sets it when a page is loaded; Streamlit then changes
// language and page in the address alone, without loading anything, and a screen reader would go on
// reading the new language with the old one's voice.
(() => {
  "use strict";
  const known = document.currentScript.dataset.languages.split(" ");

  const follow = () => {
    const asked = new URLSearchParams(location.search).get("lang");
    document.documentElement.lang = known.includes(asked) ? asked : known[0];
  };

  for (const name of ["pushState", "replaceState"]) {
    const original = history[name];
    history[name] = function (...given) {
      const result = original.apply(this, given);
      follow();
      return result;
    };
  }
  addEventListener("popstate", follow);
})();
