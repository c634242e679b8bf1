import type { Panel, PanelContext } from "../context.ts";
import { PanelController } from "./panel.ts";

/** The lazy part's one export. Nothing outside this folder imports anything from it but types. */
export const mountPanel = (context: PanelContext): Panel => new PanelController(context);
