import { Alert } from "./alert";
import { RequestFailure, sentenceOf } from "./client/request-failure";
import { TechnicalDetails } from "./technical-details";

/** What went wrong, and the id to quote where the server has one for it. */
export function Problem({ error, className }: { error: unknown; className?: string }) {
  const id = error instanceof RequestFailure ? error.requestId : null;
  return (
    <div className={className}>
      <Alert>{sentenceOf(error)}</Alert>
      {id !== null && <TechnicalDetails ids={[{ label: "Request id", value: id }]} />}
    </div>
  );
}
