// Around textual.js: where its socket is, how large its letters are, and what is said when the session has ended.
"use strict";
(() => {
  const nonce = document.currentScript.dataset.style;
  const WHY = {
    1000: "You have quit cttui.",
    1001: "The server has stopped.",
    1008: "The session ended because the page sent something unexpected.",
    1011: "cttui has stopped; the server's terminal says why.",
    1013: "Too many sessions are open on this server; close another tab first.",
  };
  const LOST = "The connection to the server was lost.";
  const [LARGEST, SMALLEST, COLUMNS, WIDTH] = [16, 9, 62, 0.6002];

  // the terminal writes its styles into elements; they carry the nonce that the page's policy asks for
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function (...about) {
    const made = create.apply(this, about);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  };

  // what is typed before the socket is open, or after it has closed, is for nobody
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...about) {
      super(...about);
      this.addEventListener("close", (event) => end(WHY[event.code] || LOST));
    }
    send(data) {
      if (this.readyState === Plain.OPEN) super.send(data);
    }
  };

  // without TLS, browsers give a page of another machine no clipboard; copying what is selected still works
  const own = navigator.clipboard;
  const copy = (text) => (own ? own.writeText(text).catch(() => copySelected(text)) : copySelected(text));
  Object.defineProperty(navigator, "clipboard", {
    value: { writeText: async (text) => copy(text), readText: async () => "" },
  });
  function copySelected(text) {
    const field = document.createElement("textarea");
    field.id = "copied";
    field.readOnly = true;
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    focus();
  }

  // a page that is opened learns nothing of this one, nor may it lead it elsewhere
  const open = window.open;
  window.open = (url, ...about) => (url ? open.call(window, url, about[0] ?? "_blank", "noopener,noreferrer") : open.call(window));

  function focus() {
    document.querySelector(".xterm-helper-textarea")?.focus();
  }

  function end(why) {
    document.getElementById("why").textContent = why;
    document.getElementById("ended").hidden = false;
    document.getElementById("again").focus();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const terminal = document.getElementById("terminal");
    const socket = new URL("ws", location.href);
    socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    socket.search = socket.hash = "";
    terminal.dataset.sessionWebsocketUrl = socket.href;
    // as large as fits the fewest columns that cttui needs
    const fits = Math.floor(terminal.clientWidth / COLUMNS / WIDTH);
    terminal.dataset.fontSize = String(Math.max(SMALLEST, Math.min(LARGEST, fits)));
    document.getElementById("again").addEventListener("click", () => location.reload());
    // cells are measured once, so their font has to be there
    const start = window.onload;
    window.onload = null;
    const fonts = ["16px", "bold 16px", "italic 16px"].map((font) => document.fonts.load(`${font} "Roboto Mono"`));
    Promise.allSettled(fonts).then(() => {
      start.call(window);
      focus();
    });
  });
})();
