// For the page at /checklist, whose form also works without this script. It saves what was typed as a file, opens such
// files, clears the form, and keeps everything in the browser's storage if the person chooses that. It has no way to
// send anything, and the page's content security policy forbids every connection.

const FORMAT = "sealpost-checklist";
const VERSION = 1;
// The name in the browser's storage.
const KEPT = "checklist";
// In bytes. A full list takes a fifth of this.
const LARGEST_FILE = 200_000;

const form = document.getElementById("checklist");
const tools = document.getElementById("tools");
const keep = document.getElementById("keep");
const file = document.getElementById("file");
const sure = document.getElementById("sure");
const told = document.getElementById("told");
const fields = [...form.querySelectorAll("[name]")];

// The page has the sentences, so that they are in its language.
const tell = (name) => (told.textContent = told.dataset[name]);

// Returns the date of this device, such as 2026-11-30.
const today = () => {
  const now = new Date();
  const digits = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${digits(now.getMonth() + 1)}-${digits(now.getDate())}`;
};

// Returns the list as the text of a file. It has the labels too, so that it can be read without this page.
const written = () => {
  const list = [...form.querySelectorAll("fieldset")].map((group) => ({
    group: group.querySelector("legend").textContent,
    fields: [...group.querySelectorAll("[name]")].map((field) => ({
      name: field.name,
      label: field.labels[0].textContent,
      value: field.value,
    })),
  }));
  const about = told.dataset.fileAbout;
  return JSON.stringify({ format: FORMAT, version: VERSION, about, saved: today(), list }, null, 2);
};

// Returns the value of each field in a file's text, or null if the text isn't a list.
const read = (text) => {
  try {
    const { format, version, list } = JSON.parse(text);
    if (format !== FORMAT || version !== VERSION) return null;
    const entries = list.flatMap((group) => group.fields);
    const values = new Map(entries.map(({ name, value }) => [name, value]));
    return [...values.values()].every((value) => typeof value === "string") ? values : null;
  } catch {
    return null;
  }
};

// Removes the list from the browser's storage. If the browser allows no storage, there is nothing to remove.
const forget = () => {
  try {
    localStorage.removeItem(KEPT);
  } catch {}
};

// Stores the list. Returns false if the browser's storage is forbidden or full.
const store = () => {
  try {
    localStorage.setItem(KEPT, written());
    return true;
  } catch {
    return false;
  }
};

const stored = () => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};

const stopKeeping = (reason) => {
  keep.checked = false;
  forget();
  tell(reason);
};

// An empty date shows its format, which shouldn't be printed.
const markEmpty = () => fields.forEach((field) => field.classList.toggle("is-empty", field.value === ""));

const changed = () => {
  markEmpty();
  if (keep.checked && !store()) stopKeeping("cannotKeep");
};

const fill = (values) => {
  for (const field of fields) {
    const value = values.get(field.name) ?? "";
    field.value = field.maxLength > 0 ? value.slice(0, field.maxLength) : value;
  }
  markEmpty();
};

const save = () => {
  const address = URL.createObjectURL(new Blob([written()], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `checklist-${today()}.json`;
  link.click();
  // Some browsers read the file only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  tell("saved");
};

const ask = (isAsking) => {
  sure.hidden = !isAsking;
  tools.querySelector(`[data-does="${isAsking ? "cancel" : "ask"}"]`).focus();
};

const clear = () => {
  form.reset();
  markEmpty();
  stopKeeping("cleared");
  ask(false);
};

const actions = { save, clear, print: () => print(), ask: () => ask(true), cancel: () => ask(false) };
tools.querySelectorAll("[data-does]").forEach((button) => {
  button.addEventListener("click", actions[button.dataset.does]);
});

keep.addEventListener("change", () => {
  if (!keep.checked) stopKeeping("forgotten");
  else if (store()) tell("kept");
  else stopKeeping("cannotKeep");
});

file.addEventListener("change", async () => {
  const [chosen] = file.files;
  if (!chosen) return;
  const text = chosen.size > LARGEST_FILE ? "" : await chosen.text().catch(() => "");
  const values = read(text);
  // The same file can be chosen again.
  file.value = "";
  if (!values) return tell("notOurs");
  fill(values);
  tell("opened");
  changed();
});

form.addEventListener("input", changed);

const kept = read(stored() ?? "");
if (kept) {
  fill(kept);
  keep.checked = true;
}
markEmpty();
tools.disabled = false;
