/**
 * What people know of accessibility and no test can tell: for each criterion of WCAG 2.2, levels A and AA, how Sapa stands to
 * it. `met`: we hold it to be met; `partly`: `text` says where not; `none`: it does not apply. `tests` are parts of titles
 * of tests that would fail if it were no longer so; the statement is not written when one of them is gone.
 */
export type CriterionNote = {
  number: string;
  name: string;
  level: "A" | "AA";
  is: "met" | "partly" | "none";
  text?: string;
  tests?: string[];
};

type Row = [
  number: string,
  name: string,
  level: "A" | "AA",
  is: CriterionNote["is"],
  text?: string,
  ...tests: string[],
];

const ROWS: Row[] = [
  [
    "1.1.1",
    "Non-text content",
    "A",
    "partly",
    "Pictures that people send have their caption or file name, no description.",
  ],
  ["1.2.1", "Audio-only and video-only", "A", "partly", "Recordings that people send have no transcript."],
  ["1.2.2", "Captions (prerecorded)", "A", "partly", "Films that people send have no captions."],
  ["1.2.3", "Audio description or alternative", "A", "partly", "Films that people send have none."],
  ["1.2.4", "Captions (live)", "AA", "none", "There are no calls."],
  ["1.2.5", "Audio description", "AA", "partly", "Films that people send have none."],
  ["1.3.1", "Info and relationships", "A", "met", "", "a row says in words what is only drawn"],
  ["1.3.2", "Meaningful sequence", "A", "met", "", "reaches every control in order"],
  ["1.3.3", "Sensory characteristics", "A", "met"],
  ["1.3.4", "Orientation", "AA", "met"],
  ["1.3.5", "Identify input purpose", "AA", "met"],
  ["1.4.1", "Use of color", "A", "met", "", "a row says in words what is only drawn"],
  ["1.4.2", "Audio control", "A", "met", "Sounds are short, and each person can switch them off."],
  [
    "1.4.3",
    "Contrast (minimum)",
    "AA",
    "partly",
    "A company that gives its chat colours of too little contrast is warned, not kept from it.",
  ],
  ["1.4.4", "Resize text", "AA", "met", "", "at 200 % text size", "fits 200 % text"],
  ["1.4.5", "Images of text", "AA", "met"],
  ["1.4.10", "Reflow", "AA", "met", "", "fits 200 % text", "a phone with everything"],
  ["1.4.11", "Non-text contrast", "AA", "met", "", "becomes readable on every surface"],
  ["1.4.12", "Text spacing", "AA", "partly", "Not tested with changed spacing."],
  ["1.4.13", "Content on hover or focus", "AA", "partly", "Titles of icons are the browser's own."],
  [
    "2.1.1",
    "Keyboard",
    "A",
    "met",
    "",
    "opens with the launcher, writes, closes with Escape",
    "j, k, arrows and Enter",
    "F opens it, Escape leaves it",
  ],
  ["2.1.2", "No keyboard trap", "A", "met", "", "closes with Escape, and gives the focus back"],
  ["2.1.4", "Character key shortcuts", "A", "met", "", "can be switched off"],
  [
    "2.2.1",
    "Timing adjustable",
    "A",
    "partly",
    "Staff are signed out after unused time that their admin sets, with no warning before; drafts stay.",
  ],
  ["2.2.2", "Pause, stop, hide", "A", "met"],
  ["2.3.1", "Three flashes", "A", "met"],
  ["2.4.1", "Bypass blocks", "A", "met", "The app has a link to its content."],
  ["2.4.2", "Page titled", "A", "met"],
  ["2.4.3", "Focus order", "A", "met", "", "reaches every control in order", "the focus follows"],
  ["2.4.4", "Link purpose", "A", "met"],
  ["2.4.5", "Multiple ways", "AA", "met", "Menu, search and palette lead to the same places."],
  ["2.4.6", "Headings and labels", "AA", "met"],
  ["2.4.7", "Focus visible", "AA", "met"],
  [
    "2.4.11",
    "Focus not obscured (minimum)",
    "AA",
    "partly",
    "Not tested on pages that lay bars of their own over the chat.",
  ],
  ["2.5.1", "Pointer gestures", "A", "met", "What swipes and pinches do, buttons do too."],
  ["2.5.2", "Pointer cancellation", "A", "met"],
  ["2.5.3", "Label in name", "A", "met"],
  ["2.5.4", "Motion actuation", "A", "none"],
  [
    "2.5.7",
    "Dragging movements",
    "AA",
    "partly",
    "The inbox's panes get other widths by dragging or by keyboard, not by single clicks.",
    "panes are resized by keyboard",
  ],
  ["2.5.8", "Target size (minimum)", "AA", "met"],
  ["3.1.1", "Language of page", "A", "met"],
  ["3.1.2", "Language of parts", "AA", "partly", "The language of what people write is not known."],
  ["3.2.1", "On focus", "A", "met"],
  ["3.2.2", "On input", "A", "met"],
  ["3.2.3", "Consistent navigation", "AA", "met"],
  ["3.2.4", "Consistent identification", "AA", "met"],
  ["3.2.6", "Consistent help", "A", "met", "The launcher stands in the same place on every page."],
  ["3.3.1", "Error identification", "A", "met", "", "names what is wrong at the field"],
  ["3.3.2", "Labels or instructions", "A", "met"],
  ["3.3.3", "Error suggestion", "AA", "met", "", "names what is wrong at the field"],
  ["3.3.4", "Error prevention", "AA", "met", "What cannot be taken back asks once, naming the thing."],
  ["3.3.7", "Redundant entry", "A", "met"],
  [
    "3.3.8",
    "Accessible authentication (minimum)",
    "AA",
    "met",
    "Password managers can fill in; there are no puzzles, also where robots are kept away.",
  ],
  ["4.1.2", "Name, role, value", "A", "met"],
  [
    "4.1.3",
    "Status messages",
    "AA",
    "met",
    "",
    "announces new messages politely",
    "tells new messages to those who listen",
  ],
];

export const CRITERIA: readonly CriterionNote[] = ROWS.map(([number, name, level, is, text, ...tests]) => ({
  number,
  name,
  level,
  is,
  ...(text ? { text } : {}),
  tests,
}));

/** Where a test's file belongs, the first beginning that fits. */
export const AREAS: readonly { begins: string; name: string }[] = [
  { begins: "test/browser/embed/", name: "Elements for portals" },
  { begins: "test/browser/contacts/", name: "Contacts" },
  { begins: "test/browser/shell/", name: "The app around it" },
  { begins: "test/browser/widget/", name: "The chat on a website" },
  { begins: "test/e2e/widget", name: "The chat on a website" },
  { begins: "test/e2e/survey", name: "The page of a survey's link" },
  { begins: "test/browser/components/settings", name: "Settings" },
  { begins: "test/browser/components/", name: "The inbox" },
  { begins: "test/e2e/shell", name: "The app around it" },
  { begins: "test/e2e/", name: "The whole system" },
];

/** What is not as it should be and belongs to no single criterion, and what nobody has looked at yet. */
export const GAPS: readonly string[] = [
  "Nobody who depends on a screen reader, a switch or voice control has tested Sapa yet; no screen reader is part of the tests.",
  "All tests run in Chromium. Firefox and Safari are not tested.",
  "Our own words exist in English and Indonesian. On a page in another language the chat speaks one of these, marked as such.",
];
