import { photographic } from "../../pixels/film";
import { gradeOf } from "../../pixels/grade";
import { defineLook } from "../define-look";

const GRADE = gradeOf({
  tones: [
    [0, 0.012],
    [0.12, 0.075],
    [0.35, 0.31],
    [0.65, 0.69],
    [0.9, 0.93],
    [1, 0.985],
  ],
  saturation: 0.92,
  shadows: [-0.05, 0.012, 0.06],
  midtones: [0.03, 0.002, -0.025],
  highlights: [0.05, 0.018, -0.06],
});

/** A film grade: deep shadows towards teal, lights and skin towards orange, a little less colour, no bars. */
export const cinematic = defineLook({
  name: "cinematic",
  title: "a cinematic look",
  examples: ["make it cinematic", "like a movie still", "color grade it like a movie"],
  names: ["cinematic/filmic/cinematographic film?", "hollywood/blockbuster film/movie?"],
  things: ["movie/cinema like/still/scene?", "film still/scene"],
  say: [
    "{make}/{give}? {more}? film look/style/vibe/vibes/mood/aesthetic/colours/grade/graded/grading/tones/atmosphere/filter",
    "{make}? like/as film",
    "colour grade like? cinematic/movie/film/cinema?",
    "{make}/{give}? colour grade/graded/grading cinematic/movie",
  ],
  changes: ["light", "contrast", "colour"],
  look: "cinematic",
  means: "deeper contrast, teal shadows, warm lights and skin",
  apply: photographic({ grade: GRADE, vignette: 0.2, grain: 1.8 }),
});
