/** Texts of the page with an organization's own contact fields. This file is the master of `id/contact-fields.ts`. */
export const contactFieldsEn = {
  "contactFields.lead":
    "What you want to know of your contacts besides name, phone, email, company and division. Shown in this order.",
  "contactFields.fields": "Own fields",
  "contactFields.empty": "No own fields yet",
  "contactFields.emptyText":
    "Add a field, for example a membership number or a birthday. It appears with every contact.",
  "contactFields.add": "Add field",
  "contactFields.full": "There are {max} fields, the most there can be. Hide those you no longer use.",
  "contactFields.kept":
    "A field that was saved can be hidden, not deleted, and keeps its type: what was written in it stays.",
  "contactFields.new": "New field",
  "contactFields.label": "Label",
  "contactFields.type": "Type",
  "contactFields.typeFixed": "The type of a saved field stays as it is.",
  "contactFields.type.text": "Text",
  "contactFields.type.number": "Number",
  "contactFields.type.date": "Date",
  "contactFields.type.choice": "Choice",
  "contactFields.options": "Options",
  "contactFields.optionsHint": "One per line. Saved options stay; you can add some and change their order.",
  "contactFields.required": "Required",
  "contactFields.requiredHint":
    "A contact cannot be saved without it. Contacts that lack it stay as they are until somebody edits them.",
  "contactFields.hidden": "Hidden",
  "contactFields.hiddenHint": "Not shown any more. What was written in it is kept and comes back with it.",
  "contactFields.edit": "Edit {label}",
  "contactFields.done": "Close {label}",
  "contactFields.up": "Move {label} up",
  "contactFields.down": "Move {label} down",
  "contactFields.drag": "Drag {label} to another place",
  "contactFields.remove": "Remove {label}",
  "contactFields.moved": "{label} is now number {n}",
  "contactFields.optionsBad": "Write at least one option, each only once",
  "contactFields.optionsKept": "Options that were saved stay: put them back, or add others",
} as const;
