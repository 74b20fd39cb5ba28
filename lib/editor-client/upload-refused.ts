import { RequestFailure } from "./request-failure";

/** The failure for a picture that the store did not take. */
export function uploadRefused(): RequestFailure {
  const message = "The picture could not be uploaded. Please try again; nothing you entered is lost.";
  return new RequestFailure(message, "UPLOAD_REFUSED", null, null, true);
}
