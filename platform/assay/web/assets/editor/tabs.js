// Tabs: one stop of the Tab key, arrows go round, Home and End to the first and last.

import { isChanged } from "./files.js";

// The place to go to from `now` of `count`, or null where the key means nothing here.
export function placeBy(key, now, count, isRightToLeft = false) {
  const on = isRightToLeft ? "ArrowLeft" : "ArrowRight";
  const back = isRightToLeft ? "ArrowRight" : "ArrowLeft";
  if (key === on) return (now + 1) % count;
  if (key === back) return (now + count - 1) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}

// `panels` stand in the order of the tabs; onShow(place) is called before a panel is shown.
export function makeTabs(list, panels, onShow) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const show = (place) => {
    onShow(place);
    tabs.forEach((tab, index) => {
      const is = index === place;
      tab.setAttribute("aria-selected", String(is));
      tab.tabIndex = is ? 0 : -1;
      panels[index].hidden = !is;
    });
  };
  tabs.forEach((tab, index) => tab.addEventListener("click", () => show(index)));
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const rtl = getComputedStyle(list).direction === "rtl";
    const place = placeBy(event.key, tabs.indexOf(event.target.closest("[role=tab]")), tabs.length, rtl);
    if (place === null) return;
    event.preventDefault();
    show(place);
    tabs[place].focus();
  });
  return { show };
}

// A tab says the name of its file, whether it can only be read, and whether it was changed.
export function addTab(list, file, index, words) {
  const tab = document.createElement("button");
  Object.assign(tab, { type: "button", id: `file-tab-${index}`, className: "editor-tab" });
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", `file-panel-${index}`);
  const add = (tag, className, text) => {
    const made = Object.assign(document.createElement(tag), { className, textContent: text });
    tab.append(made);
    return made;
  };
  add("code", "", file.name);
  if (file.kind !== "own") add("span", "editor-mark", words(file.kind));
  const changed = add("span", "editor-mark", words("changed"));
  changed.dataset.changed = "";
  changed.hidden = !isChanged(file);
  list.append(tab);
  return tab;
}

export function addPanel(parent, index) {
  const panel = Object.assign(document.createElement("div"), { id: `file-panel-${index}`, hidden: true });
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", `file-tab-${index}`);
  parent.append(panel);
  return panel;
}
