import { SapaDialog } from "../ui/dialog.ts";
import { SapaOperatorApplications } from "./applications.ts";
import { SapaOperatorForm } from "./form.ts";
import { SapaOperator } from "./operator.ts";
import { SapaOperatorOrganizations } from "./organizations.ts";
import { SapaOperatorEmail, SapaOperatorSupport } from "./people.ts";
import { SapaOperatorProviders } from "./providers.ts";

/** What the page /operator loads. */
const TAGS = {
  "sapa-dialog": SapaDialog,
  "sapa-operator-form": SapaOperatorForm,
  "sapa-operator-organizations": SapaOperatorOrganizations,
  "sapa-operator-email": SapaOperatorEmail,
  "sapa-operator-support": SapaOperatorSupport,
  "sapa-operator-applications": SapaOperatorApplications,
  "sapa-operator-providers": SapaOperatorProviders,
  "sapa-operator": SapaOperator,
};
for (const [tag, element] of Object.entries(TAGS)) customElements.define(tag, element);

const page = new CSSStyleSheet();
page.replaceSync("body{margin:0}");
document.adoptedStyleSheets = [page];
