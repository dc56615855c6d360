// Keys. Single ones work outside of fields only, and can be switched off.
const keysOn = byId("keys"), help = byId("help");
const isField = element => element.matches("textarea, input:not([type=radio], [type=checkbox], [type=button])");
const single = {
  h: stop => {
    const hint = ticks.find(tick => tickName(tick) === `tick ${stop.item} hint`);
    if (hint) set(tickName(hint), value(tickName(hint)) !== true);
  },
  n: stop => stop.field?.focus(),
};
function press(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  const letter = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey && letter === "s") {
    event.preventDefault();
    if (!event.repeat) save();
    return;
  }
  if (event.ctrlKey || event.metaKey || help.open) return;
  if (event.altKey) {
    const by = { ArrowDown: 1, ArrowUp: -1, ...(isField(target) ? {} : { ArrowRight: 1, ArrowLeft: -1 }) }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
    return;
  }
  if (isField(target)) {
    if (event.key === "Escape") target.blur();
    return;
  }
  if ((event.key === "Delete" || event.key === "Backspace") && target.dataset.rating) {
    event.preventDefault();
    if (rating(target.dataset.rating) !== "") rate(target.dataset.rating, rating(target.dataset.rating));
    return;
  }
  if (value("keys") === false || event.isComposing) return;
  const here = current();
  if (event.key === "?") {
    help.showModal();
  } else if (letter === "g" && general) {
    event.preventDefault();
    writeGeneral();
  } else if (/^\d$/.test(event.key) && !event.repeat) {
    if (!here) return say("No question is in view: Alt and an arrow key lead to one.");
    const choices = [...new Map(buttons(here.item).map(button => [score(button), button])).keys()];
    const given = choices.includes(event.key) ? event.key
      : event.key === "0" ? choices.find(choice => choice === "not asked")
      : choices.some(choice => /^\d/.test(choice)) ? undefined : choices[Number(event.key) - 1];
    if (given) rate(here.item, given);
  } else if (single[letter] && here) {
    event.preventDefault();
    single[letter](here);
  }
}
function makeKeys() {
  addEventListener("keydown", press);
  byId("help-open").addEventListener("click", () => help.showModal());
  keysOn.addEventListener("change", () => set("keys", keysOn.checked));
}
