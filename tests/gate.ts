/**
 * A place at which one who runs waits for another.
 *
 *     const { pause, reached, proceed } = gate();
 *     const running = run({ poll: async () => (await pause(), answer) });
 *     await reached;
 *     proceed();
 */
export function gate(): { pause: () => Promise<void>; reached: Promise<void>; proceed: () => void } {
  let arrive = (): void => {};
  let proceed = (): void => {};
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const opened = new Promise<void>((resolve) => (proceed = resolve));
  return {
    pause() {
      arrive();
      return opened;
    },
    reached,
    proceed: () => proceed(),
  };
}
