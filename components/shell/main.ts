import "../define.ts";
import { SapaFrame } from "./frame.ts";
import { SapaLogin } from "./login.ts";
import { SapaProfile } from "./profile.ts";
import { SapaShell } from "./shell.ts";

const TAGS = { "sapa-frame": SapaFrame, "sapa-login": SapaLogin, "sapa-profile": SapaProfile, "sapa-shell": SapaShell };
for (const [tag, element] of Object.entries(TAGS)) customElements.define(tag, element);

const page = new CSSStyleSheet();
page.replaceSync("html,body{margin:0;block-size:100%}body{overflow:hidden;overscroll-behavior:none}");
document.adoptedStyleSheets = [page];
