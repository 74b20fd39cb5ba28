type Hint = readonly [title: string, text: string];

/** How to say things to the local engine, and what comes of it. */
export const HINTS: readonly Hint[] = [
  ["How much", "“a bit”, “slightly”, “much”, “extremely”; where it makes sense “by 20 %”, “twice as”, “+1 stop”."],
  [
    "Where",
    "“the sky”, “the ground”, “the water”, “the subject”, “the background”, “the left half”, “the top right corner”, “the shadows”, “everything red”. A part that it cannot find with enough certainty it leaves as it is, and says so; now and then it is wrong about one: compare before you keep it.",
  ],
  ["But not", "“without changing the colours”, “except the face”, “leave the sky alone”."],
  [
    "Several things",
    "“crop it square, then make the sky darker and the ground warmer”: in the order in which you say them. What it does not understand it leaves out and names, unless the rest may mean something else without it.",
  ],
  [
    "Languages",
    "Everyday English. The commonest wishes (brighter, warmer, black and white, sharper, crop …) also in German, Spanish, French, Portuguese, Hindi and Chinese.",
  ],
  [
    "How long",
    "About a second for a picture of two megapixels, two to four for a phone's twelve (November 2026); some, such as enlarging, take longer.",
  ],
  [
    "What you get back",
    "Download gives the kind of file that you sent (JPEG for HEIC; PNG for GIF, TIFF and what became transparent), with JPEG, PNG, WebP and AVIF beside it. Photos are kept as JPEG of a high quality; screenshots, drawings and all that is transparent lose nothing.",
  ],
];

/** What is beyond rules, with what would be needed for it. */
export const LIMITS: readonly Hint[] = [
  [
    "Adding things",
    "“add a dog”, “put a hat on him”. It draws nothing that is not there: that takes a generative model.",
  ],
  [
    "Taking things away",
    "“remove the lamp post”. What would be behind it has to be made up: that takes a generative model. A corner or a date stamp it can erase, a side it can cut off.",
  ],
  ["Reshaping", "“make him smile”, “turn the car around”, “open her eyes”. That takes a generative model."],
  [
    "Knowing things by name",
    "“make the car red”. Besides the sky, people and the other parts above it knows things by their colour and place alone: “make the blue car red” it can. More takes a model that finds whatever one names.",
  ],
  [
    "Hiding for certain",
    "A whole person, a number plate, writing: it cannot be sure to find all of it. Faces it covers, and says how many it found. What you name by its place (“black out the left half”) it covers whole.",
  ],
  ["New detail", "Enlarging and sharpening bring out what is there. Inventing detail takes a generative model."],
];

/** Hints as a list of their names and texts. */
export function Hints({ hints }: { hints: readonly Hint[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      {hints.map(([title, text]) => (
        <div key={title} className="flex flex-col gap-1">
          <dt className="font-medium">{title}</dt>
          <dd className="text-sm text-muted-foreground">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
