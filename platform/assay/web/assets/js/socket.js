// A socket that carries nothing but "look": what there is to see is asked of the web, which holds the truth.

import { io } from "socket.io-client";

const LATER = 20_000;

// Calls look() whenever something happened, and after a time in which nothing could be heard.
export function listen({ path, auth, look }) {
  const socket = io({
    path,
    auth,
    transports: ["websocket"],
    reconnectionDelay: 2_000,
    reconnectionDelayMax: 30_000,
    randomizationFactor: 0.5,
  });
  const { dataset } = document.documentElement;
  socket.on("connect", () => (dataset.live = "heard"));
  socket.on("disconnect", () => (dataset.live = "away"));
  socket.on("look", look);
  socket.io.on("reconnect", look);
  // Turned away for now; whoever may not listen at all is turned away for good.
  socket.on("connect_error", (error) => {
    if (!socket.active && error.message === "later") window.setTimeout(() => socket.connect(), LATER * (0.5 + Math.random()));
  });
  return socket;
}
