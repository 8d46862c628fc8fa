// The scripts' sentences in the page's language. `words.LANGUAGE.js`, which `make locale` writes, comes before this on
// every page that is not in English; {name} in a sentence stands for a value.
const list = globalThis.words ?? {};

export const _ = (sentence, values = {}) => (list[sentence] ?? sentence).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
