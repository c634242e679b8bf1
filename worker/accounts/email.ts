/** AUTH-5: emails are compared trimmed and case-insensitively. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();
