import { type Language, NAMED_COLOURS } from "./language";

/** How a language says that a colour is light or dark, with `*` for the colour; forms are separated by `/`. */
const SHADES: Readonly<Record<string, { light: string; dark: string }>> = {
  de: { light: "hell*", dark: "dunkel*" },
  es: { light: "* claro/* clara", dark: "* oscuro/* oscura" },
  fr: { light: "* clair/* claire", dark: "* foncé/* foncée/* sombre" },
  pt: { light: "* claro/* clara", dark: "* escuro/* escura" },
  hi: { light: "हल्का */हल्के */हल्की *", dark: "गहरा */गहरे */गहरी *" },
  "hi-Latn": { light: "halka */halke */light *", dark: "gehra */gehre */dark *" },
  zh: { light: "浅*/淡*", dark: "深*/暗*" },
};

/** Colours that have a light and a dark kind of their own; blue has words of its own in every language. */
const SHADED = { light: ["grey", "green", "pink", "yellow"], dark: ["grey", "green", "red", "orange"] } as const;

/** Words of a language for light and dark colours, by their English names: "gris clair". */
export function shadesIn({ code, colours }: Language): ReadonlyArray<readonly [colour: string, forms: string]> {
  const said = SHADES[code];
  if (said === undefined) return [];
  const known = new Set(NAMED_COLOURS.flatMap((name) => colours[name].split("/")));
  return (["light", "dark"] as const).flatMap((shade) =>
    SHADED[shade].map((colour) => {
      const forms = colours[colour]
        .split("/")
        .flatMap((form) => said[shade].split("/").map((pattern) => pattern.replace("*", form)));
      return [`${shade}${colour}`, forms.filter((form) => !known.has(form)).join("/")] as const;
    }),
  );
}
