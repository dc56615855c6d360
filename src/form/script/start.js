// What people do to the fields, and the buttons.
radios.forEach(button => {
  const item = button.dataset.rating;
  // Pressed again, by touch or with the space bar, a rating is taken back. A new one is told by `change`, after the click.
  button.addEventListener("click", () => {
    if (rating(item) === score(button)) rate(item, score(button));
  });
  button.addEventListener("change", () => {
    if (button.checked && rating(item) !== score(button)) rate(item, score(button));
  });
});
find("fieldset:has(input[data-rating])").forEach(group => {
  const item = group.querySelector("input[data-rating]").dataset.rating;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "take-back";
  button.dataset.item = item;
  button.textContent = "Take the rating back";
  button.addEventListener("click", () => rate(item, rating(item)));
  group.append(button);
  const most = buttons(item).find(choice => choice.value.endsWith(" " + card.expected));
  if (!most || !ticks.some(tick => tickName(tick) === `tick ${item} hint`)) return;
  const note = document.createElement("p");
  note.className = "cap";
  note.dataset.item = item;
  note.dataset.most = score(most);
  note.setAttribute("role", "status");
  note.textContent = `After a hint the rating is at most ${most.value}.`;
  note.hidden = true;
  group.after(note);
});
ticks.forEach(box => box.addEventListener("change", () => set(tickName(box), box.checked)));
boxes.forEach((box, i) => box.addEventListener("change", () => set("box " + i, box.checked)));
texts.forEach((field, i) => field.addEventListener("input", () => {
  set("text " + names[i], field.value);
  turnTo(stops.find(stop => stop.field === field)?.item);
}));
who?.addEventListener("input", () => set("who", who.value));

byId("save").addEventListener("click", save);
byId("share").addEventListener("click", share);
try {
  byId("share").hidden = !navigator.canShare?.({ files: [sharedFile()] });
} catch {
  // Saved, then.
}
const file = byId("file");
byId("load").addEventListener("click", () => file.click());
file.addEventListener("change", async () => {
  if (file.files[0]) await load(file.files[0]);
  file.value = "";
});
byId("print").addEventListener("click", () => print());
byId("clear").addEventListener("click", () => forget("The form is empty, and this browser keeps nothing of it."));

byId("back").addEventListener("click", unempty);

makeView();
makeClocks();
makeKeys();
tools.hidden = false;
catchUp();
keysOn.checked = value("keys") !== false;
drawAll();
drawView();
tick();
