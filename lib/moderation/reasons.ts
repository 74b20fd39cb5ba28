// Imports nothing: the form in the browser, the rows and the operator's page name them.

/** Why somebody reports a picture, with what a person reads. */
export const REPORT_REASONS = {
  sexual: "Sexual content",
  violence: "Violence or cruelty",
  hate: "Hate or harassment",
  person: "It shows somebody without their consent",
  copyright: "It is somebody else's work",
  other: "Something else",
} as const;

export const MAX_REPORT_LENGTH = 500;
