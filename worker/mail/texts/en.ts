import type { MailTexts } from "../content.ts";

const NOT_YOU = "If you did not ask for this, you can ignore this mail; nothing changes.";
const ASK = "If this was not you, tell an admin of your organization at once.";

const hasMadeAccount = (inviter: string | null): string =>
  inviter === null ? "An account was made for you in Sapa" : `${inviter} has made an account for you in Sapa`;

const wantsToAdd = (inviter: string | null, organization: string): string =>
  inviter === null
    ? `You are asked to join the team of ${organization} in Sapa`
    : `${inviter} wants to add you to the team of ${organization} in Sapa`;

const invites = (inviter: string | null, organization: string): string =>
  inviter === null ? `You are invited to ${organization} in Sapa` : `${inviter} invites you to ${organization} in Sapa`;

export const EN: MailTexts = {
  reset: ({ link, minutes }) => ({
    subject: "Set a new password",
    paragraphs: [
      "Somebody, probably you, asked for a new password for this email address.",
      "The new password applies to every application you open with this email.",
    ],
    action: { label: "Set a new password", link },
    closing: [`The link works once, for ${minutes} minutes. A newer link ends this one.`, NOT_YOU],
  }),
  invitation: ({ link, name, organization, inviter, days }) => ({
    subject: invites(inviter, organization),
    paragraphs: [
      `Hello ${name},`,
      `${hasMadeAccount(inviter)}, where the team of ${organization} answers its customers. Choose a password to begin.`,
    ],
    action: { label: "Choose a password", link },
    closing: [`The link works once, for ${days} days.`, "If you do not know this organization, ignore this mail."],
  }),
  verification: ({ link, name, organization, inviter, days }) => ({
    subject: invites(inviter, organization),
    paragraphs: [
      `Hello ${name},`,
      `${wantsToAdd(inviter, organization)}. You have an account already: show with your present password that it is yours.`,
    ],
    action: { label: "Confirm with my password", link },
    closing: [
      `The link works for ${days} days. Until you have confirmed, ${organization} has no access to anything of yours.`,
      "If you do not know this organization, ignore this mail.",
    ],
  }),
  code: ({ code, minutes }) => ({
    subject: "Your code for signing in",
    paragraphs: ["Your organization asks for a code at each sign-in. Type this one:"],
    code,
    closing: [
      `It works once, for ${minutes} minutes.`,
      "If you are not signing in right now, somebody knows your password: change it.",
    ],
  }),
  emailLeft: ({ newEmail, reason }) => ({
    subject: "Your email for signing in was changed",
    paragraphs: [
      `You signed in to Sapa with this address. From now on the address ${newEmail} does.`,
      ...(reason === null ? [] : [`The reason given: ${reason}`]),
      "Every session has ended. Your password stays as it was.",
    ],
    closing: [ASK],
  }),
  emailTaken: ({ newEmail, reason, link, minutes }) => ({
    subject: "Your new email for signing in",
    paragraphs: [
      `From now on you sign in to Sapa with ${newEmail}.`,
      ...(reason === null ? [] : [`The reason given: ${reason}`]),
      "Every session has ended. Please confirm that this address is yours by setting a new password; until then applications are told that it is not confirmed.",
    ],
    action: { label: "Confirm this address", link },
    closing: [`The link works once, for ${minutes} minutes. After that, “Forgot password?” does the same.`, ASK],
  }),
  passwordChanged: () => ({
    subject: "Your password was changed",
    paragraphs: [
      "The password of your account was just changed. It holds for every application you open with this email, and all other sessions have ended.",
    ],
    closing: ["If this was not you, set a new password right away by “Forgot password?” and tell an admin."],
  }),
  deletionSet: ({ organization, date, contact }) => ({
    subject: `${organization} will be deleted on ${date}`,
    paragraphs: [
      `Whoever runs this Sapa server has set ${organization} to be deleted on ${date}: every conversation, contact, file and setting, for good.`,
      "Until then everything goes on as usual. The owner can download all of it under Settings, Security and sessions.",
    ],
    closing: [
      contact === null
        ? "If this is a mistake, tell whoever runs the server before that day."
        : `If this is a mistake, say so before that day. ${contact}`,
    ],
  }),
  deletionKept: ({ organization }) => ({
    subject: `${organization} will not be deleted`,
    paragraphs: [`The deletion of ${organization} was taken back. Everything stays as it is.`],
    closing: ["There is nothing you have to do."],
  }),
};
