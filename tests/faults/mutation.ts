/** A guard against a race or a crash, how the product would be without it, and the test that must then fail. */
export type Mutation = {
  guard: string;
  file: string;
  /** The guard as it stands in the file, once. */
  text: string;
  /** What stands in its place. */
  instead: string;
  /** A test by its file and words of its title. */
  test: readonly [file: string, title: string];
};
