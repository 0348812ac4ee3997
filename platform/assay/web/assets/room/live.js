// Hears at once that there is something new for this room, which then asks for it. Without it the next sign of life does.

import { listen } from "../js/socket.js";

const SPREAD = 800; // when a message goes to all, not all ask in one moment

if (document.getElementById("room")) {
  const look = () => window.setTimeout(() => document.dispatchEvent(new Event("assay:look")), Math.random() * SPREAD);
  listen({ path: "/sit/live/", look });
}
