// htmx, as these pages use it: no inline script, no other host; where a swap fails the form goes its plain way.

import htmx from "htmx.org";

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyEnabled: false,
  responseHandling: [
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

// Where the server can't be reached, or knows better, the form goes its plain way and the next page says why.
for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, ({ detail }) => {
    const button = detail.elt;
    if (!button.form) return;
    button.removeAttribute("hx-post");
    button.disabled = false;
    button.form.requestSubmit(button);
  });
}
