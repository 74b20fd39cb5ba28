import type { Client } from "@/lib/edits/capability";
import type { Services } from "@/lib/services";

/** One request with what a route needs to answer it. */
export type Exchange = {
  request: Request;
  services: Services;
  client: Client;
  /** Token of `Authorization: Bearer …`. */
  bearer: string | null;
  /** Parameters of the path, e.g. `uuid`. */
  params: Readonly<Record<string, string>>;
  /** The origin that answers name: scheme, host and port, without a slash at the end. */
  origin: string;
};
