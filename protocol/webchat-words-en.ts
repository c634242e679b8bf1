/** What an empty chat says in our words; a file for each language, as visitors load one. */
export const CHAT_WORDS_EN = {
  emptyTitle: "Hello! How can we help?",
  emptyText: "Write to us and we will answer right here.",
  awayTitle: "Leave us a message",
  awayText: "We are away at the moment. Write to us and we will answer as soon as we are back.",
};
