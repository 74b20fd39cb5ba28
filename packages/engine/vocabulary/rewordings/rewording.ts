/**
 * Ways to say something, each as the grammar says it: a pattern of the words of a clause, and what it is read as, with `$1`
 * for what a group caught. Read only where a clause is not understood as it stands, and by the grammar in the end, so that
 * every word that is left has to be accounted for.
 */
export type Rewording = readonly [said: string, read: string];
