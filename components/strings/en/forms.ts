/** What every form that is saved as a whole says; loaded with the first of them. This file is the master of `id/forms.ts`. */
export const formsEn = {
  "page.discard": "Discard changes",
  "page.bad": { one: "{n} field needs your attention", other: "{n} fields need your attention" },
  "conflict.heading": "Changed by {name} meanwhile",
  "conflict.text": "Choose what is to hold for each field that differs. Nothing has been saved yet.",
  "conflict.mine": "Yours",
  "conflict.compare": "Compare",
  "conflict.later": "Keep editing",
  "conflict.save": "Save this choice",
} as const;
