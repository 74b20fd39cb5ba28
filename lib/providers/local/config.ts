import { defineProvider } from "@/lib/providers/provider";

/** The keyless engine in the server's own process: it edits by rules, and plans what it edits. */
export const local = defineProvider({
  name: "local",
  title: "Local engine",
  key: null,
  preference: 100,
  variables: {},
  read: (): Record<string, never> => ({}),
  editor: {
    create: async () => (await import("./adapter")).createLocalEditor(),
    check: {
      subject: "The local engine",
      remedy: "Start the server again.",
      look: async () => "The local engine, in the server's own process; nothing to check.",
    },
  },
  enhancer: {
    create: async () => (await import("./adapter")).createLocalEnhancer(),
    check: {
      subject: "The local rules",
      remedy: "Start the server again.",
      look: async () => "Local rules, nothing to check.",
    },
    plansForOwnEditor: true,
  },
});
