/** Asked before a form goes that is not saved. This file is the master of `id/leave.ts`. */
export const leaveEn = {
  "leave.title": "Leave without saving?",
  "leave.text": "What you changed here is not saved yet and would be lost.",
  "leave.stay": "Keep editing",
  "leave.discard": "Discard changes",
} as const;
