import "../define.ts";
import { SapaBanners } from "./banners.ts";
import { SapaFrame } from "./frame.ts";
import { SapaProfile } from "./profile/profile.ts";
import { SapaShell } from "./shell.ts";
import { SapaCode } from "./sign-in/code.ts";
import { SapaForgot } from "./sign-in/forgot.ts";
import { SapaLink } from "./sign-in/link.ts";
import { SapaLogin } from "./sign-in/login.ts";

const TAGS = {
  "sapa-banners": SapaBanners,
  "sapa-code": SapaCode,
  "sapa-forgot": SapaForgot,
  "sapa-frame": SapaFrame,
  "sapa-link": SapaLink,
  "sapa-login": SapaLogin,
  "sapa-profile": SapaProfile,
  "sapa-shell": SapaShell,
};
for (const [tag, element] of Object.entries(TAGS)) customElements.define(tag, element);

const page = new CSSStyleSheet();
page.replaceSync("html,body{margin:0;block-size:100%}body{overflow:hidden;overscroll-behavior:none}");
document.adoptedStyleSheets = [page];
