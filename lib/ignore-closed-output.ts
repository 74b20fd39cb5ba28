/**
 * Lets the process live on when nobody reads its output any more, as under `npm start | head`. Without a
 * listener each line that can't be written is an uncaught error, whose report can't be written either:
 * it goes round for ever and takes a whole core.
 */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners("error").includes(ignore)) stream.on("error", ignore);
  }
}

const ignore = (): void => {};
