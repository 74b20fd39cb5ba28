/**
 * A model answered, but not with something that may be used: blocked, cut off, garbled or unclean.
 * The message is for the log and repeats nothing of the answer.
 */
export class UnusableAnswer extends Error {
  override readonly name = "UnusableAnswer";
}
